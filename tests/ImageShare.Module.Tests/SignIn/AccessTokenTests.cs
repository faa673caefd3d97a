using System.Management.Automation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class AccessTokenTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly Shell _shell = new(sandbox.Accounts);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_token_signs_in_for_its_tenant_and_a_second_one_for_Graph()
    {
        var publisher = sandbox.Accounts.Publisher;
        var (_, body) = await sandbox.SecretTokenAsync(publisher.TenantId, publisher.AdminApplicationId, publisher.AdminSecret);
        (_shell["arm"], _shell["graph"]) = ((string)body["access_token"]!, await sandbox.GraphTokenAsync(publisher));

        var context = _shell.One("Connect-ImageShare @publisher -AccessToken $arm");
        var withoutGraph = _shell.Refused("Get-GalleryShareApp -ErrorAction Stop");
        _shell.Run(
            "$secure = ConvertTo-SecureString $graph -AsPlainText -Force; "
            + "[void](Connect-ImageShare @publisher -AccessToken $arm -GraphAccessToken $secure); Get-GalleryShareApp -ErrorAction Stop");
        var foreign = _shell.Refused("Connect-ImageShare @consumer -AccessToken $arm");

        Assert.Equal(
            (publisher.AdminApplicationId, publisher.TenantId, "AccessToken"),
            ((string)context.Account, (string)context.TenantId, (string)context.AuthenticationMethod.ToString()));
        Assert.Equal("NoGraphToken", withoutGraph.Id);
        Assert.Equal(("TenantNotReachable", ErrorCategory.AuthenticationError), (foreign.Id, foreign.Category));
    }

    [Fact]
    public void What_is_no_token_is_refused_and_not_shown()
    {
        var refusal = _shell.Refused("Connect-ImageShare @publisher -AccessToken 'not-a-token'");

        Assert.Equal(("InvalidAccessToken", ErrorCategory.InvalidArgument), (refusal.Id, refusal.Category));
        Assert.DoesNotContain("not-a-token", refusal.ToString(), StringComparison.Ordinal);
    }
}
