using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Flows;
using Xunit;

namespace ImageShare.Tests.Examples;

/// <summary>They set environment variables, as their hosts do, and so run alone.</summary>
[CollectionDefinition("Examples", DisableParallelization = true)]
public static class ExampleHost;

/// <summary>Every script of examples/ does in the sandbox what it says.</summary>
[Collection("Examples")]
public sealed class ExampleTests : IAsyncLifetime
{
    private const string Subject = "repo:fabrikam/machines:environment:production";
    private const string ServiceToken = "the service's own token";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-examples-");
    private readonly List<string> _variables = [];
    private Desk? _desk;

    private Desk Desk => _desk!;

    private SandboxAccounts Accounts => Desk.Server.Accounts;

    public async ValueTask InitializeAsync()
    {
        _desk = new Desk(await SandboxServer.StartAsync(new() { Delays = Delays.None }, TestContext.Current.CancellationToken));
        Desk.Run($$"""
            Set-Location '{{_folder.FullName}}'
            $gallery = $Sandbox.Publisher.ImageId -replace '/images/.*'
            $administrator = New-Credential 'operator' 'Correct-Horse-42'
            """);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _variables)
            Environment.SetEnvironmentVariable(name, null);
        Desk.Dispose();
        await Desk.Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_runbook_builds_through_an_app_that_trusts_its_identity()
    {
        Desk.Run("""
            $null = Connect-Side Consumer
            $app = New-GalleryShareApp Machines -ManagedIdentity $Sandbox.Consumer.ManagedIdentityId
            $null = $app | Export-ImageShare ./request.json
            $null = Connect-Side Publisher
            $null = Import-ImageShare ./request.json | Approve-GalleryShareApp | Grant-GalleryReader -ResourceId $gallery
            $null = Connect-Side Consumer
            $null = Grant-SharedImageBuilder -ApplicationId $app.ApplicationId -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
            Get-ImageShareContext | Disconnect-ImageShare
            """);
        SetIdentity();

        var state = Desk.Text($$"""
            $vm = & '{{ExampleFile.PathOf("azure-automation/Build-WithApp.ps1")}}' -Environment $Sandbox.Environment `
                -TenantId $Sandbox.Consumer.TenantId -SubscriptionId $Sandbox.Consumer.SubscriptionId `
                -IdentityClientId $Sandbox.Consumer.ManagedIdentityClientId -ApplicationId $app.ApplicationId `
                -ImageId $Sandbox.Publisher.ImageId -ResourceGroupName $Sandbox.Consumer.ResourceGroupName -Name vm1 -Administrator $administrator
            "$($vm.ProvisioningState) '$($vm.PublicIpAddress)'"
            """);

        Assert.Equal("Succeeded ''", state);
    }

    [Fact]
    public void The_runbook_builds_from_what_is_delegated_to_its_identity()
    {
        Desk.Run("""
            $null = Connect-Side Publisher
            $null = New-LighthouseDelegation -ResourceGroupName $Sandbox.Publisher.ResourceGroupName -ManagedByTenantId $Sandbox.Consumer.TenantId `
                -PrincipalId $Sandbox.Consumer.ManagedIdentityObjectId -OfferName Images
            $null = Connect-Side Consumer
            $null = Grant-SharedImageBuilder -ObjectId $Sandbox.Consumer.ManagedIdentityObjectId -ObjectType ServicePrincipal `
                -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
            Get-ImageShareContext | Disconnect-ImageShare
            $runbook = @{
                Environment = $Sandbox.Environment; SubscriptionId = $Sandbox.Consumer.SubscriptionId
                IdentityClientId = $Sandbox.Consumer.ManagedIdentityClientId; ResourceGroupName = $Sandbox.Consumer.ResourceGroupName
                Name = 'vm1'; Administrator = $administrator
            }
            """);
        SetIdentity();
        var runbook = ExampleFile.PathOf("azure-automation/Build-WithLighthouse.ps1");

        Assert.Equal("Succeeded ''", Desk.Text(
            $"$vm = & '{runbook}' @runbook -ImageName ubuntu-server; \"$($vm.ProvisioningState) '$($vm.PublicIpAddress)'\""));
        Assert.Equal("There are 0 images 'nothing' to build from, not one.",
            Desk.Refusal($"& '{runbook}' @runbook -ImageName nothing").Exception.Message);
    }

