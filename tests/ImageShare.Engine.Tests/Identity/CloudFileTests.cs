using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ImageShare.Engine.Identity;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Identity;

public sealed class CloudFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("AzureCloud", "https://management.azure.com/.default", "https://graph.microsoft.com/.default")]
    [InlineData("azureusgovernment", "https://management.usgovcloudapi.net/.default", "https://graph.microsoft.us/.default")]
    [InlineData("AzureChinaCloud", "https://management.chinacloudapi.cn/.default", "https://microsoftgraph.chinacloudapi.cn/.default")]
    public void Built_in_clouds_go_by_name(string name, string resourceManagerScope, string graphScope)
    {
        var cloud = CloudFile.Find(name);

        Assert.Equal(resourceManagerScope, cloud.ResourceManagerScope);
        Assert.Equal(graphScope, cloud.GraphScope);
        Assert.False(cloud.FromFile);
    }

    [Fact]
    public void A_cloud_file_gives_addresses_and_scopes()
    {
        var cloud = Read(Document());

        Assert.Equal("Lab", cloud.Name);
        Assert.Equal(new Uri("https://127.0.0.1:8443/"), cloud.ResourceManager);
        Assert.Equal("https://127.0.0.1:8443/.default", cloud.ResourceManagerScope);
        Assert.Equal("https://127.0.0.1:8443/graph/.default", cloud.GraphScope);
        Assert.Equal("api://AzureADTokenExchange", cloud.FederationAudience);
        Assert.True(cloud.FromFile);
    }

    [Fact]
    public void The_same_file_read_again_shares_its_connections() =>
        Assert.Same(Read(Document()).Transport, CloudFile.Find(_path).Transport);

    [Theory]
    [InlineData("resourceManager", "http://127.0.0.1/")]
    [InlineData("authority", "/relative")]
    [InlineData("graph", "https://user@host/")]
    [InlineData("graph", "https://host/?x=1")]
    [InlineData("authority", "file:///etc/passwd")]
    [InlineData("name", "AzureCloud")]
    [InlineData("name", "")]
    [InlineData("caCertificate", "not a certificate")]
    [InlineData("caCertificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("caCertifcate", "misspelt")]
    public void A_file_that_cannot_be_trusted_is_refused(string property, string value)
    {
        var document = Document();
        document[property] = value;

        var exception = Assert.Throws<ImageShareException>(() => Read(document));

        Assert.Equal(("InvalidCloudFile", ErrorKind.InvalidData, _path), (exception.Code, exception.Kind, exception.Target));
        Assert.Contains(property, exception.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":null,"resourceManager":"https://a/","authority":"https://a/","graph":"https://a/"}""")]
    [InlineData("""{"name":"x","resourceManager":null,"authority":"https://a/","graph":"https://a/"}""")]
    public void What_is_no_cloud_file_is_refused(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Equal("InvalidCloudFile", Assert.Throws<ImageShareException>(() => CloudFile.Read(_path)).Code);
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        File.WriteAllText(_path, new string(' ', 70_000));

        Assert.Contains("64 KB", Assert.Throws<ImageShareException>(() => CloudFile.Read(_path)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_names_that_would_do()
    {
        var exception = Assert.Throws<ImageShareException>(() => CloudFile.Find("/nowhere/AzureClout"));

        Assert.Equal(("EnvironmentNotFound", ErrorKind.ObjectNotFound), (exception.Code, exception.Kind));
        Assert.Contains("AzureUSGovernment", exception.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_root_is_taken_from_the_file()
    {
        using var key = ECDsa.Create();
        using var root = new CertificateRequest("CN=Lab", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var document = Document();
        document["caCertificate"] = root.ExportCertificatePem();

        Assert.NotSame(CloudTransport.Shared, Read(document).Transport);
    }

    private Cloud Read(Dictionary<string, string> document)
    {
        File.WriteAllText(_path, JsonSerializer.Serialize(document));
        return CloudFile.Read(_path);
    }

    private static Dictionary<string, string> Document() => new()
    {
        ["name"] = "Lab",
        ["resourceManager"] = "https://127.0.0.1:8443",
        ["authority"] = "https://127.0.0.1:8443/",
        ["graph"] = "https://127.0.0.1:8443/graph",
    };
}
