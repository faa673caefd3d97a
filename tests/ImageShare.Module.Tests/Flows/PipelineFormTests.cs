using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>The two pipeline forms as the README writes them: three people, three processes, three identities.</summary>
public sealed class PipelineFormTests : IAsyncLifetime
{
    private SandboxServer? _server;

    private SandboxServer Server => _server!;

    private PublisherAccount Contoso => Server.Accounts.Publisher;

    private ConsumerAccount Fabrikam => Server.Accounts.Consumer;

    public async ValueTask InitializeAsync() =>
        _server = await SandboxServer.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Publishers_app_with_the_consumers_certificate()
    {
        using var publisher = Person.AdministratorOf(Contoso, Server);
        using var administrator = Person.AdministratorOf(Fabrikam, Server);
        using var @operator = new Person(Server);
        @operator.MakeCertificate("fabrikam");
        @operator.Mail("fabrikam.cer", publisher);

        var shared = await publisher.RunAsync($"""
            $names = '{Contoso.ResourceGroupName}', '{Contoso.GalleryName}'
            Get-GalleryImage -ResourceGroupName $names[0] -GalleryName $names[1] -Name ubuntu-server -Version latest |
                New-GalleryShareApp -DisplayName 'Fabrikam' -CertificatePath ./fabrikam.cer |
                Grant-GalleryReader |
                Export-ImageShare -Path ./fabrikam.share.json
            (Import-ImageShare ./fabrikam.share.json).ApplicationId
            """);
        publisher.Mail("fabrikam.share.json", administrator);
        publisher.Mail("fabrikam.share.json", @operator);
        var approved = await administrator.RunAsync($"""
            Import-ImageShare ./fabrikam.share.json | Approve-GalleryShareApp -ResourceGroupName {Fabrikam.ResourceGroupName}
            """);
        @operator.SignIn = Person.ConnectWith(Fabrikam.TenantId, $"-ApplicationId {shared[^1]} -CertificatePath ./fabrikam.pfx");
        var built = await @operator.RunAsync($"""
            Import-ImageShare ./fabrikam.share.json -CertificatePath ./fabrikam.pfx |
                New-SharedImageVM -Name vm1 -ResourceGroupName {Fabrikam.ResourceGroupName} -GenerateSshKey |
                ForEach-Object ProvisioningState
            """);

        Assert.Equal([publisher.PathOf("fabrikam.share.json"), shared[^1]], shared);
        Assert.Equal([$"Fabrikam ({shared[^1]})"], approved);
        Assert.Equal(["Succeeded"], built);
        Assert.True(File.Exists(@operator.PathOf(".ssh/imageshare_ed25519")));
        AssertOwnersTokenIsShownWhereNeededOnly();
    }

    [Fact]
    public async Task Consumers_app_backed_by_its_managed_identity()
    {
        using var administrator = Person.AdministratorOf(Fabrikam, Server);
        using var publisher = Person.AdministratorOf(Contoso, Server);
        using var @operator = new Person(Server);
        @operator.Environment["IDENTITY_ENDPOINT"] = Server.Accounts.IdentityEndpoint;
        @operator.Environment["IDENTITY_HEADER"] = Server.Accounts.IdentityHeader;

        var asked = await administrator.RunAsync($"""
            $id = '{Fabrikam.ManagedIdentityId}'
            New-GalleryShareApp -DisplayName 'Images from Contoso' -ManagedIdentity $id | Export-ImageShare -Path ./request.json
            $request = Import-ImageShare ./request.json
            [void](Grant-SharedImageBuilder -ApplicationId $request.ApplicationId -ResourceGroupName {Fabrikam.ResourceGroupName})
            $request.ApplicationId
            """);
        administrator.Mail("request.json", publisher);
        var shared = await publisher.RunAsync($"""
            $gallery = '{Contoso.ImageId.Replace("/ubuntu-server", "/appliance", StringComparison.Ordinal)}'
            Import-ImageShare ./request.json | Approve-GalleryShareApp |
                Grant-GalleryReader -ResourceId $gallery | Export-ImageShare -Path ./share.json
            """);
        publisher.Mail("share.json", @operator);
        @operator.SignIn = Person.ConnectWith(
            Fabrikam.TenantId, $"-Identity -ApplicationId {asked[^1]} -AccountId {Fabrikam.ManagedIdentityClientId}");
        var built = await @operator.RunAsync($"""
            Import-ImageShare ./share.json | New-SharedImageVM -Name vm1 -ResourceGroupName {Fabrikam.ResourceGroupName} |
                ForEach-Object ProvisioningState
            """);

        Assert.Equal([administrator.PathOf("request.json"), asked[^1]], asked);
        Assert.Equal([publisher.PathOf("share.json")], shared);
        Assert.Equal(["Succeeded"], built);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(@operator.PathOf("share.json"), TestContext.Current.CancellationToken));
        AssertOwnersTokenIsShownWhereNeededOnly();
    }

    private void AssertOwnersTokenIsShownWhereNeededOnly()
    {
        var traffic = Server.Traffic.Entries;
        var put = Assert.Single(traffic, e => e.Method == "PUT" && e.Path.EndsWith("/virtualMachines/vm1", StringComparison.Ordinal));
        var poll = Path.GetFileName(new Uri(put.ResponseHeaders["Azure-AsyncOperation"]).AbsolutePath);
        var polls = traffic.Where(e => e.Path.EndsWith(poll, StringComparison.Ordinal)).ToList();

        Assert.Equal(201, put.Status);
        Assert.NotEmpty(polls);
        Assert.All([put, .. polls], e =>
        {
            Assert.Equal(Fabrikam.TenantId, e.Tenant);
            Assert.Equal([Contoso.TenantId], e.AuxiliaryTenants);
        });
        // The operation ends with a read of the VM, as Azure's own clients send it.
        Assert.All(
            traffic.Where(e => e.ShowsAuxiliaryToken).Except([put, .. polls]),
            e => Assert.Equal(("GET", put.Path), (e.Method, e.Path)));
        Assert.All(traffic.Where(e => e.IsGraph), e => Assert.False(e.ShowsAuxiliaryToken));
        Assert.All(traffic, e => Assert.DoesNotContain(e.Tenant, e.AuxiliaryTenants));
    }
}