    [Fact]
    public void The_workflow_builds_with_tokens_of_GitHub()
    {
        var asked = BuildWithFederation(
            "github-actions/build-machine.yml", "run", ("ACTIONS_ID_TOKEN_REQUEST_URL", "https://github.example/token?a=b"),
            ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", ServiceToken));

        Assert.Equal(" https://github.example/token?a=b&audience=api://AzureADTokenExchange Bearer the service's own token", asked);
    }

    [Fact]
    public void The_pipeline_builds_with_tokens_of_its_service_connection()
    {
        var asked = BuildWithFederation(
            "azure-pipelines/build-machine.yml", "pwsh", ("SYSTEM_OIDCREQUESTURI", "https://azure.example/oidctoken"),
            ("SYSTEM_ACCESSTOKEN", ServiceToken), ("SERVICE_CONNECTION_ID", "42"));

        Assert.Equal("Post https://azure.example/oidctoken?api-version=7.1&serviceConnectionId=42 Bearer the service's own token", asked);
    }

    [Fact]
    public void The_nightly_run_renews_what_ends_for_whom_can_read_it()
    {
        Desk.Run("""
            $null = Connect-Side Publisher
            $certificate = New-CertificateFile $PWD.Path 'fabrikam'
            $ending = New-GalleryShareApp Fabrikam -ImageId $Sandbox.Publisher.ImageId -SecretLifetime 10.00:00:00
            $unreadable = New-GalleryShareApp Litware -ImageId $Sandbox.Publisher.ImageId -SecretLifetime 10.00:00:00
            $later = New-GalleryShareApp Tailspin -ImageId $Sandbox.Publisher.ImageId
            $null = $ending, $unreadable, $later | Grant-GalleryReader
            foreach ($app in $ending, $later) { [System.IO.File]::Copy($certificate.Cer, "$PWD/$($app.ApplicationId).cer") }
            """);
        var run = $"& '{ExampleFile.PathOf("Update-EndingCredential.ps1")}' -CertificateFolder . -Directory ./handovers -WarningAction Continue";

        Assert.Equal("", Desk.Text($"$null = {run} -WhatIf 3>$null; Get-GalleryShareApp Fabrikam | Where-Object DaysLeft -gt 30"));
        Assert.Equal("Fabrikam.share.json|Litware", Desk.Text($$"""
            $said = @({{run}} *>&1)
            $files = $said | Where-Object { $_ -is [System.IO.FileInfo] }
            $warned = $said | Where-Object { "$_" -like '*no *.cer to encrypt*' }
            "$($files.Name)|$("$warned".Split(' ')[0])"
            """));
        Assert.Equal("90", Desk.Text(
            "$share = Import-ImageShare ./handovers/Fabrikam.share.json -CertificatePath $certificate.Pfx; "
            + "[math]::Round(($share.ExpiresOn - [DateTimeOffset]::UtcNow).TotalDays)"));
        Assert.Equal("", Desk.Text($"({run} *>&1 | Where-Object {{ $_ -is [System.IO.FileInfo] }}).Name"));
    }

    [Fact]
    public void The_list_is_shared_once_and_reported()
    {
        File.Copy(ExampleFile.PathOf("consumers.csv"), Path.Combine(_folder.FullName, "consumers.csv"));
        Desk.Run("$null = Connect-Side Publisher");
        var run = $"& '{ExampleFile.PathOf("Share-WithMany.ps1")}' ./consumers.csv $Sandbox.Publisher.ImageId ./out";

        Desk.Server.Traffic.Clear();
        Assert.Equal("", Desk.Text($"{run} -WhatIf"));
        Assert.DoesNotContain(Desk.Traffic, Changes);
        Assert.Equal("Fabrikam.share.json Litware.share.json shares.html Tailspin Toys.share.json",
            Desk.Text($"({run}).Name | Sort-Object"));
        Assert.Equal("Fabrikam Litware Tailspin Toys", Desk.Text("(Get-ImageShare).ConsumerName | Sort-Object"));

        Desk.Server.Traffic.Clear();
        Assert.Equal("4", Desk.Text($"({run}).Count"));
        Assert.DoesNotContain(Desk.Traffic, Changes);
    }

    // Graph tells by POST, too, who somebody is.
    private static bool Changes(TrafficEntry entry) =>
        entry.IsChange && !entry.Path.EndsWith("/getByIds", StringComparison.Ordinal);

    // What the step asked its service for a token; the service is the sandbox's issuer.
    private string BuildWithFederation(string file, string key, params (string Name, string Value)[] service)
    {
        Desk.Run($$"""
            $null = Connect-Side Publisher
            $app = New-GalleryShareApp Build -ImageId $Sandbox.Publisher.ImageId -FederatedIssuer $Sandbox.WorkloadIssuer -FederatedSubject '{{Subject}}'
            $null = $app | Grant-GalleryReader | Export-ImageShare ./share.json
            $null = Connect-Side Consumer
            $null = Import-ImageShare ./share.json | Approve-GalleryShareApp -ResourceGroupName $Sandbox.Consumer.ResourceGroupName
            Get-ImageShareContext | Disconnect-ImageShare
            # The first public key of RFC 8032.
            Set-Content ./id_ed25519.pub 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea operator'
            $asked = [System.Collections.Generic.List[string]]::new()
            function global:Invoke-RestMethod($Uri, $Headers, $Method, $ContentType) {
                $asked.Add("$Method $Uri $($Headers.Authorization)")
                [pscustomobject]@{ value = '{{Desk.Server.Workload.Mint(Subject)}}'; oidcToken = '{{Desk.Server.Workload.Mint(Subject)}}' }
            }
            """);
        var (script, variables) = ExampleFile.BuildStep(file, key);
        Set([
            ("AZURE_ENVIRONMENT", Accounts.Environment), ("TENANT_ID", Accounts.Consumer.TenantId),
            ("SUBSCRIPTION_ID", Accounts.Consumer.SubscriptionId), ("APPLICATION_ID", Desk.Text("$app.ApplicationId")),
            ("IMAGE_ID", Accounts.Publisher.ImageId), ("RESOURCE_GROUP", Accounts.Consumer.ResourceGroupName), .. service,
        ]);
        Assert.Empty(variables.Except(_variables));

        Desk.Run($"$vm = & {{ {script} }}");

        Assert.Equal("web1 Succeeded ''", Desk.Text("\"$($vm.Name) $($vm.ProvisioningState) '$($vm.PublicIpAddress)'\""));
        return Desk.Text("$asked[0]");
    }

    private void SetIdentity() => Set([("IDENTITY_ENDPOINT", Accounts.IdentityEndpoint), ("IDENTITY_HEADER", Accounts.IdentityHeader)]);

    private void Set((string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
            _variables.Add(name);
        }
    }
}
