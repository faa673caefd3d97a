using System.Management.Automation;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;
using ImageShare.State;

namespace ImageShare.Commands;

/// <summary>Signs in. The sign-in belongs to this runspace, and touches neither those of az nor those of Az.</summary>
[Cmdlet(VerbsCommunications.Connect, "ImageShare", DefaultParameterSetName = InteractiveSet)]
[OutputType(typeof(ImageShareContext))]
public sealed class ConnectImageShareCommand : AsyncCommand
{
    private const string InteractiveSet = "Interactive";
    private const string DeviceCodeSet = "DeviceCode";
    private const string ServicePrincipalSet = "ServicePrincipal";
    private const string CertificateFileSet = "CertificateFile";
    private const string CertificateThumbprintSet = "CertificateThumbprint";
    private const string FederatedTokenSet = "FederatedToken";
    private const string FederatedTokenFileSet = "FederatedTokenFile";
    private const string FederatedTokenProviderSet = "FederatedTokenProvider";
    private const string ManagedIdentitySet = "ManagedIdentity";
    private const string ManagedIdentityApplicationSet = "ManagedIdentityApplication";
    private const string AccessTokenSet = "AccessToken";
    private const string AmbientSet = "Ambient";
    private const string AzContextSet = "AzContext";

    /// <summary>Tenant to sign in to: GUID or verified domain; without it the account's home.</summary>
    [Parameter]
    [Alias("Tenant", "Domain")]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>Subscription (GUID) that names without an id refer to.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>AzureCloud, AzureUSGovernment, AzureChinaCloud, or the path of a cloud file.</summary>
    [Parameter]
    [Alias("EnvironmentName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string Environment { get; set; } = "AzureCloud";

    /// <summary>Enter a code on another device.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DeviceCodeSet)]
    [Alias("DeviceCode", "DeviceAuth", "Device")]
    public SwitchParameter UseDeviceAuthentication { get; set; }

    /// <summary>Application (client) id (GUID) of a public client of your own.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [ValidateGuid]
    public string? ClientId { get; set; }

    /// <summary>Says that an application signs in; its credential says it, too.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [Parameter(ParameterSetName = CertificateFileSet)]
    [Parameter(ParameterSetName = CertificateThumbprintSet)]
    [Parameter(ParameterSetName = FederatedTokenSet)]
    [Parameter(ParameterSetName = FederatedTokenFileSet)]
    [Parameter(ParameterSetName = FederatedTokenProviderSet)]
    public SwitchParameter ServicePrincipal { get; set; }

    /// <summary>Application (client) id as user name, secret as password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServicePrincipalSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenSet)]
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenProviderSet)]
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentityApplicationSet)]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>PFX or PEM file with the private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateFileSet)]
    public string? CertificatePath { get; set; }

    /// <summary>Password of the certificate file.</summary>
    [Parameter(ParameterSetName = CertificateFileSet)]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>SHA-1 thumbprint of a certificate in CurrentUser\My or LocalMachine\My.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateThumbprintSet)]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A token of another issuer; good until it ends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenSet)]
    [SecureStringTransform]
    public SecureString? FederatedToken { get; set; }

    /// <summary>File that always holds a fresh token of another issuer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenFileSet)]
    public string? FederatedTokenFile { get; set; }

    /// <summary>Writes a fresh token of another issuer (string or SecureString); asked again whenever one is needed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedTokenProviderSet)]
    public ScriptBlock? FederatedTokenProvider { get; set; }

    /// <summary>A managed identity of this machine; with -ApplicationId, the application that trusts it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet)]
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentityApplicationSet)]
    [Alias("MSI", "ManagedService")]
    public SwitchParameter Identity { get; set; }

    /// <summary>Client id (GUID) or ARM id of a user-assigned identity; for a person, the account to suggest.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentityApplicationSet)]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    /// <summary>A token for Azure Resource Manager.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [SecureStringTransform]
    public SecureString? AccessToken { get; set; }

    /// <summary>A token for Microsoft Graph, where directory work is wanted, too.</summary>
    [Parameter(ParameterSetName = AccessTokenSet)]
    [SecureStringTransform]
    public SecureString? GraphAccessToken { get; set; }

    /// <summary>Asks nobody: environment variables, workload identity, managed identity, az, in that order.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AmbientSet)]
    public SwitchParameter NonInteractive { get; set; }

    /// <summary>Whoever is signed in to Az.Accounts in this session; Az goes on to hold the sign-in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzContextSet)]
    public SwitchParameter UseAzContext { get; set; }

    // Nothing of the statement, nor of a try around it, may go on as someone else.
    private protected override bool FailureTerminates => true;

    private protected override IEnumerable<Work> Process()
    {
        var contexts = RunspaceContexts.Current;
        var signIn = UseAzContext
            ? OfAz(AzSignIn.Of(this))
            : new SignIn(SignInCredential()) { TenantId = TenantId, SubscriptionId = SubscriptionId, Environment = Cloud() };
        yield return new Work($"sign-in to {TenantId ?? "the home tenant"}", async (pipeline, cancellationToken) =>
        {
            var context = await EngineLoader.Engine.Sessions.ConnectAsync(signIn, pipeline, cancellationToken);
            contexts.Add(context);
            await pipeline.WriteObjectAsync(context);
        });
    }

    private SignInCredential SignInCredential() => ParameterSetName switch
    {
        DeviceCodeSet => new DeviceCodeCredential(ClientId),
        ServicePrincipalSet => new ApplicationCredential(Credential!.UserName, new SecretProof(Credential.Password)),
        CertificateFileSet or CertificateThumbprintSet =>
            Application(Proofs.Certificate(this, CertificatePath, CertificatePassword, CertificateThumbprint)!),
        FederatedTokenSet => Application(Proofs.Token(FederatedToken!)),
        FederatedTokenFileSet => Application(Proofs.TokenFile(this.ExistingFile(FederatedTokenFile!))),
        FederatedTokenProviderSet => Application(Proofs.TokenProvider(new SessionScript(FederatedTokenProvider!))),
        ManagedIdentitySet => new ManagedIdentityAccount(AccountId),
        ManagedIdentityApplicationSet => Application(new ManagedIdentityProof(AccountId!)),
        AccessTokenSet => new AccessTokenCredential(AccessToken!, GraphAccessToken),
        AmbientSet => new AmbientCredential(),
        _ => new InteractiveCredential(ClientId, AccountId),
    };

    // What is typed goes before what Az has chosen. Its subscription belongs to its own tenant, and not to another one that is asked for.
    private SignIn OfAz(AzSignIn az) => new(az.Credential)
    {
        TenantId = TenantId ?? az.TenantId,
        SubscriptionId = SubscriptionId ?? (TenantId is null || TenantId == az.TenantId ? az.SubscriptionId : null),
        Environment = OnCommandLine(nameof(Environment)) ? Cloud() : az.Environment ?? Environment,
    };

    private ApplicationCredential Application(ApplicationProof proof) => new(ApplicationId!, proof);

    private string Cloud() =>
        Environment.AsSpan().ContainsAny('/', '\\') || File.Exists(this.FullPath(Environment))
            ? this.ExistingFile(Environment)
            : Environment;
}
