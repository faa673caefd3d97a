using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Looks a share over before anything is built, from either side: one result per check, with cause, fix and who must act.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "ImageShare", DefaultParameterSetName = ImageIdSet)]
[OutputType(typeof(ShareCheck))]
[OutputType(typeof(bool))]
public sealed class TestImageShareCommand : ImageShareCommand
{
    private const string HandoverSet = "Handover";
    private const string AppSet = "App";
    private const string ImageSet = "Image";
    private const string ImageIdSet = "ImageId";

    /// <summary>The hand-over as Import-ImageShare gave it; with its credential, the app itself signs in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>The app as Get-GalleryShareApp gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AppSet, ValueFromPipeline = true)]
    [AsItIs(typeof(GalleryShareApp))]
    public GalleryShareApp? App { get; set; }

    /// <summary>The image as Get-GalleryImage or Get-SharedImage gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true)]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>ARM id of an image definition or version, or an id of the form /SharedGalleries/... or /CommunityGalleries/....</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ImageIdSet)]
    [Parameter(ParameterSetName = AppSet)]
    [Parameter(ParameterSetName = HandoverSet)]
    [Alias("ResourceId", "Id")]
    [ValidateNotNullOrEmpty]
    public string? ImageId { get; set; }

    /// <summary>Name of the image, when the hand-over shares several.</summary>
    [Parameter(ParameterSetName = HandoverSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HandoverImageCompleter))]
    public string? ImageName { get; set; }

    /// <summary>Resource group to build in; without it what concerns it is left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Region to build in; without it the resource group's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocationCompleter))]
    public string? Location { get; set; }

    /// <summary>Size to build; without it the one that New-SharedImageVM would choose.</summary>
    [Parameter]
    [Alias("VMSize")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SizeCompleter))]
    public string? Size { get; set; }

    /// <summary>Security type to build; without it what the image needs.</summary>
    [Parameter]
    [ValidateSet("Standard", "TrustedLaunch", "ConfidentialVM")]
    public string? SecurityType { get; set; }

    /// <summary>ARM id of the subnet to use; without it a network is made in the resource group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SubnetId { get; set; }

    /// <summary>The consumer's tenant (GUID); without it that of the hand-over, of the app or of a sign-in.</summary>
    [Parameter]
    [Alias("Tenant")]
    [ValidateGuid]
    public string? TenantId { get; set; }

    /// <summary>The consumer's subscription (GUID); without it that of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Writes True when no check fails, else False, in place of the checks.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        if (Handover?.Proof is null)
            RequireSignIn();
        var spec = new ShareTestSpec
        {
            Handover = Handover,
            App = App,
            Image = Image,
            ImageId = ImageId,
            ImageName = ImageName,
            ResourceGroupName = ResourceGroupName,
            Location = Location,
            Size = Size,
            SecurityType = SecurityType,
            SubnetId = SubnetId,
            TenantId = TenantId.OrNull(),
            SubscriptionId = SubscriptionId.OrNull(),
        };
        var quiet = Quiet.IsPresent;
        yield return new Work($"{Handover ?? App ?? Image ?? (object?)ImageId}", async (pipeline, cancellationToken) =>
        {
            var checks = await EngineLoader.Engine.ShareTests.TestAsync(spec, pipeline, cancellationToken);
            if (quiet)
            {
                await pipeline.WriteObjectAsync(checks.All(check => check.Result != CheckResult.Fail));
                return;
            }

            foreach (var check in checks)
                await pipeline.WriteObjectAsync(check);
        });
    }
}
