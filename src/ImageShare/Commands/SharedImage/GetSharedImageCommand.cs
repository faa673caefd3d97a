using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Gets the images of other tenants that can be used from here: those of a hand-over, else those that Azure Lighthouse shows.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SharedImage", DefaultParameterSetName = DelegatedSet)]
[OutputType(typeof(GalleryImage))]
public sealed class GetSharedImageCommand : ImageShareCommand
{
    private const string DelegatedSet = "Delegated";
    private const string HandoverSet = "Handover";

    /// <summary>Image definition, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string? Name { get; set; }

    /// <summary>Gallery, wildcards allowed; without it every one.</summary>
    [Parameter(ParameterSetName = DelegatedSet)]
    [SupportsWildcards]
    public string? GalleryName { get; set; }

    /// <summary>Version, wildcards allowed, or latest; without it the definitions.</summary>
    [Parameter(ParameterSetName = DelegatedSet)]
    [Alias("GalleryImageVersionName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Version { get; set; }

    /// <summary>Subscription (GUID) of the publisher; without it every one that was delegated.</summary>
    [Parameter(ParameterSetName = DelegatedSet)]
    [Alias("Subscription")]
    [ValidateGuid]
    public string? SubscriptionId { get; set; }

    /// <summary>The hand-over as Import-ImageShare gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    public Handover? Handover { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        if (Handover is { } handover)
        {
            var pattern = WildcardPattern.Get(Name.OrNull() ?? "*", WildcardOptions.IgnoreCase);
            GalleryImage[] images = [.. handover.Images.Where(i => pattern.IsMatch(i.Name))];
            return [new Work(handover.ToString(), async (pipeline, _) =>
            {
                foreach (var image in images)
                    await pipeline.WriteObjectAsync(image);
            })];
        }

        RequireSignIn();
        var query = new GalleryImageQuery
        {
            SubscriptionId = SubscriptionId.OrNull(),
            GalleryName = GalleryName.OrNull(),
            Name = Name.OrNull(),
            Version = Version,
        };
        return [new Work("shared images", (pipeline, cancellationToken) =>
            pipeline.WriteAllAsync(EngineLoader.Engine.SharedImages.GetDelegatedAsync(query, pipeline, cancellationToken)))];
    }
}
