using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Lets an app, user, group or managed identity read images of a gallery.</summary>
[Cmdlet(VerbsSecurity.Grant, "GalleryReader", DefaultParameterSetName = AppSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryReader))]
public sealed class GrantGalleryReaderCommand : ParallelCommand
{
    private const string AppSet = "App";
    private const string ObjectIdSet = "ObjectId";
    private const string ApplicationIdSet = "ApplicationId";
    private const string SignInNameSet = "SignInName";
    private const string MarketplaceSet = "Marketplace";

    private readonly List<GalleryImage> _images = [];

    /// <summary>The app, with its service principal in the publisher's tenant.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = AppSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryShareApp))]
    public GalleryShareApp? App { get; set; }

    /// <summary>Object id (GUID) of a user, group, service principal or managed identity.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalId")]
    [ValidateGuid]
    public string? ObjectId { get; set; }

    /// <summary>User, Group or ServicePrincipal; without it, looked up.</summary>
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalType")]
    [ValidateSet("User", "Group", "ServicePrincipal")]
    public string? ObjectType { get; set; }

    /// <summary>Application (client) id (GUID) of an app that has a service principal here.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId", "ServicePrincipalName")]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>User principal name of a user, or mail address of a user or guest.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "EmailAddress", "Mail")]
    [ValidateNotNullOrEmpty]
    public string? SignInName { get; set; }

    /// <summary>Invites the person as a guest when the directory does not know the name; sends a pending invitation again.</summary>
    [Parameter(ParameterSetName = SignInNameSet)]
    public SwitchParameter Invite { get; set; }

    /// <summary>https page that the guest sees after accepting.</summary>
    [Parameter(ParameterSetName = SignInNameSet)]
    public Uri? InviteRedirectUrl { get; set; }

    /// <summary>The consumer's name, by which Get-ImageShare and Remove-ImageShare know the grant.</summary>
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    public string? ConsumerName { get; set; }

    /// <summary>Tenant (GUID) of the consumer.</summary>
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    [ValidateGuid]
    public string? ConsumerTenantId { get; set; }

    /// <summary>Lets Microsoft's two principals read the gallery that publish images to Azure Marketplace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MarketplaceSet)]
    public SwitchParameter MarketplacePublishing { get; set; }

    /// <summary>Images to share; the role is given at their galleries.</summary>
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ApplicationIdSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = SignInNameSet, ValueFromPipeline = true)]
    // Nothing of this set comes down the pipeline: PowerShell could not tell the other sets from it.
    [Parameter(ParameterSetName = MarketplaceSet)]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>ARM ids of galleries or image definitions to give the role at.</summary>
    [Parameter(ParameterSetName = AppSet)]
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = SignInNameSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = MarketplaceSet)]
    [Alias("Id", "Scope")]
    [ValidateNotNullOrEmpty]
    public string[] ResourceId { get; set; } = [];

    /// <summary>Name or id of the role.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? RoleDefinitionName { get; set; }

    /// <summary>The reader's own sign-in, when at hand: then access is proved by reading an image with it.</summary>
    [Parameter]
    public ImageShareContext? ReaderContext { get; set; }

    /// <summary>Under -WhatIf, writes the planned grants.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        if (Image is null)
            yield return Grant(images: [], ResourceId);
        else if (OnCommandLine(nameof(ObjectId)) || OnCommandLine(nameof(ApplicationId)) || OnCommandLine(nameof(SignInName))
            || MarketplacePublishing)
            _images.Add(Image);
        else
            yield return Grant([Image], TypedResourceId);
    }

    // One reader, many images: a gallery that holds several of them is granted once.
    private protected override IEnumerable<Work> End()
    {
        if (_images.Count > 0)
            yield return Grant([.. _images], TypedResourceId);
    }

    // A piped image brings its Id as a property, too; the role belongs at its gallery.
    private string[] TypedResourceId => OnCommandLine(nameof(ResourceId)) ? ResourceId : [];

    private Work Grant(IReadOnlyList<GalleryImage> images, IReadOnlyList<string> resourceIds)
    {
        var planned = PassThru.IsPresent;
        var spec = new ReaderGrantSpec
        {
            App = App,
            ObjectId = ObjectId,
            ObjectType = ObjectType,
            ApplicationId = ApplicationId,
            MarketplacePublishing = MarketplacePublishing,
            SignInName = SignInName,
            Invite = Invite,
            InviteRedirectUri = InviteRedirectUrl,
            ConsumerName = ConsumerName.OrNull(),
            ConsumerTenantId = ConsumerTenantId.OrNull(),
            Images = App is null ? images : App.Images,
            ResourceIds = resourceIds,
            ReaderContext = ReaderContext,
        };
        if (RoleDefinitionName is not null)
            spec = spec with { RoleDefinitionName = RoleDefinitionName };
        return new Work(App?.ToString() ?? ObjectId ?? ApplicationId ?? SignInName ?? "Marketplace publishing", async (pipeline, cancellationToken) =>
        {
            await foreach (var reader in EngineLoader.Engine.Access.GrantReaderAsync(spec, pipeline, cancellationToken))
                await pipeline.WriteChangeAsync(reader, planned);
        });
    }
}
