using System.Management.Automation;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Errors;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Writes the hand-over file that the piped object calls for: a share when there are images, else a request. Grants of one app go together
/// into one file. In a folder each file is written as soon as its app has come: a secret that was just made is nowhere else.
/// </summary>
[Cmdlet(VerbsData.Export, "ImageShare", DefaultParameterSetName = ReaderPathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(Handover))]
public sealed class ExportImageShareCommand : AsyncCommand
{
    private const string ReaderPathSet = "ReaderToPath";
    private const string ReaderDirectorySet = "ReaderToDirectory";
    private const string AppPathSet = "AppToPath";
    private const string AppDirectorySet = "AppToDirectory";

    private HandoverCollector? _contents;
    private HandoverWriteOptions? _options;
    private string? _folder;

    /// <summary>What Grant-GalleryReader gave.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ReaderPathSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ReaderDirectorySet)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryReader))]
    public GalleryReader? Reader { get; set; }

    /// <summary>What New-GalleryShareApp gave.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AppPathSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AppDirectorySet)]
    [AsItIs(typeof(GalleryShareApp))]
    public GalleryShareApp? App { get; set; }

    /// <summary>File to write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ReaderPathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AppPathSet)]
    [Alias("LiteralPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Folder to write a file for each app in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReaderDirectorySet)]
    [Parameter(Mandatory = true, ParameterSetName = AppDirectorySet)]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>Certificate file (public key) of who shall read the secret.</summary>
    [Parameter]
    [Alias("RecipientCertificate")]
    public string? RecipientCertificatePath { get; set; }

    /// <summary>Passphrase that opens the secret.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <summary>Writes the secret readable to all.</summary>
    [Parameter]
    public SwitchParameter AllowPlainTextSecret { get; set; }

    /// <summary>PFX or PEM file that signs.</summary>
    [Parameter]
    [Alias("SigningCertificate")]
    public string? SigningCertificatePath { get; set; }

    /// <summary>Password of the signing certificate's file.</summary>
    [Parameter]
    public SecureString? SigningCertificatePassword { get; set; }

    /// <summary>SHA-1 thumbprint of a certificate in CurrentUser\My or LocalMachine\My that signs.</summary>
    [Parameter]
    public string? SigningCertificateThumbprint { get; set; }

    /// <summary>When the file ends; without it, with the app's credential.</summary>
    [Parameter]
    public DateTimeOffset? ExpiresOn { get; set; }

    /// <summary>Makes another secret for an app whose secret is neither at hand nor in its file.</summary>
    [Parameter(ParameterSetName = ReaderDirectorySet)]
    [Parameter(ParameterSetName = AppDirectorySet)]
    public SwitchParameter RenewLostSecret { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the hand-over (without its secret) in place of the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            // Now, while the commands before this one have not made anything that would be lost.
            _options = Options();
            _folder = this.FullPathOrNull(Directory);
            _contents = new(ExpiresOn?.ToUniversalTime());
        }
        catch (Exception e) when (e is ImageShareException or SessionStateException)
        {
            ThrowTerminatingError(ErrorRecords.From(e, target: null));
        }
    }

    private protected override IEnumerable<Work> Process()
    {
        var complete = Reader is not null ? _contents!.Add(Reader) : _contents!.Add(App!);
        return _folder is not null && complete is not null ? [WriteInto(_folder, complete)] : [];
    }

    private protected override IEnumerable<Work> End()
    {
        if (_folder is not null)
            return _contents!.TakePending().Select(content => WriteInto(_folder, content));

        var path = this.FullPath(Path!);
        return _contents!.TakeAll() switch
        {
            [] => [],
            [var content] => [Write(content, _options! with { Path = path })],
            var contents => throw SeveralApps(contents.Count, path),
        };
    }

    private Work WriteInto(string folder, HandoverContent content)
    {
        var renew = RenewLostSecret.IsPresent;
        var options = _options! with
        {
            Path = HandoverNames.In(folder, content),
            NamesakePath = HandoverNames.OfNamesakeIn(folder, content),
            Resume = true,
        };
        var write = Writer(options);
        return new Work(options.Path, async (pipeline, cancellationToken) =>
        {
            if (!System.IO.Directory.Exists(folder) && await pipeline.ShouldProcessAsync(folder, "Create directory"))
                System.IO.Directory.CreateDirectory(folder);
            try
            {
                await write(content, pipeline, cancellationToken);
            }
            catch (ImageShareException e) when (e.Code == "SecretNotAtHand" && renew)
            {
                if (await WithNewSecretAsync(content, pipeline, cancellationToken) is { } renewed)
                    await write(renewed, pipeline, cancellationToken);
            }
            catch (ImageShareException e) when (e.Code == "SecretNotProtected")
            {
                // What comes after it could not be written either, and the commands before this one would go on making secrets.
                throw new TerminatingException(ErrorRecords.From(e, target: null));
            }
        });
    }

    private Work Write(HandoverContent content, HandoverWriteOptions options)
    {
        var write = Writer(options);
        return new Work(options.Path, (pipeline, cancellationToken) => write(content, pipeline, cancellationToken));
    }

    private Func<HandoverContent, IPipeline, CancellationToken, Task> Writer(HandoverWriteOptions options)
    {
        var passThru = PassThru.IsPresent;
        return async (content, pipeline, cancellationToken) =>
        {
            var written = await EngineLoader.Engine.Handovers.WriteAsync(content, options, pipeline, cancellationToken);
            if (passThru || !File.Exists(written.Path))
                await pipeline.WriteChangeAsync(written, planned: passThru);
            else
                await pipeline.WriteChangeAsync(written.Path);
        };
    }

    // Null under -WhatIf: then there is no secret to hand over.
    private static async Task<HandoverContent?> WithNewSecretAsync(
        HandoverContent content, IPipeline pipeline, CancellationToken cancellationToken)
    {
        var addition = new CredentialAddition(content.App!.ApplicationId, new NewSecret(NewSecret.DefaultLifetime))
        {
            AppTenantId = content.App.AppTenantId,
            Images = content.Images,
        };
        var app = await EngineLoader.Engine.ShareApps.AddCredentialAsync(addition, pipeline, cancellationToken);
        return app.Secret is null ? null : content with { App = app };
    }

    private static ImageShareException SeveralApps(int count, string path) =>
        new("SeveralApps", ErrorKind.InvalidArgument, $"{count} apps do not go into one file.")
        {
            Target = path,
            Fix = "Export-ImageShare -Directory FOLDER, which writes a file for each app.",
        };

    private HandoverWriteOptions Options() => new("")
    {
        RecipientCertificatePath = this.ExistingFileOrNull(RecipientCertificatePath),
        Passphrase = Passphrase,
        AllowPlainTextSecret = AllowPlainTextSecret,
        SigningCertificate = Proofs.Certificate(this, SigningCertificatePath, SigningCertificatePassword, SigningCertificateThumbprint),
        Force = Force,
    };
}
