using System.Management.Automation;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class ContextTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string ConnectBoth = "$p = Connect-ImageShare @publisher -Credential $publisherSecret; "
        + "$c = Connect-ImageShare @consumer -Credential $consumerSecret; ";

    private readonly Shell _shell = Open(sandbox.Accounts);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Sign_ins_are_listed_newest_first_and_by_tenant()
    {
        var contexts = _shell.Run(ConnectBoth + "Get-ImageShareContext");
        var publisher = _shell.One("Get-ImageShareContext -TenantId $publisher.TenantId");
        var none = _shell.Run($"Get-ImageShareContext {Guid.NewGuid()}");

        Assert.Equal(
            [sandbox.Accounts.Consumer.TenantId, sandbox.Accounts.Publisher.TenantId],
            contexts.Select(c => (string)((dynamic)c).TenantId));
        Assert.Equal(sandbox.Accounts.Publisher.AdminObjectId, publisher.ObjectId);
        Assert.Empty(none);
    }

    [Fact]
    public void Each_sign_in_can_be_dropped_and_the_next_command_says_so()
    {
        var left = _shell.Run(ConnectBoth + "Disconnect-ImageShare $p; (Get-ImageShareContext).TenantId").Single();
        var dropped = _shell.One("Disconnect-ImageShare -TenantId $consumer.TenantId -PassThru");
        var refusal = _shell.Refused("Get-GalleryImage -ErrorAction Stop");

        Assert.Equal(sandbox.Accounts.Consumer.TenantId, left.ToString());
        Assert.Equal(sandbox.Accounts.Consumer.TenantId, dropped.TenantId);
        Assert.Equal(("NotConnected", ErrorCategory.AuthenticationError), (refusal.Id, refusal.Category));
        Assert.Contains("Connect-ImageShare", refusal.Fix!, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_runspace_has_no_sign_in_of_its_own_and_takes_one_that_is_handed_over()
    {
        const string Get = "Get-GalleryImage -ResourceGroupName rg-images -ErrorAction Stop";
        using var another = Open(sandbox.Accounts);
        another["ctx"] = _shell.Run("Connect-ImageShare @publisher -Credential $publisherSecret").Single().BaseObject;

        var refusal = another.Refused(Get);
        var images = another.Run($"{Get} -Context $ctx");

        Assert.Equal("NotConnected", refusal.Id);
        Assert.Contains("-Context $using:ctx", refusal.Fix!, StringComparison.Ordinal);
        Assert.NotEmpty(images);
        Assert.Empty(another.Run("Get-ImageShareContext"));
    }

    [Fact]
    public void A_sign_in_is_shown_without_what_proves_it()
    {
        var shown = _shell.Run(ConnectBoth + "$p, $c | Format-List * -Force | Out-String; $p | Out-String; \"$p\"");

        Assert.All(shown, text =>
        {
            Assert.Contains(sandbox.Accounts.Publisher.TenantId, text.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(sandbox.Accounts.Publisher.AdminSecret, text.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("eyJ", text.ToString(), StringComparison.Ordinal);
        });
    }

    private static Shell Open(SandboxAccounts accounts)
    {
        var shell = new Shell(accounts);
        shell["publisherSecret"] = Apps.Credential(accounts.Publisher.AdminApplicationId, accounts.Publisher.AdminSecret);
        shell["consumerSecret"] = Apps.Credential(accounts.Consumer.AdminApplicationId, accounts.Consumer.AdminSecret);
        return shell;
    }
}
