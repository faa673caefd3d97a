namespace ImageShare.Model;

/// <summary>Ways to sign in.</summary>
public enum AuthenticationMethod
{
    /// <summary>A person, in the browser.</summary>
    Interactive,

    /// <summary>A person, with a code entered on another device.</summary>
    DeviceCode,

    /// <summary>An application with a secret.</summary>
    ClientSecret,

    /// <summary>An application with a certificate.</summary>
    Certificate,

    /// <summary>An application with a token of another issuer.</summary>
    Federated,

    /// <summary>A managed identity of the machine this runs on.</summary>
    ManagedIdentity,

    /// <summary>An access token handed in; good for its own tenant only.</summary>
    AccessToken,

    /// <summary>Whatever the surroundings offer: environment variables, workload identity, managed identity, az.</summary>
    Ambient,

    /// <summary>Whoever is signed in to Az.Accounts in the same session.</summary>
    AzContext,
}
