using System.Collections.Concurrent;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Makes the app that carries a share. Images that are piped in go together into one app when -DisplayName is typed; when the name comes
/// down the pipeline, each record is an app of its own, several at a time.
/// </summary>
[Cmdlet(VerbsCommon.New, "GalleryShareApp", DefaultParameterSetName = SecretSet, SupportsShouldProcess = true)]
[OutputType(typeof(GalleryShareApp))]
public sealed class NewGalleryShareAppCommand : ParallelCommand
{
    private const string SecretSet = "Secret";
    private const string CertificateSet = "Certificate";
    private const string FederatedSet = "Federated";
    private const string ManagedIdentitySet = "ManagedIdentity";

    private readonly List<GalleryImage> _images = [];
    private readonly ConcurrentDictionary<string, Task<List<GalleryImage>>> _imagesById = new(StringComparer.OrdinalIgnoreCase);
    private bool _anyRecord;
    private bool _saidSecret;

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

    /// <summary>Certificate file whose public key proves the app (CER, PEM, PFX); only its holder can sign in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet, ValueFromPipelineByPropertyName = true)]
    public string? CertificatePath { get; set; }

    /// <summary>Issuer (https URL) of the tokens that prove the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? FederatedIssuer { get; set; }

    /// <summary>Subject in the issuer's tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FederatedSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? FederatedSubject { get; set; }

    /// <summary>ARM id of a user-assigned managed identity of the app's own tenant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ManagedIdentity { get; set; }

    /// <summary>How long the secret is good. An app without any other credential gets a secret.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    public TimeSpan SecretLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Under -WhatIf, writes the planned app.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // Typed: the images of all records belong to this one app.
    private bool IsOneApp => OnCommandLine(nameof(DisplayName));

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        _anyRecord = true;
        if (!IsOneApp)
            yield return Create(Image is null ? [] : [Image]);
        else if (Image is not null)
            _images.Add(Image);
    }

    private protected override IEnumerable<Work> End()
    {
        // When the command before this one found no image, there is nothing to make an app for.
        if (IsOneApp && _anyRecord)
            yield return Create([.. _images]);
    }

    private Work Create(IReadOnlyList<GalleryImage> images)
    {
        // A piped image brings its ImageId as a property, too; it is the same image.
        var imageIds = images.Count == 0 || OnCommandLine(nameof(ImageId)) ? ImageId : [];
        var planned = PassThru.IsPresent;
        var spec = new ShareAppSpec(DisplayName)
        {
            ConsumerName = ConsumerName.OrNull(),
            ConsumerTenantId = ConsumerTenantId.OrNull(),
            Shared = Shared,
            Credential = Credential(),
        };
        return new Work(DisplayName, async (pipeline, cancellationToken) =>
        {
            List<GalleryImage> all = [.. images];
            foreach (var id in imageIds)
                all.AddRange(await _imagesById.GetOrAdd(id, i => ReadAsync(i, pipeline, cancellationToken)));
            var app = await EngineLoader.Engine.ShareApps.CreateAsync(spec with { Images = all }, pipeline, cancellationToken);
            await pipeline.WriteChangeAsync(app, planned);
        });
    }

    private static async Task<List<GalleryImage>> ReadAsync(string id, IPipeline pipeline, CancellationToken cancellationToken)
    {
        List<GalleryImage> images = [];
        var query = new GalleryImageQuery { ResourceId = id };
        await foreach (var image in EngineLoader.Engine.Galleries.GetImagesAsync(query, pipeline, cancellationToken))
            images.Add(image);
        return images;
    }

    private ShareAppCredentialSpec Credential() => ParameterSetName switch
    {
        CertificateSet => new NewCertificate(this.ExistingFile(CertificatePath!)),
        FederatedSet => new NewFederation(FederatedIssuer!, FederatedSubject!),
        ManagedIdentitySet => new NewManagedIdentityTrust(ManagedIdentity!),
        _ => Secret(),
    };

    private NewSecret Secret()
    {
        if (!_saidSecret && !OnCommandLine(nameof(SecretLifetime)))
        {
            WriteWarning($"The app gets a secret, good for {SecretLifetime.TotalDays} days. "
                + "With -CertificatePath, -FederatedIssuer or -ManagedIdentity nothing secret crosses.");
        }

        _saidSecret = true;
        return new NewSecret(SecretLifetime);
    }
}
