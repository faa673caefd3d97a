using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using ImageShare.Sandbox.Host.UserInterface;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

public sealed class DeviceCodeTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Connect = "Connect-ImageShare @consumer -UseDeviceAuthentication";

    private readonly Screen _screen = new();

    private ConsumerAccount Consumer => sandbox.Accounts.Consumer;

    public void Dispose() => _screen.Dispose();

    [Fact]
    public async Task A_person_enters_the_code_that_the_host_shows()
    {
        var console = Console.Out;
        using var copy = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(copy));
        try
        {
            using var session = NewSession();
            using var shell = session.Create(Connect);
            var connecting = shell.InvokeAsync();
            var (address, code) = await _screen.DeviceCodeAsync();

            await ApproveAsync(address, code, "accept");
            dynamic context = Assert.Single(await connecting);

            Assert.Equal(Consumer.UserName, context.Account);
            Assert.Equal(Consumer.UserObjectId, context.ObjectId);
            Assert.Equal(Consumer.TenantId, context.TenantId);
            Assert.Equal("DeviceCode", context.AuthenticationMethod.ToString());
            Assert.Empty(shell.Streams.Error);
            Assert.DoesNotContain(code, copy.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Fact]
    public async Task The_sign_in_serves_Graph_and_the_home_tenant_without_another_code()
    {
        using var session = NewSession();
        using var shell = session.Create(
            "$consumer.Remove('TenantId'); Connect-ImageShare @consumer -DeviceCode -ErrorAction Stop; Get-GalleryShareApp");
        var connecting = shell.InvokeAsync();
        var (address, code) = await _screen.DeviceCodeAsync();

        await ApproveAsync(address, code, "accept");
        dynamic context = (await connecting)[0];

        Assert.Equal(Consumer.TenantId, context.TenantId);
        Assert.Empty(shell.Streams.Error);
        Assert.Single(
            sandbox.Server.Traffic.Entries, e => e.Url.EndsWith("/organizations/oauth2/v2.0/devicecode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_declines_on_the_page_ends_the_command()
    {
        using var session = NewSession();
        using var shell = session.Create(Connect);
        var connecting = shell.InvokeAsync();
        var (address, code) = await _screen.DeviceCodeAsync();

        await ApproveAsync(address, code, "cancel");
        await connecting;

        var refusal = Refusal.Of(Assert.Single(shell.Streams.Error));
        Assert.Equal(("AADSTS70018", ErrorCategory.AuthenticationError), (refusal.Id, refusal.Category));
        Assert.Contains("The person declined", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_the_wait()
    {
        using var session = NewSession();
        using var shell = session.Create(Connect);
        var connecting = shell.InvokeAsync();
        await _screen.DeviceCodeAsync();
        var watch = Stopwatch.StartNew();

        await shell.StopAsync(null, null);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => connecting);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        Assert.Empty(session.Run("Get-ImageShareContext"));
    }

    private Shell NewSession() => new(sandbox.Accounts, new SandboxHost(new Terminal(_screen, _screen)));

    private async Task ApproveAsync(string address, string code, string decision)
    {
        using var found = await sandbox.Http.PostAsync(new Uri(address), SandboxFixture.Form(("otc", code)));
        using var signedIn = await sandbox.SignInAsync(
            await found.Content.ReadAsStringAsync(), Consumer.UserName, Consumer.UserPassword);
        using var decided = await sandbox.DecideAsync(await signedIn.Content.ReadAsStringAsync(), decision);
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
    }
}
