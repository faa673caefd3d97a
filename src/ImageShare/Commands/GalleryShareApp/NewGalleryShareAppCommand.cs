using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Makes the app that carries a share. Images that are piped in go together into one app; when the name comes down the pipeline, each name
/// is an app of its own, several at a time.
/// </summary>
[Cmdlet(VerbsCommon.New, "GalleryShareApp", DefaultParameterSetName = SecretSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryShareApp))]
public sealed class NewGalleryShareAppCommand : AppCredentialCommand
{
    private ShareAppBatch? _batch;

    /// <summary>Name of the app; the same name makes the same app.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ValidateLength(1, 120)]
    public string DisplayName { get; set; } = "";

    /// <summary>Image to share; none when the consumer makes the app and asks with it.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>ARM id of an image definition or version to share, in place of objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] ImageId { get; set; } = [];

    /// <summary>The consumer's name; without it the display name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ConsumerName { get; set; }

    /// <summary>Tenant (GUID) of the consumer, where known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? ConsumerTenantId { get; set; }

    /// <summary>One app for many consumers.</summary>
    [Parameter]
    public SwitchParameter Shared { get; set; }

    /// <summary>Under -WhatIf, writes the planned app.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        _batch ??= new(PassThru);
        // A piped image brings its ImageId as a property, too; it is the same image.
        _batch.Add(Spec(), Image is null ? [] : [Image], Image is null || OnCommandLine(nameof(ImageId)) ? ImageId : []);
        return [];
    }

    // When the command before this one found no image, there is nothing to make an app for.
    private protected override IEnumerable<Work> End() => _batch?.Works() ?? [];

    private ShareAppSpec Spec() => new(DisplayName)
    {
        ConsumerName = ConsumerName.OrNull(),
        ConsumerTenantId = ConsumerTenantId.OrNull(),
        Shared = Shared,
        Credential = Credential(),
    };
}
