namespace ImageShare.Model;

/// <summary>Azure Lighthouse: the publisher's resource groups in the hands of the consumer's tenant.</summary>
public interface IDelegationService
{
    /// <summary>
    /// Delegates; one result per resource group. Idempotent. Ends when each delegation is effective, unless <see
    /// cref="LighthouseDelegationSpec.NoWait"/>.
    /// </summary>
    IAsyncEnumerable<LighthouseDelegation> CreateAsync(LighthouseDelegationSpec spec, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Delegations that the sign-in's tenant gave or received.</summary>
    IAsyncEnumerable<LighthouseDelegation> GetAsync(LighthouseDelegationQuery query, ICaller caller, CancellationToken cancellationToken);

    /// <summary>Removes a delegation by the ARM id of its registration assignment, and puts back those that Azure takes along.</summary>
    Task RemoveAsync(string registrationAssignmentId, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Refuses when the delegation that makes the images readable serves other principals or other images too, unless <paramref
    /// name="force"/>;
    /// changes nothing.
    /// </summary>
    Task CheckRemovalAsync(IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken);

    /// <summary>As <see cref="CheckRemovalAsync"/>; then asks the person, and removes the delegations, as the consumer.</summary>
    Task RemoveForImagesAsync(IReadOnlyList<string> imageIds, bool force, ICaller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Writes templates that give the same delegation, for a deployment at the subscription: a JSON template (or Bicep, when the path ends
    /// so)
    /// and its parameters. Works offline. Gives the files.
    /// </summary>
    Task<IReadOnlyList<string>> ExportAsync(
        LighthouseDelegationSpec spec, string path, bool force, ICaller caller, CancellationToken cancellationToken);
}

/// <summary>What to delegate, to whom.</summary>
public sealed record LighthouseDelegationSpec
{
    /// <summary>The publisher's subscription (GUID); null for the context's.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource groups to delegate; empty for the whole subscription.</summary>
    public IReadOnlyList<string> ResourceGroupNames { get; init; } = [];

    /// <summary>The consumer's tenant (GUID).</summary>
    public string? ManagedByTenantId { get; init; }

    /// <summary>Name of the offer, which the consumer sees.</summary>
    public string? OfferName { get; init; }

    /// <summary>Description of the offer; null for its name.</summary>
    public string? OfferDescription { get; init; }

    /// <summary>Object ids (GUID) of users, security groups or service principals of the consumer's tenant.</summary>
    public IReadOnlyList<string> PrincipalIds { get; init; } = [];

    /// <summary>Their names, in the same order.</summary>
    public IReadOnlyList<string> PrincipalDisplayNames { get; init; } = [];

    /// <summary>Names or ids (GUID) of built-in roles that each principal gets.</summary>
    public IReadOnlyList<string> RoleDefinitionNames { get; init; } = ["Reader", "Managed Services Registration assignment Delete Role"];

    /// <summary>Names or ids of the roles that a User Access Administrator may give to managed identities.</summary>
    public IReadOnlyList<string> DelegatedRoleDefinitionNames { get; init; } = [];

    /// <summary>Names or ids of built-in roles that each eligible principal may activate.</summary>
    public IReadOnlyList<string> EligibleRoleDefinitionNames { get; init; } = [];

    /// <summary>Object ids of users or security groups that may activate them; empty for <see cref="PrincipalIds"/>.</summary>
    public IReadOnlyList<string> EligiblePrincipalIds { get; init; } = [];

    /// <summary>Object ids of users or security groups that approve activations.</summary>
    public IReadOnlyList<string> EligibleApproverIds { get; init; } = [];

    /// <summary>How long one activation lasts at most.</summary>
    public TimeSpan EligibleMaximumDuration { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Activation asks for another factor.</summary>
    public bool EligibleRequiresMfa { get; init; }

    /// <summary>
    /// Parameters file of Microsoft's sample templates. What is given beside it goes before what it says; <see cref="PrincipalIds"/> stand
    /// where
    /// the file has a placeholder.
    /// </summary>
    public string? TemplateParameterFile { get; init; }

    /// <summary>Returns when Azure has accepted the delegation.</summary>
    public bool NoWait { get; init; }
}

/// <summary>Which delegations.</summary>
public sealed record LighthouseDelegationQuery
{
    /// <summary>Subscription (GUID); null for all that the sign-in sees.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group; null for all, and for those of whole subscriptions.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>The consumer's tenant (GUID); null for all.</summary>
    public string? ManagedByTenantId { get; init; }

    /// <summary>Offer, wildcards allowed; null for all.</summary>
    public string? OfferName { get; init; }

    /// <summary>Given or received; null for both.</summary>
    public DelegationDirection? Direction { get; init; }
}
