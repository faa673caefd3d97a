using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>A cmdlet that is told what to delegate, to whom: to do it, or to write the template of it.</summary>
public abstract class LighthouseCommand : ImageShareCommand
{
    private protected const string ResourceGroupSet = "ResourceGroup";
    private protected const string SubscriptionSet = "Subscription";
    private protected const string TemplateSet = "TemplateParameterFile";

    /// <summary>Resource groups to delegate; with a parameters file, in place of those it names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ResourceGroupSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string[] ResourceGroupName { get; set; } = [];

    /// <summary>Delegates the whole subscription.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SubscriptionSet)]
    public SwitchParameter EntireSubscription { get; set; }

    /// <summary>
    /// Parameters file of Microsoft's sample templates, as it is. What is typed goes before what it says; -PrincipalId stands where it has
    /// a placeholder.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public string? TemplateParameterFile { get; set; }

    /// <summary>Subscription (GUID) of the publisher; without it that of the sign-in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Tenant (GUID) of the consumer; Azure calls it the managing one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceGroupSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = SubscriptionSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("ConsumerTenantId")]
    [ValidateGuid]
    public string? ManagedByTenantId { get; set; }

    /// <summary>Object ids (GUID) of users, security groups or service principals of the consumer's tenant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceGroupSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = SubscriptionSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateGuid]
    public string[] PrincipalId { get; set; } = [];

    /// <summary>Their names, in the same order, or one for all; Azure shows them and does not check them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] PrincipalDisplayName { get; set; } = [];

    /// <summary>Name of the offer, which both companies see.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceGroupSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = SubscriptionSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public string? OfferName { get; set; }

    /// <summary>Description of the offer; without it its name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OfferDescription { get; set; }

    /// <summary>Names or ids of built-in roles; without it Reader and the role that lets the consumer end the delegation.</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[] RoleDefinitionName { get; set; } = [];

    /// <summary>Names or ids of the roles that a User Access Administrator may give to managed identities.</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[] DelegatedRoleDefinitionName { get; set; } = [];

    /// <summary>Names or ids of built-in roles to activate for a while (Privileged Identity Management).</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[] EligibleRoleDefinitionName { get; set; } = [];

    /// <summary>Object ids (GUID) of users or security groups that may activate them; without it those of -PrincipalId.</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateGuid]
    public string[] EligiblePrincipalId { get; set; } = [];

    /// <summary>
    /// Object ids (GUID) of users or security groups that approve activations, ten at most; without it nobody must. In a parameters file,
    /// where that has a placeholder.
    /// </summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateGuid]
    public string[] EligibleApproverId { get; set; } = [];

    /// <summary>How long one activation lasts at most, 30 minutes to 8 hours; without it 8 hours.</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    public TimeSpan? EligibleMaximumDuration { get; set; }

    /// <summary>Activation asks for another factor.</summary>
    [Parameter(ParameterSetName = ResourceGroupSet)]
    [Parameter(ParameterSetName = SubscriptionSet)]
    public SwitchParameter EligibleRequireMfa { get; set; }

    private protected LighthouseDelegationSpec Spec()
    {
        var spec = new LighthouseDelegationSpec
        {
            SubscriptionId = SubscriptionId.OrNull(),
            ResourceGroupNames = ResourceGroupName,
            ManagedByTenantId = ManagedByTenantId.OrNull(),
            OfferName = OfferName,
            OfferDescription = OfferDescription.OrNull(),
            PrincipalIds = PrincipalId,
            PrincipalDisplayNames = PrincipalDisplayName,
            DelegatedRoleDefinitionNames = DelegatedRoleDefinitionName,
            EligibleRoleDefinitionNames = EligibleRoleDefinitionName,
            EligiblePrincipalIds = EligiblePrincipalId,
            EligibleApproverIds = EligibleApproverId,
            EligibleRequiresMfa = EligibleRequireMfa,
            TemplateParameterFile = this.ExistingFileOrNull(TemplateParameterFile),
        };
        if (RoleDefinitionName.Length > 0)
            spec = spec with { RoleDefinitionNames = RoleDefinitionName };
        return EligibleMaximumDuration is { } duration ? spec with { EligibleMaximumDuration = duration } : spec;
    }
}
