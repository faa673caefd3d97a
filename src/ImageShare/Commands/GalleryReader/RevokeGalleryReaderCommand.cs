using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Takes the roles by which an app, user, guest, group or managed identity reads a gallery.</summary>
[Cmdlet(VerbsSecurity.Revoke, "GalleryReader", DefaultParameterSetName = ReaderSet, SupportsShouldProcess = true)]
[OutputType(typeof(bool))]
public sealed class RevokeGalleryReaderCommand : ParallelCommand
{
    private const string ReaderSet = "Reader";
    private const string AppSet = "App";
    private const string ObjectIdSet = "ObjectId";
    private const string ApplicationIdSet = "ApplicationId";
    private const string SignInNameSet = "SignInName";

    /// <summary>A reader, as Get-GalleryReader or Grant-GalleryReader gives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ReaderSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryReader))]
    public GalleryReader? Reader { get; set; }

    /// <summary>A share app.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AppSet)]
    [AsItIs(typeof(GalleryShareApp))]
    public GalleryShareApp? App { get; set; }

    /// <summary>Object id (GUID) of a user, group, service principal or managed identity; it need not exist any more.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalId")]
    [ValidateGuid]
    public string? ObjectId { get; set; }

    /// <summary>Application (client) id (GUID).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId", "ServicePrincipalName")]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>User principal name of a user, or mail address of a user or guest.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "EmailAddress", "Mail")]
    [ValidateNotNullOrEmpty]
    public string? SignInName { get; set; }

    /// <summary>ARM ids of galleries or image definitions to take the roles at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AppSet)]
    [Parameter(Mandatory = true, ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Scope")]
    [ValidateNotNullOrEmpty]
    public string[] ResourceId { get; set; } = [];

    /// <summary>Name or id of the role; without it, every role that lets read images.</summary>
    [Parameter(ParameterSetName = AppSet)]
    [Parameter(ParameterSetName = ObjectIdSet)]
    [Parameter(ParameterSetName = ApplicationIdSet)]
    [Parameter(ParameterSetName = SignInNameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? RoleDefinitionName { get; set; }

    /// <summary>Takes also a role that was given above the gallery.</summary>
    [Parameter(ParameterSetName = ReaderSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes true for each reader that has lost its roles.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var passThru = PassThru.IsPresent;
        var revocation = new ReaderRevocation
        {
            Reader = Reader,
            App = App,
            ObjectId = ObjectId,
            ApplicationId = ApplicationId,
            SignInName = SignInName,
            ResourceIds = ResourceId,
            RoleDefinitionName = RoleDefinitionName,
            Force = Force,
        };
        yield return new Work($"{Reader}{App}{ObjectId}{ApplicationId}{SignInName}", async (pipeline, cancellationToken) =>
        {
            await EngineLoader.Engine.Shares.RevokeReaderAsync(revocation, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteChangeAsync(true, planned: false);
        });
    }
}
