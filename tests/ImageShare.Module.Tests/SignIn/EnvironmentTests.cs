using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class EnvironmentTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Connect = "Connect-ImageShare @publisher -Credential $credential";

    private readonly Shell _shell = new(sandbox.Accounts);
    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        _shell.Dispose();
    }

    [Fact]
    public void A_relative_path_of_a_cloud_file_is_of_the_sessions_location()
    {
        Write("name", "Lab");

        var context = _shell.One(
            $"Set-Location '{Path.GetDirectoryName(_path)}'; $publisher.Environment = '{Path.GetFileName(_path)}'; {Connect}");

        Assert.Equal("Lab", context.Environment);
    }

    [Fact]
    public void A_server_that_another_authority_vouches_for_is_refused_at_once()
    {
        using var another = new CertificateAuthority();
        Write("caCertificate", another.CertificatePem);
        var watch = Stopwatch.StartNew();

        var refusal = Refused();

        Assert.Equal(("TlsRefused", ErrorCategory.ConnectionError), (refusal.Id, refusal.Category));
        Assert.Equal(sandbox.Server.Uri.Authority, refusal.Target);
        Assert.Contains("The server's certificate is not trusted", refusal.Text, StringComparison.Ordinal);
        Assert.Contains("caCertificate", refusal.Fix!, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void A_server_whose_name_is_not_in_its_certificate_is_refused()
    {
        // The same socket by another spelling, which the certificate does not have.
        Write("authority", $"https://[::ffff:127.0.0.1]:{sandbox.Server.Uri.Port}/");

        var refusal = Refused();

        Assert.Equal(("TlsRefused", ErrorCategory.ConnectionError), (refusal.Id, refusal.Category));
        Assert.Contains("RemoteCertificateNameMismatch", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_not_there_is_a_connection_error()
    {
        Write("authority", "https://127.0.0.1:9/");

        var refusal = Refused();

        Assert.Equal(("ConnectionFailed", ErrorCategory.ConnectionError), (refusal.Id, refusal.Category));
        Assert.Contains("Check the network", refusal.Fix!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authority", "http://127.0.0.1/", "absolute https address")]
    [InlineData("caCertificate", "rubbish", "holds no PEM certificate")]
    [InlineData("caCertifcate", "misspelt", "caCertifcate")]
    [InlineData("name", "AzureCloud", "a cloud everyone knows")]
    public void A_broken_cloud_file_is_refused_with_what_is_wrong_in_it(string property, string value, string why)
    {
        Write(property, value);

        var refusal = Refused();

        Assert.Equal(("InvalidCloudFile", ErrorCategory.InvalidData, _path), (refusal.Id, refusal.Category, refusal.Target));
        Assert.Contains(why, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_JSON_is_no_cloud_file()
    {
        File.WriteAllText(_path, "name: Lab");

        Assert.Equal("InvalidCloudFile", Refused().Id);
    }

    [Theory]
    [InlineData("AzureClout", "EnvironmentNotFound")]
    [InlineData("./nowhere/cloud.json", "FileNotFound")]
    public void A_cloud_that_nobody_knows_is_told(string environment, string id)
    {
        var refusal = Refused(environment);

        Assert.Equal((id, ErrorCategory.ObjectNotFound), (refusal.Id, refusal.Category));
    }

    private Refusal Refused(string? environment = null)
    {
        _shell["credential"] = Credential();
        return _shell.Refused($"$publisher.Environment = '{environment ?? _path}'; {Connect}");
    }

    private PSCredential Credential() =>
        Apps.Credential(sandbox.Accounts.Publisher.AdminApplicationId, sandbox.Accounts.Publisher.AdminSecret);

    // The sandbox's own cloud file with one property changed.
    private void Write(string property, string value)
    {
        var cloud = JsonNode.Parse(File.ReadAllText(sandbox.Accounts.Environment))!;
        cloud[property] = value;
        File.WriteAllText(_path, cloud.ToJsonString());
        _shell["credential"] = Credential();
    }
}
