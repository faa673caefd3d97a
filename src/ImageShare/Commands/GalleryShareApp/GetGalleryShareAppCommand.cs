using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Gets the share apps whose home is the signed-in tenant.</summary>
[Cmdlet(VerbsCommon.Get, "GalleryShareApp", DefaultParameterSetName = NameSet)]
[OutputType(typeof(GalleryShareApp))]
public sealed class GetGalleryShareAppCommand : ImageShareCommand
{
    private const string NameSet = "DisplayName";
    private const string ApplicationIdSet = "ApplicationId";

    /// <summary>Display name, wildcards allowed; without it every one.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    public string? DisplayName { get; set; }

    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId")]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>Only apps whose last credential ends within so many days, or has ended.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int? ExpiringWithinDays { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var query = new ShareAppQuery { ApplicationId = ApplicationId, DisplayName = DisplayName, ExpiringWithinDays = ExpiringWithinDays };
        yield return new Work(
            ApplicationId ?? DisplayName ?? "share apps",
            (pipeline, cancellationToken) =>
                pipeline.WriteAllAsync(EngineLoader.Engine.ShareApps.GetAsync(query, pipeline, cancellationToken)));
    }
}
