namespace ImageShare.Sandbox.Server;

/// <summary>What a script gets as <c>$Sandbox</c>, and the ready file as JSON.</summary>
internal sealed class SandboxAccounts
{
    /// <summary>Path of the cloud file that Connect-ImageShare -Environment takes.</summary>
    public string Environment { get; set; } = "";

    public PublisherAccount Publisher { get; } = new();

    public ConsumerAccount Consumer { get; } = new();

    /// <summary>Where managed identities ask for tokens: goes into IDENTITY_ENDPOINT and IDENTITY_HEADER.</summary>
    public string IdentityEndpoint { get; set; } = "";

    public string IdentityHeader { get; set; } = "";

    /// <summary>Issuer of the outside workload whose assertions a federated credential can trust.</summary>
    public string WorkloadIssuer { get; set; } = "";
}

/// <summary>One tenant, its subscription and those who may do everything in it.</summary>
internal abstract class TenantAccount
{
    public string TenantId { get; set; } = "";

    public string SubscriptionId { get; set; } = "";

    public string ResourceGroupName { get; set; } = "";

    public string Location { get; set; } = "";

    public string AdminApplicationId { get; set; } = "";

    public string AdminSecret { get; set; } = "";

    public string AdminObjectId { get; set; } = "";

    /// <summary>Signs in on the pages: browser and device code.</summary>
    public string UserName { get; set; } = "";

    public string UserPassword { get; set; } = "";

    public string UserObjectId { get; set; } = "";
}

internal sealed class PublisherAccount : TenantAccount
{
    public string GalleryName { get; set; } = "";

    /// <summary>ARM id of the image definition.</summary>
    public string ImageId { get; set; } = "";

    public string ImageVersionId { get; set; } = "";
}

internal sealed class ConsumerAccount : TenantAccount
{
    /// <summary>ARM id of the user-assigned identity.</summary>
    public string ManagedIdentityId { get; set; } = "";

    public string ManagedIdentityClientId { get; set; } = "";

    public string ManagedIdentityObjectId { get; set; } = "";
}
