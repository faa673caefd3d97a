using Azure.Core;
using Azure.ResourceManager;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>Makes clients of Azure Resource Manager.</summary>
internal static class ArmClientFactory
{
    private const int MaximumAuxiliaryTenants = 3;

    /// <summary>A client with tokens of <paramref name="tenantId"/>, or of the sign-in's own tenant.</summary>
    /// <param name="context">The sign-in.</param>
    /// <param name="tenantId">Tenant (GUID) of the primary token; null for the sign-in's.</param>
    /// <param name="auxiliaryTenants">Tenants whose resources the requests refer to; the primary's own is passed over.</param>
    public static ArmClient Create(EngineContext context, string? tenantId = null, IEnumerable<string>? auxiliaryTenants = null)
    {
        var options = HttpDefaults.Apply(new ArmClientOptions { Environment = context.Cloud.ArmEnvironment }, context.Cloud, context.Caller);
        ApiVersions.Apply(options);
        var primary = tenantId ?? context.TenantId;
        string[] others =
        [
            .. (auxiliaryTenants ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Where(t =>
                !t.Equals(primary, StringComparison.OrdinalIgnoreCase)),
        ];
        if (others.Length > MaximumAuxiliaryTenants)
        {
            throw new ImageShareException(
                "TooManyAuxiliaryTenants", ErrorKind.InvalidArgument,
                $"One request can refer to resources of at most {MaximumAuxiliaryTenants} other tenants; these are {others.Length}.");
        }

        if (others.Length > 0)
            options.AddPolicy(new AuxiliaryTokenPolicy(context.Cloud, [.. others.Select(context.GetCredential)]),
                HttpPipelinePosition.PerRetry);

        return new ArmClient(context.GetCredential(primary), default, options);
    }
}
