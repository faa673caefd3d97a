using System.Management.Automation;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Flows;
using ImageShare.Tests.Rules;
using Xunit;

namespace ImageShare.Tests.Help;

/// <summary>The documented permissions are enough, and none of them is too much: the sandbox enforces them as Azure does.</summary>
public sealed class PermissionTests(PermissionTests.Cloud cloud) : IClassFixture<PermissionTests.Cloud>
{
    private static readonly string s_words = Path.Combine(Repository.Tests, "ImageShare.Module.Tests", "Help", "Permissions.ps1");

    public static TheoryData<string> Cases => [.. PermissionCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task With_what_is_documented_it_succeeds(string name)
    {
        var outcome = await RunAsync(Case(name), without: null);
        Assert.True(outcome.Error is null, outcome.Error);
        Assert.NotEmpty(outcome.Output);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Without_any_one_of_it_it_fails_and_names_that_one(string name)
    {
        // Some refusals are waited for, as a role may be new: at the same time.
        var outcomes = await Task.WhenAll(Case(name).Rights.Select(async right => (right, await RunAsync(Case(name), right))));
        Assert.All(outcomes, outcome =>
        {
            var (right, (output, error)) = outcome;
            if (Case(name).IsSilent)
            {
                Assert.Empty(output);
                return;
            }

            Assert.True(error is not null, $"{right} is not needed: {string.Join(' ', output)}");
            Assert.Contains(right, error, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Every_cmdlet_is_documented() =>
        Assert.All(BuiltModule.Cmdlets.Select(BuiltModule.Name), name => Assert.Contains(name, PermissionCase.Documented));

    [Fact]
    public void The_roles_that_are_named_hold_the_actions()
    {
        var known = PermissionCase.DocumentedNeeds.Where(n => n.Actions.Count > 0 && n.Role != "Managed Identity Operator");
        Assert.All(known, need =>
        {
            var roles = need.Role!.Split(" with ").Select(role => BuiltInRoles.All.Single(r => r.Name == role)).ToList();
            Assert.All(need.Actions, action => Assert.Contains(roles, role => role.Allows(action)));
        });
    }

    private static PermissionCase Case(string name) => PermissionCase.All.Single(c => c.Name == name);

    private async Task<(IReadOnlyList<PSObject> Output, string? Error)> RunAsync(PermissionCase @case, string? without)
    {
        if (!@case.NeedsOwnSandbox)
            return await Task.Run(() => Run(cloud.Server, @case, without));
        await using var server = await Cloud.StartAsync();
        return Run(server, @case, without);
    }

    private (IReadOnlyList<PSObject> Output, string? Error) Run(SandboxServer server, PermissionCase @case, string? without)
    {
        var (application, secret) = LimitedAccount.Make(server, @case, without);
        using var desk = new Desk(server);
        desk.Run($"$cer = '{cloud.Certificate}'; . '{s_words}'");
        foreach (var (who, script) in @case.Steps.SkipLast(1))
            desk.Run($"$null = Connect-Side {who}; {script}");
        LimitedAccount.Own(server, application);

        var tenant = @case.Sides.Contains("consumer") ? server.Accounts.Consumer.TenantId : server.Accounts.Publisher.TenantId;
        var output = desk.Run($$"""
            Get-ImageShareContext | Disconnect-ImageShare
            $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId {{tenant}} -ServicePrincipal `
                -Credential (New-Credential {{application}} '{{secret}}')
            $failure = $null
            try { & { {{@case.Steps[^1].Script}} } }
            catch { $failure = "$_ $($_.ErrorDetails.RecommendedAction)" }
            """);
        return (output, desk.Text("$failure") is { Length: > 0 } error ? error : null);
    }

    /// <summary>One sandbox without delays for all cases, and a certificate.</summary>
    public sealed class Cloud : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-permissions-");
        private SandboxServer? _server;

        internal SandboxServer Server => _server!;

        internal string Certificate { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            _server = await StartAsync();
            using var desk = new Desk(Server);
            Certificate = desk.Text($"(New-CertificateFile '{_folder.FullName}' limited).Cer");
        }

        internal static Task<SandboxServer> StartAsync() =>
            SandboxServer.StartAsync(new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
