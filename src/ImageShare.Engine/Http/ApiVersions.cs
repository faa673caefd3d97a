using Azure.Core;
using Azure.ResourceManager;

namespace ImageShare.Engine.Http;

/// <summary>The api-version of every call whose version is not the SDK's choice.</summary>
internal static class ApiVersions
{
    public const string Subscriptions = "2022-12-01";
    public const string Resources = "2021-04-01";
    public const string RoleAssignments = "2022-04-01";
    public const string RoleAssignmentUsage = "2019-08-01-preview";
    public const string ManagedServices = "2022-10-01";
    public const string Galleries = "2023-07-03";
    public const string ResourceGraph = "2024-04-01";
    public const string ManagedIdentities = "2023-01-31";
    public const string MarketplaceAgreements = "2021-01-01";
    public const string Skus = "2021-07-01";

    // 2025-07-01 and later make the subnets of new virtual networks private: their machines have no way out.
    public const string Network = "2024-05-01";

    private static readonly (ResourceType Type, string Version)[] s_generic =
    [
        ("Microsoft.Network/virtualNetworks", Network),
        ("Microsoft.Network/virtualNetworks/subnets", Network),
        ("Microsoft.Network/networkSecurityGroups", Network),
        ("Microsoft.Network/publicIPAddresses", Network),
        ("Microsoft.Network/networkInterfaces", Network),
        ("Microsoft.ManagedIdentity/userAssignedIdentities", ManagedIdentities),
    ];

    /// <summary>Without these, the SDK asks each resource provider for its versions first.</summary>
    public static void Apply(ArmClientOptions options)
    {
        foreach (var (type, version) in s_generic)
            options.SetApiVersion(type, version);
    }
}
