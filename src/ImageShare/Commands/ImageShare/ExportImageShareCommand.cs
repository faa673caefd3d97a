using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>
/// Writes the hand-over file that the piped object calls for: a share when there are images, else a request. Grants of one app go together
/// into one file; they are written when the last one has come.
/// </summary>
[Cmdlet(VerbsData.Export, "ImageShare", DefaultParameterSetName = ReaderPathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(Handover))]
public sealed class ExportImageShareCommand : AsyncCommand
{
    private const string ReaderPathSet = "ReaderToPath";
    private const string ReaderDirectorySet = "ReaderToDirectory";
    private const string AppPathSet = "AppToPath";
    private const string AppDirectorySet = "AppToDirectory";

    private readonly HandoverCollector _contents = new();

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

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the hand-over (without its secret) in place of the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        if (Reader is not null)
            _contents.Add(Reader);
        else
            _contents.Add(App!);
        return [];
    }

    private protected override IEnumerable<Work> End()
    {
        var contents = _contents.Contents(ExpiresOn?.ToUniversalTime());
        if (Path is not null && contents.Count > 1)
        {
            throw new ImageShareException("SeveralApps", ErrorKind.InvalidArgument, $"{contents.Count} apps do not go into one file.")
            {
                Target = Path,
                Fix = "Export-ImageShare -Directory FOLDER, which writes a file for each app.",
            };
        }

        var options = Options();
        var paths = Path is null ? HandoverNames.In(this.FullPath(Directory!), contents) : [this.FullPath(Path)];
        return contents.Zip(paths, (content, path) => Write(content, options with { Path = path }));
    }

    private Work Write(HandoverContent content, HandoverWriteOptions options)
    {
        var passThru = PassThru.IsPresent;
        var folder = this.FullPathOrNull(Directory);
        var item = Item(options.Path);
        return new Work(options.Path, async (pipeline, cancellationToken) =>
        {
            if (folder is not null && !System.IO.Directory.Exists(folder) && await pipeline.ShouldProcessAsync(folder, "Create directory"))
                System.IO.Directory.CreateDirectory(folder);
            var written = await EngineLoader.Engine.Handovers.WriteAsync(content, options, pipeline, cancellationToken);
            if (passThru || !File.Exists(options.Path))
                await pipeline.WriteChangeAsync(written, planned: passThru);
            else
                await pipeline.WriteChangeAsync((await pipeline.InvokeAsync(item))[0], planned: false);
        });
    }

    // As Get-Item gives it: PowerShell's view of a file shows size and owner only for what came from its provider.
    private static SessionScript Item(string path) => new(ScriptBlock.Create(
        $"$ExecutionContext.InvokeProvider.Item.Get([string[]]'{CodeGeneration.EscapeSingleQuotedStringContent(path)}', $true, $true)"));

    private HandoverWriteOptions Options() => new("")
    {
        RecipientCertificatePath = this.ExistingFileOrNull(RecipientCertificatePath),
        Passphrase = Passphrase,
        AllowPlainTextSecret = AllowPlainTextSecret,
        SigningCertificate = Proofs.Certificate(this, SigningCertificatePath, SigningCertificatePassword, SigningCertificateThumbprint),
        Force = Force,
    };
}
