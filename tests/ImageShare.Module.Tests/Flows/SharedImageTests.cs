using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>Images that need no app: found over every way, and what a VM's request says of each.</summary>
public sealed class SharedImageTests : IAsyncLifetime
{
    private Desk? _desk;

    private Desk Desk => _desk!;

    private PublisherAccount Publisher => Desk.Server.Accounts.Publisher;

    private ConsumerAccount Consumer => Desk.Server.Accounts.Consumer;

    private string UniqueName => $"{Publisher.SubscriptionId}-{Publisher.GalleryName.ToUpperInvariant()}";

    public async ValueTask InitializeAsync()
    {
        _desk = new Desk(await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken));
        Desk.Run("""
            $vm = @{ ResourceGroupName = $Sandbox.Consumer.ResourceGroupName; Credential = New-Credential 'operator' 'Correct-Horse-42' }
            $gallery = @{ ResourceGroupName = $Sandbox.Publisher.ResourceGroupName; GalleryName = $Sandbox.Publisher.GalleryName }
            $null = Connect-Side Publisher
            """);
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await Desk.Server.DisposeAsync();
    }

    [Theory]
    [InlineData("-ConsumerSubscriptionId $Sandbox.Consumer.SubscriptionId")]
    [InlineData("-ConsumerTenantId $Sandbox.Consumer.TenantId")]
    public void An_image_that_is_shared_directly_is_found_in_all_its_regions_and_built_from_without_another_token(string consumer)
    {
        Desk.Run($"$null = Grant-GalleryDirectAccess @gallery {consumer}; $null = Connect-Side Consumer");

        var image = Assert.Single(Desk.Run("Get-SharedImage ubuntu-server -Version latest"));
        Assert.Equal("DirectShare", $"{image.Properties["Source"].Value}");
        Assert.Equal(["eastus", "northeurope", "westeurope"], ((IEnumerable<string>)image.Properties["Regions"].Value).Order());
        Desk.Server.Traffic.Clear();

        var state = Desk.Text("(Get-SharedImage ubuntu-server -Version latest | New-SharedImageVM vm1 @vm).ProvisioningState");

        Assert.Equal("Succeeded", state);
        Assert.Equal(
            $$"""{"sharedGalleryImageId":"/SharedGalleries/{{UniqueName}}/Images/ubuntu-server/Versions/1.1.0"}""", Reference());
        Assert.DoesNotContain(Desk.Traffic, e => e.ShowsAuxiliaryToken);
        Assert.All(Desk.Traffic.Where(e => e.IsResourceManager), e => Assert.Equal(Consumer.TenantId, e.Tenant));
    }

    [Fact]
    public void A_community_gallery_is_used_by_who_accepts_its_terms()
    {
        Desk.Run("""
            Revoke-GalleryDirectAccess @gallery -All -Force
            $open = Enable-CommunityGallery @gallery -PublicNamePrefix contoso -PublisherUri https://contoso.example `
                -PublisherContact images@contoso.example -Eula https://contoso.example/terms -Confirm:$false
            $null = Connect-Side Consumer
            $image = $open | Get-SharedImage ubuntu-server
            """);

        var refusal = Desk.Refusal("$image | New-SharedImageVM vm1 @vm");
        Assert.StartsWith("ConfirmationNeeded,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("https://contoso.example/terms", refusal.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);

        Assert.Equal("Succeeded", Desk.Text("($image | New-SharedImageVM vm1 @vm -AcceptCommunityTerms).ProvisioningState"));
        Assert.Equal($$"""{"communityGalleryImageId":"{{Desk.Text("$image.Id")}}"}""", Reference());
        Assert.StartsWith("/CommunityGalleries/contoso-", Desk.Text("$image.Id"), StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Traffic, e => e.ShowsAuxiliaryToken);

        Desk.Run("$null = Connect-Side Publisher; $open | Disable-CommunityGallery -Confirm:$false; $null = Connect-Side Consumer");
        var gone = Desk.Refusal("$open | Get-SharedImage");
        Assert.StartsWith("CommunityGalleryNotFound,", gone.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_subscription_of_ones_own_is_found_and_built_from_by_its_ARM_id()
    {
        var other = AddSubscription(Publisher.TenantId, Publisher.AdminObjectId);
        var target = $"-SubscriptionId {other} -Context $there";
        Desk.Run($$"""
            $there = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Publisher.TenantId -SubscriptionId {{other}} `
                -ServicePrincipal -Credential (New-Credential $Sandbox.Publisher.AdminApplicationId $Sandbox.Publisher.AdminSecret)
            $image = Get-SharedImage ubuntu-server -Version latest -Context $there
            """);

        Assert.Equal("OwnSubscription", Desk.Text("$image.Source"));
        Desk.Server.Traffic.Clear();
        Desk.Run($"$null = $image | New-SharedImageVM vm1 rg-other {target} -Location westeurope -Credential $vm.Credential");
        Assert.Equal($$"""{"id":"{{Publisher.ImageVersionId}}"}""", Reference());
        Assert.DoesNotContain(Desk.Traffic, e => e.ShowsAuxiliaryToken);
    }

    [Fact]
    public void Many_delegated_subscriptions_are_asked_in_one_query()
    {
        // Four subscriptions of the publisher, of which the one with the gallery shows it.
        List<string> all =
        [
            Publisher.SubscriptionId,
            .. Enumerable.Range(0, 3).Select(_ => AddSubscription(Publisher.TenantId, Publisher.AdminObjectId)),
        ];
        foreach (var subscription in all)
        {
            Desk.Run($"$null = New-LighthouseDelegation -SubscriptionId {subscription} -EntireSubscription -OfferName Images "
                + "-ManagedByTenantId $Sandbox.Consumer.TenantId -PrincipalId $Sandbox.Consumer.AdminObjectId");
        }

        Desk.Run("$null = Connect-Side Consumer");
        Desk.Server.Traffic.Clear();

        var image = Assert.Single(Desk.Run("Get-SharedImage ubuntu-server -Source Lighthouse"));
        Assert.Equal(Publisher.ImageId, image.Properties["ImageId"].Value);
        var query = Assert.Single(Desk.Traffic, e => e.Path == "/providers/Microsoft.ResourceGraph/resources");
        Assert.Equal(all.Order(), query.RequestBody!["subscriptions"]!.AsArray().Select(s => (string)s!).Order());
        Assert.DoesNotContain(Desk.Traffic, e => e.Path.EndsWith("/resources", StringComparison.Ordinal) && e.IsResourceManager);
    }

    [Fact]
    public void A_region_without_a_replica_names_the_command_that_the_publisher_runs_and_it_works()
    {
        Desk.Run("""
            $null = Grant-GalleryDirectAccess @gallery -ConsumerTenantId $Sandbox.Consumer.TenantId
            $null = Connect-Side Consumer
            $image = Get-SharedImage ubuntu-server -Source DirectShare
            """);

        var refusal = Desk.Refusal("$image | New-SharedImageVM vm1 @vm -Location japaneast");
        Assert.StartsWith("GalleryImageNotFound,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        var fix = refusal.ErrorDetails.RecommendedAction;
        var command = fix[fix.IndexOf("Update-GalleryImageRegion", StringComparison.Ordinal)..];
        Assert.EndsWith("-AddRegion japaneast", command, StringComparison.Ordinal);

        Desk.Run($"$null = Connect-Side Publisher; $copied = {command}; $null = Connect-Side Consumer");
        Assert.Contains("japaneast", (IEnumerable<string>)Assert.Single(Desk.Run("$copied")).Properties["Regions"].Value);
        Assert.Equal(
            "Succeeded", Desk.Text("($image | New-SharedImageVM vm1 @vm -Location japaneast).ProvisioningState"));
    }

    [Fact]
    public void The_share_action_is_polled_where_Azure_says()
    {
        Desk.Server.Traffic.Clear();
        Desk.Run("$null = Grant-GalleryDirectAccess @gallery -ConsumerTenantId $Sandbox.Consumer.TenantId");

        var share = Assert.Single(Desk.Traffic, e => e.Method == "POST" && e.Path.EndsWith("/share", StringComparison.Ordinal));
        Assert.Equal((202, null), (share.Status, share.ResponseBody));
        Assert.Equal("""{"operationType":"Add","groups":[{"type":"AADTenants","ids":["TENANT"]}]}""".Replace(
            "TENANT", Consumer.TenantId, StringComparison.Ordinal), share.RequestBody!.ToJsonString());
        var poll = Desk.Traffic.First(e => e.IsPoll && e.Started > share.Started);
        Assert.Contains("api-version=2022-08-03", poll.Url, StringComparison.Ordinal);
        var last = Desk.Traffic[^1];
        Assert.Equal(("GET", true), (last.Method, last.Url.EndsWith("$select=Permissions", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("-ConsumerSubscriptionId (1..31 | ForEach-Object { [guid]::NewGuid() })", "DirectShareLimit")]
    [InlineData("-ConsumerTenantId (1..6 | ForEach-Object { [guid]::NewGuid() })", "DirectShareLimit")]
    public void More_than_the_limit_is_refused_before_the_call(string consumers, string code)
    {
        var refusal = Desk.Refusal($"Grant-GalleryDirectAccess @gallery {consumers}");

        Assert.StartsWith($"{code},", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.QuotaExceeded, refusal.CategoryInfo.Category);
        Assert.Contains("New-GalleryShareApp", refusal.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);
    }

    [Fact]
    public void A_gallery_with_an_encrypted_version_is_neither_shared_directly_nor_opened()
    {
        // As it was when the gallery was still private: a shared one takes no such version.
        Desk.Server.World.Do(world =>
        {
            var region = (JsonObject)world.Resources.Find(Publisher.ImageVersionId)!.Properties["publishingProfile"]!["targetRegions"]![0]!;
            region["encryption"] = new JsonObject
            {
                ["osDiskImage"] = new JsonObject { ["diskEncryptionSetId"] = $"{Publisher.ImageId}/des" },
            };
        });

        var refusal = Desk.Refusal("Grant-GalleryDirectAccess @gallery -ConsumerTenantId $Sandbox.Consumer.TenantId");
        Assert.StartsWith("EncryptedImageVersion,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Publisher.ImageVersionId, refusal.TargetObject);
        Assert.DoesNotContain(Desk.Traffic, e => e.IsChange);
    }

    [Fact]
    public void A_subscription_that_is_not_admitted_to_the_preview_is_told_of_the_app()
    {
        Desk.Server.World.Do(world => world.FindSubscription(Publisher.SubscriptionId)!.RegisteredFeatures.Clear());

        var refusal = Desk.Refusal(
            "Grant-GalleryDirectAccess $gallery.ResourceGroupName direct -Location westeurope "
            + "-ConsumerTenantId $Sandbox.Consumer.TenantId");
        Assert.StartsWith("DirectShareNotRegistered,", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("New-GalleryShareApp", refusal.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private string Reference() => Assert.Single(
        Desk.Traffic, e => e.Method == "PUT" && e.Path.Contains("/virtualMachines/", StringComparison.Ordinal))
        .RequestBody!["properties"]!["storageProfile"]!["imageReference"]!.ToJsonString();

    private string AddSubscription(string tenantId, string ownerId) => Desk.Server.World.Do(world =>
    {
        var subscription = new Subscription(Guid.NewGuid().ToString(), "Other", tenantId);
        subscription.RegisteredProviders.Add("Microsoft.ManagedServices");
        world.Subscriptions.Add(subscription);
        world.RoleAssignments.Add(new RoleAssignment
        {
            Name = Guid.NewGuid().ToString(),
            Scope = subscription.ResourceId,
            RoleDefinitionId = BuiltInRoleIds.Owner,
            PrincipalId = ownerId,
            PrincipalType = "ServicePrincipal",
            Created = world.Now,
            EffectiveFrom = world.Now,
        });
        world.Resources.Put(new Resource
        {
            Id = $"{subscription.ResourceId}/resourceGroups/rg-other",
            Type = ResourceIds.ResourceGroupType,
            Created = world.Now,
            Body = new JsonObject
            {
                ["id"] = $"{subscription.ResourceId}/resourceGroups/rg-other",
                ["name"] = "rg-other",
                ["location"] = "westeurope",
                ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" },
            },
        });
        return subscription.Id;
    });
}
