using System.Net.Http;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;

namespace ImageShare.Tests.Faults;

/// <summary>The person of the consumer who is invited, at a browser of their own.</summary>
internal sealed partial class Guest(SandboxServer server)
{
    /// <summary>Follows the link of an invitation, and accepts.</summary>
    public void Accept(string link) => Visit(http => http.GetAsync(new Uri(link)));

    /// <summary>Does what the message of a sign-in by device code says.</summary>
    public void Confirm(string message) => Visit(http =>
    {
        var said = Prompt().Match(message);
        return http.PostAsync(new Uri(said.Groups["address"].Value), SandboxFixture.Form(("otc", said.Groups["code"].Value)));
    });

    private void Visit(Func<HttpClient, Task<HttpResponseMessage>> open) => Task.Run(async () =>
    {
        using var http = SandboxFixture.Client(server);
        using var page = await open(http);
        using var signedIn = await SandboxFixture.SignInAsync(
            http, await page.Content.ReadAsStringAsync(), server.Accounts.Consumer.UserName, server.Accounts.Consumer.UserPassword);
        using var done = await SandboxFixture.DecideAsync(http, await signedIn.Content.ReadAsStringAsync(), "accept");
        done.EnsureSuccessStatusCode();
    }).GetAwaiter().GetResult();

    [GeneratedRegex(@"(?<address>https://\S+)\s+and\s+enter\s+the\s+code\s+(?<code>\w+)")]
    private static partial Regex Prompt();
}
