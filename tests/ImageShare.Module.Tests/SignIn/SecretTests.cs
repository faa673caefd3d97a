using System.Management.Automation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class SecretTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Connect = "Connect-ImageShare @publisher -ServicePrincipal -Credential $credential";

    private readonly Shell _shell = new(sandbox.Accounts);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_secret_signs_in_and_is_not_shown()
    {
        var publisher = sandbox.Accounts.Publisher;
        _shell["credential"] = Apps.Credential(publisher.AdminApplicationId, publisher.AdminSecret);

        var context = _shell.One(Connect);
        var shown = _shell.Run($"{Connect} -Verbose -Debug *>&1 | Format-List * -Force | Out-String").Single().ToString();

        Assert.Equal(publisher.AdminApplicationId, context.Account);
        Assert.Equal(publisher.AdminObjectId, context.ObjectId);
        Assert.Equal(publisher.TenantId, context.TenantId);
        Assert.Equal(publisher.SubscriptionId, context.SubscriptionId);
        Assert.Equal("Sandbox", context.Environment);
        Assert.Equal("ClientSecret", context.AuthenticationMethod.ToString());
        Assert.Contains($"Signed in to tenant {publisher.TenantId}", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(publisher.AdminSecret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_goes_by_its_domain_too_and_a_subscription_can_be_chosen()
    {
        var publisher = sandbox.Accounts.Publisher;
        _shell["credential"] = Apps.Credential(publisher.AdminApplicationId, publisher.AdminSecret);

        var context = _shell.One(
            $"$publisher.TenantId = 'contoso.onmicrosoft.com'; {Connect} -SubscriptionId 11111111-1111-4111-8111-111111111111");

        Assert.Equal(publisher.TenantId, context.TenantId);
        Assert.Equal("11111111-1111-4111-8111-111111111111", context.SubscriptionId);
    }

    [Theory]
    [InlineData("a-secret-of-another-app", "The secret is wrong", "new hand-over file, or a new secret")]
    [InlineData("0f5c1c4e-9f0c-4f6e-8a8e-3c9a51a2b7d1", "this looks like the secret's id", "Give the secret's value")]
    public void A_wrong_secret_is_told_from_a_secrets_id(string secret, string why, string fix)
    {
        var (id, _) = sandbox.NewApp();
        _shell["credential"] = Apps.Credential(id, secret);

        var refusal = _shell.Refused(Connect);

        AssertRefusal("AADSTS7000215", id, why, fix, refusal);
        Assert.DoesNotContain(secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_secret_is_told_with_who_makes_a_new_one()
    {
        var (id, secret) = sandbox.NewApp(
            app => app.PasswordCredentials[0] = app.PasswordCredentials[0] with { EndDateTime = DateTimeOffset.UtcNow.AddMinutes(-1) });
        _shell["credential"] = Apps.Credential(id, secret);

        AssertRefusal(
            "AADSTS7000222", id, "The app's secret has expired", $"New-GalleryShareAppCredential -ApplicationId {id}",
            _shell.Refused(Connect));
    }

    [Fact]
    public void An_unknown_tenant_is_told_with_what_to_check()
    {
        var (id, secret) = sandbox.NewApp();
        _shell["credential"] = Apps.Credential(id, secret);

        var refusal = _shell.Refused($"$publisher.TenantId = [guid]::NewGuid(); {Connect}");

        AssertRefusal("AADSTS90002", id, "no such tenant in this cloud", "Check -TenantId and -Environment.", refusal);
    }

    [Fact]
    public void An_app_that_is_unknown_or_not_approved_is_told_with_how_to_approve_it()
    {
        var unknown = Guid.NewGuid().ToString();
        _shell["credential"] = Apps.Credential(unknown, "x");
        var refused = _shell.Refused(Connect);
        var (id, secret) = sandbox.NewApp();
        _shell["credential"] = Apps.Credential(id, secret);
        var unapproved = _shell.Refused(Connect.Replace("@publisher", "@consumer", StringComparison.Ordinal));

        AssertRefusal("AADSTS700016", unknown, "no service principal", $"Approve-GalleryShareApp -ApplicationId {unknown}", refused);
        AssertRefusal("AADSTS700016", id, "no service principal", $"Approve-GalleryShareApp -ApplicationId {id}", unapproved);
        Assert.Contains(sandbox.Accounts.Consumer.TenantId, unapproved.Fix!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a guid", "contoso.onmicrosoft.com", "InvalidApplicationId")]
    [InlineData("0f5c1c4e-9f0c-4f6e-8a8e-3c9a51a2b7d1", "no tenant", "InvalidTenantId")]
    [InlineData("0f5c1c4e-9f0c-4f6e-8a8e-3c9a51a2b7d1", null, "TenantRequired")]
    public void Bad_ids_are_refused_before_any_request(string name, string? tenant, string id)
    {
        _shell["credential"] = Apps.Credential(name, "x");
        _shell["tenant"] = tenant;
        var before = sandbox.Server.Traffic.Entries.Count;

        var refusal = _shell.Refused(
            $"if ($tenant) {{ $publisher.TenantId = $tenant }} else {{ $publisher.Remove('TenantId') }}; {Connect}");

        Assert.Equal((id, ErrorCategory.InvalidArgument), (refusal.Id, refusal.Category));
        Assert.Equal(before, sandbox.Server.Traffic.Entries.Count);
    }

    [Fact]
    public void A_refused_sign_in_ends_the_script_and_leaves_no_context()
    {
        _shell["credential"] = Apps.Credential(Guid.NewGuid().ToString(), "x");

        _shell.Refused($"{Connect} | ForEach-Object {{ $after = 'ran' }}; $after = 'ran'");

        Assert.Null(_shell["after"]);
        Assert.Empty(_shell.Run("Get-ImageShareContext"));
    }

    private static void AssertRefusal(string id, string target, string why, string fix, Refusal refusal)
    {
        Assert.Equal((id, ErrorCategory.AuthenticationError, target), (refusal.Id, refusal.Category, refusal.Target));
        Assert.Contains(why, refusal.Text, StringComparison.Ordinal);
        Assert.Contains(fix, refusal.Fix!, StringComparison.Ordinal);
        Assert.Matches("Correlation id: [0-9a-f-]{36}", refusal.Text);
    }
}
