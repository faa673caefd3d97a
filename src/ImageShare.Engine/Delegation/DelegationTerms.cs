using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>
/// What is to be delegated, to whom: the parameters file and what was given beside it, put together and checked. Roles may be names.
/// </summary>
internal sealed record DelegationTerms
{
    public required string ManagedByTenantId { get; init; }

    public required string OfferName { get; init; }

    public required string OfferDescription { get; init; }

    /// <summary>Empty for the whole subscription.</summary>
    public IReadOnlyList<string> ResourceGroupNames { get; init; } = [];

    public IReadOnlyList<LighthouseAuthorization> Authorizations { get; init; } = [];

    public IReadOnlyList<EligibleLighthouseAuthorization> EligibleAuthorizations { get; init; } = [];

    /// <summary>Ids of principals and approvers, each once.</summary>
    public IEnumerable<string> PrincipalIds => Authorizations.Concat(EligibleAuthorizations).Select(a => a.PrincipalId).Distinct();

    public static async Task<DelegationTerms> OfAsync(LighthouseDelegationSpec spec, CancellationToken cancellationToken)
    {
        var file = spec.TemplateParameterFile is { } path ? await TemplateParameters.ReadAsync(path, cancellationToken) : null;
        var offer = Given(spec.OfferName ?? file?.OfferName, "OfferName", "the offer's name, which the consumer sees");
        var terms = new DelegationTerms
        {
            ManagedByTenantId = InputRules.Guid(
                Given(spec.ManagedByTenantId ?? file?.ManagedByTenantId, "ManagedByTenantId", "the consumer's tenant"),
                "ManagedByTenantId"),
            OfferName = offer,
            OfferDescription = spec.OfferDescription ?? file?.OfferDescription ?? offer,
            ResourceGroupNames =
            [
                .. (spec.ResourceGroupNames.Count > 0 ? spec.ResourceGroupNames : file?.ResourceGroupNames ?? [])
                    .Select(InputRules.ResourceGroup).Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            Authorizations = [.. (file is null ? Permanent(spec) : file.Authorizations.SelectMany(a => Filled(a, spec))).Select(Checked)],
            EligibleAuthorizations =
            [
                .. (file is null ? Eligible(spec) : file.EligibleAuthorizations.SelectMany(a => Filled(WithApprovers(a, spec), spec)))
                    .Select(Checked).Select(CheckedApprovers),
            ],
        };
        return terms with
        {
            Authorizations = [.. terms.Authorizations.DistinctBy(a => (a.PrincipalId, a.RoleDefinitionId.ToUpperInvariant()))],
        };
    }

    private static IEnumerable<LighthouseAuthorization> Permanent(LighthouseDelegationSpec spec)
    {
        Given(spec.PrincipalIds is [var first, ..] ? first : null, "PrincipalId", "who of the consumer's tenant gets the roles");
        return
            from principal in Principals(spec.PrincipalIds, spec)
            from role in spec.RoleDefinitionNames
            select new LighthouseAuthorization
            {
                PrincipalId = principal.Id,
                PrincipalDisplayName = principal.Name,
                RoleDefinitionId = role,
                DelegatedRoleDefinitionIds = IsUserAccessAdministrator(role) ? spec.DelegatedRoleDefinitionNames : [],
            };
    }

    private static IEnumerable<EligibleLighthouseAuthorization> Eligible(LighthouseDelegationSpec spec) =>
        from principal in Principals(spec.EligiblePrincipalIds.Count > 0 ? spec.EligiblePrincipalIds : spec.PrincipalIds, spec)
        from role in spec.EligibleRoleDefinitionNames
        select new EligibleLighthouseAuthorization
        {
            PrincipalId = principal.Id,
            PrincipalDisplayName = principal.Name,
            RoleDefinitionId = role,
            MaximumActivationDuration = spec.EligibleMaximumDuration,
            MultiFactorAuthProvider = spec.EligibleRequiresMfa ? "Azure" : "None",
            Approvers = [.. Approvers(spec)],
        };

    // Names belong to -PrincipalId, one each or one for all; whoever else is named has the name it has there.
    private static IEnumerable<(string Id, string? Name)> Principals(IReadOnlyList<string> ids, LighthouseDelegationSpec spec) =>
        ids.Select(id =>
    {
        var index = spec.PrincipalIds.ToList().FindIndex(p => p.Equals(id, StringComparison.OrdinalIgnoreCase));
        return (id, index < 0 ? null : spec.PrincipalDisplayNames.ElementAtOrDefault(spec.PrincipalDisplayNames.Count == 1 ? 0 : index));
    });

    // The file as it comes from the samples has a placeholder where the principal belongs.
    private static IEnumerable<T> Filled<T>(T authorization, LighthouseDelegationSpec spec)
        where T : LighthouseAuthorization =>
        IsId(authorization.PrincipalId) || spec.PrincipalIds.Count == 0
            ? [authorization]
            : Principals(spec.PrincipalIds, spec).Select(p => authorization with
            {
                PrincipalId = p.Id,
                PrincipalDisplayName = p.Name ?? authorization.PrincipalDisplayName,
            });

    private static EligibleLighthouseAuthorization WithApprovers(
        EligibleLighthouseAuthorization authorization, LighthouseDelegationSpec spec) =>
        spec.EligibleApproverIds.Count == 0 || authorization.Approvers.All(a => IsId(a.PrincipalId)) ? authorization
            : authorization with { Approvers = [.. authorization.Approvers.Where(a => IsId(a.PrincipalId)), .. Approvers(spec)] };

    private static IEnumerable<LighthouseApprover> Approvers(LighthouseDelegationSpec spec) =>
        Principals(spec.EligibleApproverIds, spec).Select(p => new LighthouseApprover(p.Id, p.Name));

    private static bool IsId(string text) => Guid.TryParse(text, out var id) && id != Guid.Empty;

    private static T Checked<T>(T authorization)
        where T : LighthouseAuthorization => authorization with { PrincipalId = InputRules.Guid(authorization.PrincipalId, "PrincipalId") };

    private static EligibleLighthouseAuthorization CheckedApprovers(EligibleLighthouseAuthorization authorization) => authorization with
    {
        Approvers = [.. authorization.Approvers.Select(a => a with { PrincipalId = InputRules.Guid(a.PrincipalId, "EligibleApproverId") })],
    };

    private static bool IsUserAccessAdministrator(string role) =>
        role.Equals("User Access Administrator", StringComparison.OrdinalIgnoreCase)
        || role.Equals(RestrictedRoles.UserAccessAdministrator, StringComparison.OrdinalIgnoreCase);

    private static string Given(string? value, string parameter, string meaning) =>
        !string.IsNullOrWhiteSpace(value) ? value
            : throw InputRules.Refuse(parameter, "", $"-{parameter} is missing: {meaning}.");
}
