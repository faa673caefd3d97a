using System.Management.Automation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class FederatedTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Subject = "repo:Fabrikam/machines";
    private const string Connect = "Connect-ImageShare @publisher -ApplicationId $id";

    private readonly Shell _shell = new(sandbox.Accounts);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("$token")]
    [InlineData("(ConvertTo-SecureString $token -AsPlainText -Force)")]
    public void A_token_signs_in(string token)
    {
        _shell["id"] = sandbox.NewApp(Subject).Id;
        _shell["token"] = sandbox.Server.Workload.Mint(Subject);

        var context = _shell.One($"{Connect} -ServicePrincipal -FederatedToken {token}");

        Assert.Equal((_shell["id"], "Federated"), ((object)context.Account, (string)context.AuthenticationMethod.ToString()));
    }

    [Fact]
    public void A_token_file_is_read_again_when_another_token_is_needed()
    {
        var path = Path.GetTempFileName();
        try
        {
            (_shell["id"], _shell["path"]) = (sandbox.NewApp(Subject).Id, path);
            File.WriteAllText(path, sandbox.Server.Workload.Mint(Subject) + "\n");
            var context = _shell.One($"{Connect} -FederatedTokenFile $path");
            File.WriteAllText(path, sandbox.Server.Workload.Mint("repo:Fabrikam/other"));

            var refusal = _shell.Refused("Get-GalleryShareApp -ErrorAction Stop");

            Assert.Equal(_shell["id"], context.Account);
            Assert.Equal("AADSTS700213", refusal.Id);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_token_provider_is_asked_again_when_another_token_is_needed()
    {
        _shell["id"] = sandbox.NewApp(Subject).Id;
        _shell["mint"] = () => sandbox.Server.Workload.Mint(Subject);

        var context = _shell.One($"$n = 0; {Connect} -FederatedTokenProvider {{ $script:n++; $mint.Invoke() }}");
        var atFirst = _shell["n"];
        _shell.Run("Get-GalleryShareApp -ErrorAction Stop; Get-GalleryShareApp -ErrorAction Stop");

        Assert.Equal(_shell["id"], context.Account);
        Assert.Equal((1, 2), (atFirst, _shell["n"]));
    }

    [Theory]
    [InlineData("{ }", "FederatedTokenMissing", "gave 0 objects, not one token")]
    [InlineData("{ 42 }", "FederatedTokenMissing", "gave Int32, not one token")]
    [InlineData("{ throw 'the vault is closed' }", "FederatedTokenProviderFailed", "the vault is closed")]
    public void A_token_provider_that_gives_none_is_told(string provider, string id, string what)
    {
        _shell["id"] = sandbox.NewApp(Subject).Id;

        var refusal = _shell.Refused($"{Connect} -FederatedTokenProvider {provider}");

        Assert.Equal((id, ErrorCategory.AuthenticationError), (refusal.Id, refusal.Category));
        Assert.Contains(what, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_another_subject_is_refused_with_what_to_compare()
    {
        _shell["id"] = sandbox.NewApp(Subject).Id;
        _shell["token"] = sandbox.Server.Workload.Mint("repo:fabrikam/machines");

        var refusal = _shell.Refused($"{Connect} -FederatedToken $token");

        Assert.Equal(("AADSTS700213", ErrorCategory.AuthenticationError), (refusal.Id, refusal.Category));
        Assert.Contains("Compare issuer, subject and audience", refusal.Fix!, StringComparison.Ordinal);
        Assert.DoesNotContain((string)_shell["token"]!, refusal.ToString(), StringComparison.Ordinal);
    }

}
