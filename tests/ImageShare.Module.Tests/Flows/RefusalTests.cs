using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>What Azure refuses: a clear record with the service's code, and nothing half-made.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private Desk? _desk;

    private Desk Desk => _desk!;

    private SandboxAccounts Accounts => Desk.Server.Accounts;

    private string ConsumersGroup =>
        $"/subscriptions/{Accounts.Consumer.SubscriptionId}/resourceGroups/{Accounts.Consumer.ResourceGroupName}";

    public async ValueTask InitializeAsync() => _desk = await StartAsync([]);

    public ValueTask DisposeAsync() => EndAsync(Desk);

    [Fact]
    public async Task An_unknown_and_a_single_tenant_app_cannot_be_approved()
    {
        var app = NewApp();
        Desk.Server.World.Do(world => world.FindApplication(app)!.Value.Application.SignInAudience = "AzureADMyOrg");

        // A new app may be known late, so that each is waited for: at the same time.
        var refusals = await Task.WhenAll(new[] { app, "12345678-1111-4222-8333-123456789abc" }.Select(async id =>
        {
            using var desk = new Desk(Desk.Server);
            desk.Run("$null = Connect-Side Consumer");
            var command = $"Approve-GalleryShareApp -ApplicationId {id} -ResourceGroupName rg-machines";
            return (Id: id, Refusal: await Task.Run(() => desk.Refusal(command)));
        }));

        Assert.All(refusals, refused =>
        {
            AssertRefusal(
                refused.Refusal, "NoBackingApplicationObject", ErrorCategory.ObjectNotFound, refused.Id,
                "New-GalleryShareApp run again makes it multi-tenant");
            Assert.Null(Desk.Server.World.Do(world => world.FindTenant(Accounts.Consumer.TenantId)!.FindServicePrincipal(refused.Id)));
        });
        Assert.DoesNotContain(Desk.Traffic, e => e.IsResourceManager && e.IsChange);
    }

    [Fact]
    public void Not_approved_then_not_granted_then_no_role_to_build()
    {
        var app = NewApp();
        Desk.Run("$null = Connect-Side Consumer");

        var refusal = Build();
        AssertRefusal(refusal, "AADSTS700016", ErrorCategory.AuthenticationError, app,
            $"tenant {Accounts.Consumer.TenantId} runs: Approve-GalleryShareApp -ApplicationId {app}", "consumer");

        Desk.Run($"$null = $share | Approve-GalleryShareApp -ResourceGroupName {Accounts.Consumer.ResourceGroupName}");
        refusal = Build();
        var reader = Desk.Server.World.Do(world => world.FindTenant(Accounts.Publisher.TenantId)!.FindServicePrincipal(app)!.Id);
        AssertRefusal(refusal, "LinkedAuthorizationFailed", ErrorCategory.PermissionDenied, Accounts.Publisher.ImageVersionId,
            $"Grant-GalleryReader -ObjectId {reader} -ResourceId {Accounts.Publisher.ImageId.Split("/images/")[0]}", "publisher");
        Assert.Contains("does not have permission", refusal.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_good_in_one_tenant_only_cannot_show_another()
    {
        NewApp();
        var token = await TokenAsync();

        var refusal = Desk.Refusal($"""
            Disconnect-ImageShare
            $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Consumer.TenantId -AccessToken '{token}'
            New-SharedImageVM @vm -ImageId $Sandbox.Publisher.ImageVersionId
            """);

        AssertRefusal(
            refusal, "LinkedAuthorizationFailed", ErrorCategory.PermissionDenied, Accounts.Publisher.ImageVersionId, "", "consumer");
        Assert.Contains(
            $"current tenant {Accounts.Consumer.TenantId} is not authorized to access linked subscription "
                + $"{Accounts.Publisher.SubscriptionId}",
            refusal.Exception.Message, StringComparison.Ordinal);
        AssertNothingMade();
    }

    [Fact]
    public async Task What_was_made_before_a_refusal_is_taken_back()
    {
        var message = "The client has permission to perform action 'Microsoft.Compute/galleries/images/versions/read' on scope 'vm', "
            + $"however the current tenant '{Accounts.Consumer.TenantId}' is not authorized to access linked subscription "
            + $"'{Accounts.Publisher.SubscriptionId}'.";
        var fault = new FaultRule
        {
            Method = "PUT",
            Path = "/virtualMachines/",
            Status = 403,
            Headers = new Dictionary<string, string> { ["x-ms-failure-cause"] = "gateway" },
            Body = new JsonObject { ["error"] = new JsonObject { ["code"] = "LinkedAuthorizationFailed", ["message"] = message } },
        };
        await EndAsync(Desk);
        _desk = await StartAsync([fault]);
        NewApp();
        Desk.Run($"""
            $null = Grant-GalleryReader -ApplicationId $share.ApplicationId -ResourceId ($Sandbox.Publisher.ImageId -replace '/images/.*')
            $null = Connect-Side Consumer
            $null = $share | Approve-GalleryShareApp -ResourceGroupName {Accounts.Consumer.ResourceGroupName}
            """);

        var refusal = Desk.Refusal("$share | New-SharedImageVM @vm");

        Assert.StartsWith("LinkedAuthorizationFailed,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("without a token of the tenant", refusal.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(Desk.Traffic, e => e.Method == "PUT" && e.Status == 201);
        AssertNothingLeft();
    }

    [Fact]
    public void A_secret_that_has_expired_or_is_wrong_or_is_its_id()
    {
        Desk.Run("""
            $null = Connect-Side Publisher
            $app = $image | New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $Sandbox.Consumer.TenantId
            $passphrase = [System.Net.NetworkCredential]::new('', 'correct horse battery staple').SecurePassword
            $file = $app | Grant-GalleryReader | Export-ImageShare -Path "$folder/share.json" -Passphrase $passphrase
            $null = Connect-Side Consumer
            $share = Import-ImageShare $file -Passphrase $passphrase
            $null = $share | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
            """);
        var app = Desk.Text("$app.ApplicationId");
        Desk.Server.World.Do(world =>
        {
            var passwords = world.FindApplication(app)!.Value.Application.PasswordCredentials;
            passwords[0] = passwords[0] with { EndDateTime = world.Now.AddDays(-1) };
        });

        AssertRefusal(
            Build(), "AADSTS7000222", ErrorCategory.AuthenticationError, app, $"New-GalleryShareAppCredential -ApplicationId {app}",
            "publisher");

        Desk.Server.World.Do(world => world.FindApplication(app)!.Value.Application.PasswordCredentials.Clear());
        AssertRefusal(Build(), "AADSTS7000215", ErrorCategory.AuthenticationError, app, "a new hand-over file", "publisher");

        var id = Desk.Refusal($"""
            Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Consumer.TenantId -ServicePrincipal -Credential (
                New-Credential '{app}' '2f0c62d1-4c3b-4d9e-9d6a-0f5d2a8f7b11')
            """);
        AssertRefusal(id, "AADSTS7000215", ErrorCategory.AuthenticationError, app, "Give the secret's value");
        Assert.Contains("this looks like the secret's id", id.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "-Location japaneast", "GalleryImageNotFound", ErrorCategory.ObjectNotFound, "westeurope or northeurope or eastus", "publisher")]
    [InlineData("-Size Standard_Huge", "InvalidParameter", ErrorCategory.InvalidArgument, "", null)]
    public void A_region_or_a_size_that_does_not_go_together_with_the_image(
        string parameter, string code, ErrorCategory category, string fix, string? who)
    {
        NewApp();
        Desk.Run($"""
            $null = Grant-GalleryReader -ApplicationId $share.ApplicationId -ResourceId ($Sandbox.Publisher.ImageId -replace '/images/.*')
            $null = Connect-Side Consumer
            $null = $share | Approve-GalleryShareApp -ResourceGroupName {Accounts.Consumer.ResourceGroupName}
            """);

        var refusal = Desk.Refusal($"$share | New-SharedImageVM @vm {parameter}");

        AssertRefusal(refusal, code, category, null, fix, who);
        AssertNothingLeft();
    }

    private static async Task<Desk> StartAsync(IReadOnlyList<FaultRule> faults)
    {
        var options = new SandboxOptions { Delays = Delays.None, Faults = faults };
        var desk = new Desk(await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken));
        desk.Run("""
            $folder = New-Folder
            $certificate = New-CertificateFile $folder 'fabrikam'
            $vm = @{ Name = 'vm'; ResourceGroupName = 'rg-machines'; Credential = New-Credential 'operator' 'Correct-Horse-42' }
            $null = Connect-Side Publisher
            $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest
            """);
        return desk;
    }

    private static async ValueTask EndAsync(Desk desk)
    {
        desk.Run("[System.IO.Directory]::Delete($folder, $true)");
        desk.Dispose();
        await desk.Server.DisposeAsync();
    }

    private ErrorRecord Build()
    {
        var refusal = Desk.Refusal("$share | New-SharedImageVM @vm");
        AssertNothingMade();
        return refusal;
    }

    // Of the publisher, with a certificate, given nothing yet; $share is its hand-over.
    private string NewApp() => Desk.Text("""
        $to = @{ DisplayName = 'Fabrikam'; ConsumerTenantId = $Sandbox.Consumer.TenantId; CertificatePath = $certificate.Cer }
        $app = $image | New-GalleryShareApp @to
        $file = $app | Export-ImageShare -Path "$folder/share.json"
        $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
        $app.ApplicationId
        """);

    private static void AssertRefusal(
        ErrorRecord refusal, string code, ErrorCategory category, string? target, string fix, string? who = null)
    {
        Assert.StartsWith($"{code},ImageShare.Commands.", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, refusal.CategoryInfo.Category);
        if (target is not null)
            Assert.Equal(target, refusal.TargetObject?.ToString());
        Assert.Contains(fix, refusal.ErrorDetails.RecommendedAction ?? "", StringComparison.Ordinal);
        if (who is not null)
            Assert.Contains($"Who: the {who}", refusal.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private void AssertNothingMade()
    {
        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);
        AssertNothingLeft();
    }

    private void AssertNothingLeft() => Assert.Equal(
        ["id-builder"],
        Desk.Server.World.Do(world => world.Resources.Under(ConsumersGroup).Select(r => r.Id.Split('/')[^1]).ToList()));

    private async Task<string> TokenAsync()
    {
        using var http = Sandbox.SandboxFixture.Client(Desk.Server);
        using var answer = await http.PostAsync(
            new Uri($"{Accounts.Consumer.TenantId}/oauth2/v2.0/token", UriKind.Relative),
            Sandbox.SandboxFixture.Form(
                ("grant_type", "client_credentials"), ("client_id", Accounts.Consumer.AdminApplicationId),
                ("client_secret", Accounts.Consumer.AdminSecret), ("scope", $"{Desk.Server.Uri}.default")),
            TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["access_token"]!;
    }
}
