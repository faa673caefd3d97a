using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using ImageShare.Tests.SignIn;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>A share by e-mail, on the wire: the guest builds with one sign-in of their own, in both tenants.</summary>
public sealed class GuestFlowTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Name = "operator@fabrikam.onmicrosoft.com";
    private const string Password = "Correct-Horse-42";

    private readonly Screen _screen = new();

    public void Dispose() => _screen.Dispose();

    [Fact]
    public async Task A_guest_is_invited_accepts_and_builds_a_VM_with_the_own_sign_in_in_both_tenants()
    {
        var person = AddOperator();
        using var publisher = new Shell(sandbox.Accounts);
        publisher.Run($"""
            . '{Repository.Common}'
            $null = Connect-Side Publisher
            $gallery = $Sandbox.Publisher.ImageId -replace '/images/.*'
            $WarningPreference = 'SilentlyContinue'
            """);
        var invited = publisher.One($"Grant-GalleryReader -SignInName {Name} -Invite -ResourceId $gallery");
        Assert.Equal(
            ("Guest", "PendingAcceptance", Name), ((string)invited.Kind.ToString(), (string)invited.State, (string)invited.SignInName));

        await AcceptAsync(invited.InviteRedeemUri.ToString());
        using var consumer = new Shell(sandbox.Accounts, new SandboxHost(new Terminal(_screen, _screen)));
        await ConnectAsync(consumer);
        var build = $"New-SharedImageVM vm-guest rg-machines -ImageId {sandbox.Accounts.Publisher.ImageId} -NoPublicIp "
            + $"-SubscriptionId {sandbox.Accounts.Consumer.SubscriptionId} -ErrorAction Stop -WarningAction SilentlyContinue -Credential "
            + $"([pscredential]::new('azureuser', [System.Net.NetworkCredential]::new('', '{Password}').SecurePassword))";
        sandbox.Server.Traffic.Clear();
        Assert.Equal("Succeeded", consumer.One(build).ProvisioningState);

        var put = Assert.Single(sandbox.Server.Traffic.Entries, e => e.Method == "PUT"
            && e.Path.EndsWith("/virtualMachines/vm-guest", StringComparison.Ordinal));
        Assert.Contains($"\"oid\":\"{person}\"", put.RequestHeaders["Authorization"], StringComparison.Ordinal);
        Assert.Equal([sandbox.Accounts.Publisher.TenantId], put.AuxiliaryTenants);
        Assert.Contains(
            $"\"oid\":\"{(string)invited.ObjectId}\"", put.RequestHeaders["x-ms-authorization-auxiliary"], StringComparison.Ordinal);
        var seen = publisher.One("Get-GalleryReader -ResourceId $gallery");
        Assert.Equal(("Accepted", Name), ((string)seen.State, (string)seen.SignInName));
        Assert.Equal("Accepted", publisher.One($"Grant-GalleryReader -SignInName {Name} -Invite -ResourceId $gallery").State);
    }

    private async Task ConnectAsync(Shell shell)
    {
        using var connecting = shell.Create("Connect-ImageShare @consumer -UseDeviceAuthentication");
        var running = connecting.InvokeAsync();
        var (address, code) = await _screen.DeviceCodeAsync();
        using var found = await sandbox.Http.PostAsync(new Uri(address), SandboxFixture.Form(("otc", code)));
        await SignInAsync(await found.Content.ReadAsStringAsync());
        await running;
        Assert.Empty(connecting.Streams.Error);
    }

    private async Task AcceptAsync(string link) =>
        await SignInAsync(await sandbox.Http.GetStringAsync(new Uri(link), TestContext.Current.CancellationToken));

    private async Task SignInAsync(string page)
    {
        using var signedIn = await sandbox.SignInAsync(page, Name, Password);
        using var decided = await sandbox.DecideAsync(await signedIn.Content.ReadAsStringAsync(), "accept");
        Assert.True(decided.IsSuccessStatusCode);
    }

    private string AddOperator() => sandbox.Server.World.Do(world =>
    {
        var consumer = sandbox.Accounts.Consumer;
        var user = new User { DisplayName = Name, UserPrincipalName = Name, Mail = Name, Password = Password };
        world.FindTenant(consumer.TenantId)!.Users.Add(user);
        world.RoleAssignments.Add(new RoleAssignment
        {
            Name = Guid.NewGuid().ToString(),
            Scope = $"/subscriptions/{consumer.SubscriptionId}/resourceGroups/{consumer.ResourceGroupName}",
            RoleDefinitionId = ArmCalls.Contributor,
            PrincipalId = user.Id,
            PrincipalType = "User",
            Created = world.Now,
            EffectiveFrom = world.Now,
        });
        return user.Id;
    });
}
