using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageShare.Benchmarks;

/// <summary>An app that may read the publisher's gallery and build in the consumer's resource group; it is signed in on the desk.</summary>
internal sealed class BuilderApp : IDisposable
{
    private BuilderApp(string applicationId, X509Certificate2 certificate) => (ApplicationId, Certificate) = (applicationId, certificate);

    public string ApplicationId { get; }

    public X509Certificate2 Certificate { get; }

    public static BuilderApp On(Desk desk)
    {
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=Builder", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1));
        var folder = desk.Folder.FullName;
        File.WriteAllBytes(Path.Combine(folder, "builder.cer"), certificate.Export(X509ContentType.Cert));
        File.WriteAllBytes(Path.Combine(folder, "builder.pfx"), certificate.Export(X509ContentType.Pfx));
        desk["folder"] = folder;
        var applicationId = desk.Run("""
            Connect-Side Publisher
            $file = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
                New-GalleryShareApp -DisplayName Builder -CertificatePath $folder/builder.cer | Grant-GalleryReader |
                Export-ImageShare -Path $folder/share.json
            Connect-Side Consumer
            [void](Import-ImageShare $file | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName)
            $share = Import-ImageShare $file -CertificatePath $folder/builder.pfx
            Get-ImageShareContext | Disconnect-ImageShare
            [void](Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Consumer.TenantId -ApplicationId (
                $share.ApplicationId) -CertificatePath $folder/builder.pfx)
            $share.ApplicationId
            """).Single().ToString();
        return new BuilderApp(applicationId, certificate);
    }

    public void Dispose() => Certificate.Dispose();
}
