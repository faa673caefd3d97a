using System.Management.Automation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

/// <summary>Az.Accounts as far as the sign-in asks it: who is signed in, and tokens for a resource and a tenant.</summary>
public sealed class AzContextTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string AzAccounts =
        """
        $asked = [System.Collections.Generic.List[string]]::new()
        function Get-AzContext { $azContext }
        function Get-AzAccessToken {
            [CmdletBinding()]
            param([string] $ResourceUrl, [string] $TenantId, $DefaultProfile, [switch] $AsSecureString)
            $asked.Add("$($DefaultProfile.Account.Id) $ResourceUrl $TenantId")
            $token = "$($mint.Invoke($ResourceUrl, $(if ($TenantId) { $TenantId } else { $DefaultProfile.Tenant.Id })))"
            [pscustomobject]@{ Token = ConvertTo-SecureString $token -AsPlainText -Force }
        }
        function New-AzContext($Account, $TenantId, $SubscriptionId) {
            [pscustomobject]@{
                Account = [pscustomobject]@{ Id = $Account }; Tenant = [pscustomobject]@{ Id = $TenantId }
                Subscription = [pscustomobject]@{ Id = $SubscriptionId }; Environment = [pscustomobject]@{ Name = 'AzureCloud' }
            }
        }
        """;

    private readonly Shell _shell = new(sandbox.Accounts);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Its_account_tenant_and_subscription_are_taken_and_its_tokens_used()
    {
        SignInToAz();

        var context = _shell.One("Connect-ImageShare -Environment $publisher.Environment -UseAzContext");
        var images = _shell.Run(
            "Get-GalleryImage -ResourceGroupName rg-images -ErrorAction Stop; [void](Get-GalleryShareApp -ErrorAction Stop)");
        var asked = ((IEnumerable<string>)_shell["asked"]!).ToList();

        var publisher = sandbox.Accounts.Publisher;
        Assert.Equal(
            (publisher.AdminApplicationId, publisher.TenantId, publisher.SubscriptionId, "AzContext"),
            ((string)context.Account, (string)context.TenantId, (string)context.SubscriptionId,
                (string)context.AuthenticationMethod.ToString()));
        Assert.NotEmpty(images);
        // One token a service, kept: Az is not asked again for each request.
        var server = $"{sandbox.Server.Uri}".TrimEnd('/');
        Assert.Equal([$"admin {server} {publisher.TenantId}", $"admin {server}/graph {publisher.TenantId}"], asked);
    }

    [Fact]
    public void The_account_stays_who_it_was_when_Az_selects_another()
    {
        SignInToAz();

        _shell.Run("[void](Connect-ImageShare -Environment $publisher.Environment -UseAzContext)");
        _shell.Run("$azContext = New-AzContext another $consumer.TenantId ''; Get-GalleryShareApp -ErrorAction Stop");

        Assert.All((IEnumerable<string>)_shell["asked"]!, line => Assert.StartsWith("admin ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_typed_goes_before_what_Az_has_chosen()
    {
        SignInToAz();

        var context = _shell.One("Connect-ImageShare @consumer -UseAzContext");

        Assert.Equal(sandbox.Accounts.Consumer.TenantId, context.TenantId);
        // Az's subscription belongs to the other tenant; the only one that the account sees here is taken.
        Assert.Equal(sandbox.Accounts.Consumer.SubscriptionId, context.SubscriptionId);
    }

    [Theory]
    [InlineData("", "AzAccountsNotFound", ErrorCategory.ObjectNotFound, "Install-PSResource Az.Accounts")]
    [InlineData("$azContext = $null", "AzNotConnected", ErrorCategory.AuthenticationError, "Connect-AzAccount")]
    [InlineData("$mint = { throw 'expired' }", "AzTokenFailed", ErrorCategory.AuthenticationError, "Connect-AzAccount")]
    [InlineData("$mint = { 'nonsense' }", "InvalidAccessToken", ErrorCategory.InvalidData, null)]
    public void What_is_wrong_with_Az_is_told(string change, string id, ErrorCategory category, string? fix)
    {
        if (change.Length > 0)
            SignInToAz();
        _shell.Run(change);

        var refusal = _shell.Refused("Connect-ImageShare -Environment $publisher.Environment -UseAzContext");

        Assert.Equal((id, category), (refusal.Id, refusal.Category));
        Assert.Contains(fix ?? "", refusal.Fix ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", refusal.ToString(), StringComparison.Ordinal);
    }

    private void SignInToAz()
    {
        _shell["mint"] = new Func<string, string, string>(Mint);
        _shell.Run(AzAccounts);
        _shell.Run($"$azContext = New-AzContext admin $publisher.TenantId {sandbox.Accounts.Publisher.SubscriptionId}");
    }

    private string Mint(string resource, string tenantId)
    {
        var (publisher, consumer) = (sandbox.Accounts.Publisher, sandbox.Accounts.Consumer);
        var (appId, secret) = tenantId == publisher.TenantId
            ? (publisher.AdminApplicationId, publisher.AdminSecret)
            : (consumer.AdminApplicationId, consumer.AdminSecret);
        var (_, body) = sandbox.PostTokenAsync(
            tenantId, ("grant_type", "client_credentials"), ("client_id", appId), ("client_secret", secret),
            ("scope", $"{resource}/.default"))
            .GetAwaiter().GetResult();
        return (string)body["access_token"]!;
    }
}
