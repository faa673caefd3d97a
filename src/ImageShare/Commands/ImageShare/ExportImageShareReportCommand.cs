using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Writes a page that tells a gallery's owner who can read what.</summary>
[Cmdlet(VerbsData.Export, "ImageShareReport", DefaultParameterSetName = SubscriptionSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(ShareReport))]
public sealed class ExportImageShareReportCommand : ImageShareCommand
{
    private const string SubscriptionSet = "Subscription";
    private const string ShareSet = "Share";

    private readonly List<ConsumerShare> _shares = [];

    /// <summary>HTML file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What Get-ImageShare gave.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ShareSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(ConsumerShare))]
    public ConsumerShare? Share { get; set; }

    /// <summary>Subscriptions (GUID) of the galleries.</summary>
    [Parameter(ParameterSetName = SubscriptionSet)]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Heading of the page.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Days before the end of a credential or an image from which on the report warns of it.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int ExpiringWithinDays { get; set; } = 30;

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes what the report says, in short, in place of the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        if (Share is not null)
            _shares.Add(Share);
        return [];
    }

    private protected override IEnumerable<Work> End()
    {
        // What came before may have failed to read: "nobody reads" would then be a lie.
        if (MyInvocation.ExpectingInput && _shares.Count == 0)
        {
            WriteWarning("No share came down the pipeline, and so no report is written.");
            yield break;
        }

        RequireSignIn();
        var spec = new ShareReportSpec(this.FullPath(Path))
        {
            Shares = _shares.Count > 0 ? _shares : null,
            SubscriptionIds = SubscriptionId,
            Title = Title.OrNull(),
            ExpiringWithinDays = ExpiringWithinDays,
            Force = Force,
        };
        var passThru = PassThru.IsPresent;
        yield return new Work(spec.Path, async (pipeline, cancellationToken) =>
        {
            var report = await EngineLoader.Engine.ShareReports.WriteAsync(spec, pipeline, cancellationToken);
            if (passThru || !File.Exists(spec.Path))
                await pipeline.WriteChangeAsync(report, planned: passThru);
            else
                await pipeline.WriteChangeAsync(spec.Path);
        });
    }
}
