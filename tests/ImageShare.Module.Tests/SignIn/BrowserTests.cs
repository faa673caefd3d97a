using System.Net;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Isolation;
using ImageShare.Tests.Sandbox;
using Xunit;

namespace ImageShare.Tests.SignIn;

/// <summary>
/// The sign-in library starts the program that the system opens addresses with; here that is a script which hands the address to the test.
/// In processes of their own, for the search path belongs to the process.
/// </summary>
public sealed partial class BrowserTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string LinuxOnly = "The sign-in library looks for the browser on the search path on Linux only.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-browser-");

    public static bool IsLinux => OperatingSystem.IsLinux();

    private ConsumerAccount Consumer => sandbox.Accounts.Consumer;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Skip = LinuxOnly, SkipUnless = nameof(IsLinux))]
    public async Task A_person_signs_in_on_the_page_and_the_browser_gives_the_code_back()
    {
        var running = Run($"-TenantId {Consumer.TenantId} -AccountId {Consumer.UserName}", "Get-GalleryShareApp; 'apps listed'");

        var page = await OpenedAsync();
        using var signedIn = await sandbox.SignInAsync(page, Consumer.UserName, Consumer.UserPassword);
        var end = await FollowAsync(signedIn);

        Assert.Equal([$"{Consumer.UserName} {Consumer.UserObjectId} {Consumer.TenantId} Interactive", "apps listed"], await running);
        Assert.Contains($"value=\"{Consumer.UserName}\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, end);
    }

    [Fact(Skip = LinuxOnly, SkipUnless = nameof(IsLinux))]
    public async Task Whoever_declines_a_client_of_ones_own_ends_the_command()
    {
        var client = sandbox.NewApp(app => app.PublicClientRedirectUris.Add("http://localhost")).Id;
        var running = Run($"-TenantId {Consumer.TenantId} -ClientId {client}");

        using var signedIn = await sandbox.SignInAsync(await OpenedAsync(), Consumer.UserName, Consumer.UserPassword);
        using var declined = await sandbox.DecideAsync(await Text(signedIn), "cancel");
        await FollowAsync(declined);

        Assert.Equal(["error SignInCancelled AuthenticationError"], await running);
    }

    [Fact(Skip = LinuxOnly, SkipUnless = nameof(IsLinux))]
    public async Task Without_a_browser_the_other_way_is_told()
    {
        var lines = await Probe.RunAsync(
            $"Import-Module '{Fixtures.Manifest}'", "$env:PATH = '/nowhere'",
            $"try {{ Connect-ImageShare -Environment '{sandbox.Accounts.Environment}' }} catch {{ $_.FullyQualifiedErrorId; "
                + "[string]$_.CategoryInfo.Category; $_.ErrorDetails.RecommendedAction }");

        Assert.Equal(["BrowserNotFound,ImageShare.Commands.ConnectImageShareCommand", "AuthenticationError"], lines.Take(2));
        Assert.Contains("-UseDeviceAuthentication", lines[2], StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> Run(string arguments, string then = "")
    {
        var browser = Path.Combine(_folder.FullName, "xdg-open");
        File.WriteAllText(browser, "#!/bin/sh\nprintf '%s' \"$1\" > \"$0.part\" && mv \"$0.part\" \"$0.address\"\n");
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Probe.RunAsync(
            $"Import-Module '{Fixtures.Manifest}'",
            $"$env:PATH = '{_folder.FullName}:' + $env:PATH",
            $$"""
            try {
                $c = Connect-ImageShare -Environment '{{sandbox.Accounts.Environment}}' {{arguments}}
                "$($c.Account) $($c.ObjectId) $($c.TenantId) $($c.AuthenticationMethod)"
                {{then}}
            } catch { "error $(($_.FullyQualifiedErrorId -split ',')[0]) $($_.CategoryInfo.Category)" }
            """);
    }

    // The page at the address that the sign-in opened.
    private async Task<string> OpenedAsync()
    {
        var path = Path.Combine(_folder.FullName, "xdg-open.address");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(path))
            await Task.Delay(50, patience.Token);
        return await sandbox.Http.GetStringAsync(new Uri(await File.ReadAllTextAsync(path, patience.Token)), patience.Token);
    }

    // The page that a browser posts at once to the address on this machine.
    private static async Task<HttpStatusCode> FollowAsync(HttpResponseMessage last)
    {
        var page = await Text(last);
        var address = new Uri(WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value));
        var fields = Field().Matches(page).Select(
            m => (WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)));
        Assert.True(address.IsLoopback);
        using var http = new HttpClient();
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var answer = await http.PostAsync(address, SandboxFixture.Form([.. fields]));
                return answer.StatusCode;
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError && tries < 100)
            {
                // The sign-in library opens the browser before it listens, and no person is as quick as this one.
                await Task.Delay(100);
            }
        }
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    [GeneratedRegex("action=\"([^\"]+)")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"([^\"]+)\" value=\"([^\"]*)")]
    private static partial Regex Field();
}
