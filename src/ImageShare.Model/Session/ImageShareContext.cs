namespace ImageShare.Model;

/// <summary>A sign-in: who, in which tenant, of which cloud. Holds the credential in memory, never shows it.</summary>
public abstract class ImageShareContext
{
    /// <summary>User principal name, application id (GUID) or managed identity that signed in.</summary>
    public abstract string Account { get; }

    /// <summary>Object id (GUID) of the signed-in principal in <see cref="TenantId"/>.</summary>
    public abstract string ObjectId { get; }

    /// <summary>The tenant signed in to (GUID).</summary>
    public abstract string TenantId { get; }

    /// <summary>The subscription that names without an id refer to (GUID); null when the principal sees none or several and none was chosen.</summary>
    public abstract string? SubscriptionId { get; }

    /// <summary>Name of the cloud: AzureCloud, AzureUSGovernment, AzureChinaCloud or a cloud file's.</summary>
    public abstract string Environment { get; }

    /// <summary>How it signed in.</summary>
    public abstract AuthenticationMethod AuthenticationMethod { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Account} in {TenantId} ({Environment})";
}
