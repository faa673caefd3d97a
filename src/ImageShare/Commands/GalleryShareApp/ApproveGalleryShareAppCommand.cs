using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Lets an app of another tenant into the signed-in one; with -ResourceGroupName, also lets it build there.</summary>
[Cmdlet(VerbsLifecycle.Approve, "GalleryShareApp", DefaultParameterSetName = HandoverSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryShareApp))]
public sealed class ApproveGalleryShareAppCommand : ImageShareCommand
{
    private const string HandoverSet = "Handover";
    private const string ApplicationIdSet = "ApplicationId";

    /// <summary>The hand-over that brought the app.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = HandoverSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId")]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>Home tenant (GUID) of the app, where known.</summary>
    [Parameter(ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? AppTenantId { get; set; }

    /// <summary>Gives the consent link even when you could approve directly.</summary>
    [Parameter]
    public SwitchParameter UseConsentLink { get; set; }

    /// <summary>Opens the consent link in the browser.</summary>
    [Parameter]
    public SwitchParameter OpenBrowser { get; set; }

    /// <summary>Seconds to wait for the approval.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 900;

    /// <summary>Resource group in which the app may build VMs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Subscription (GUID) of the resource group; without it that of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Names or ids of the roles for the resource group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? RoleDefinitionName { get; set; }

    /// <summary>Under -WhatIf, writes the planned app.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var builder = BuilderGrant();
        var approval = Approval();
        yield return new Work(approval.ApplicationId, async (pipeline, cancellationToken) =>
        {
            var engine = EngineLoader.Engine;
            var app = await engine.ShareApps.ApproveAsync(approval, pipeline, cancellationToken);
            if (builder is not null)
            {
                await foreach (var grant in engine.Access.GrantBuilderAsync(builder with { App = app }, pipeline, cancellationToken))
                    pipeline.Verbose($"{app.DisplayName} has the role {grant.RoleDefinitionName} on {grant.ResourceGroupName}.");
            }

            await pipeline.WriteChangeAsync(app, planned);
        });
    }

    private ShareAppApproval Approval() =>
        new(ApplicationId ?? Handover?.ApplicationId ?? throw NoApp())
        {
            Handover = Handover,
            AppTenantId = AppTenantId.OrNull() ?? Handover?.AppTenantId,
            UseConsentLink = UseConsentLink,
            OpenBrowser = OpenBrowser,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };

    private BuilderGrantSpec? BuilderGrant()
    {
        if (ResourceGroupName is null)
            return null;
        var spec = new BuilderGrantSpec { ResourceGroupName = ResourceGroupName, SubscriptionId = SubscriptionId };
        return RoleDefinitionName is null ? spec : spec with { RoleDefinitionNames = RoleDefinitionName };
    }

    private ImageShareException NoApp() =>
        new("HandoverWithoutApp", ErrorKind.InvalidArgument, $"The hand-over {Handover} carries no app, so there is nothing to approve.")
        {
            Reason = "It shares images with a guest, a delegation or directly.",
            Fix = "Import-ImageShare FILE | New-SharedImageVM -Name NAME -ResourceGroupName GROUP",
        };
}
