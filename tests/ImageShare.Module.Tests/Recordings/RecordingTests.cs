using System.Text.RegularExpressions;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>The scripts of tests/recordings, against what was recorded and through the recorder.</summary>
public sealed partial class RecordingTests
{
    // Set, the recordings of the repository are made anew from the sandbox.
    private const string Renew = "IMAGESHARE_RECORD";

    /// <summary>What is special about the cloud that a script is recorded from.</summary>
    private static readonly Dictionary<string, Action<SandboxServer, World>> s_clouds = new()
    {
        ["ExpiredSecret"] = (upstream, world) =>
        {
            var passwords = world.FindApplication(upstream.Accounts.Publisher.AdminApplicationId)!.Value.Application.PasswordCredentials;
            passwords[0] = passwords[0] with { EndDateTime = world.Now.AddDays(-1) };
        },
        ["QuotaExceeded"] = (upstream, world) => world.FindSubscription(upstream.Accounts.Consumer.SubscriptionId)!.CoreLimits["cores"] = 0,
    };

    public static TheoryData<string> Scripts => [.. RecordingRun.Scripts.Where(script => !RecordingRun.Waits(script))];

    [Theory, MemberData(nameof(Scripts))]
    public Task A_recording_is_all_that_its_script_asks_for_and_nothing_else(string script) => RecordingRun.ReplayAsync(script);

    [Fact]
    public void No_recording_is_without_its_script() => Assert.Equal(
        RecordingRun.Scripts, Directory.GetFiles(RecordingRun.Folder, "*.json").Order().Select(path => Path.GetFileNameWithoutExtension(path)));

    [Theory, MemberData(nameof(All))]
    public async Task A_recording_shows_nobodys_secrets(string script) =>
        AssertClean(await File.ReadAllTextAsync(RecordingRun.RecordingOf(script), TestContext.Current.CancellationToken));

    public static TheoryData<string> All => [.. RecordingRun.Scripts];

    /// <summary>All when they are kept; else those that carry all kinds of ids, and wait for nothing.</summary>
    public static TheoryData<string> Recorded => IsRenewed ? All : ["PublisherApp", "ConsumerApp", "Guest", "Lighthouse"];

    private static bool IsRenewed => Environment.GetEnvironmentVariable(Renew) is not null;

    [Theory, MemberData(nameof(Recorded))]
    public async Task What_is_recorded_holds_no_secret_and_replays(string script)
    {
        var path = IsRenewed ? RecordingRun.RecordingOf(script) : Path.GetTempFileName();
        try
        {
            var secrets = await RecordingRun.RecordAsync(script, path, s_clouds.GetValueOrDefault(script));
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            AssertClean(text);
            await RecordingRun.ReplayAsync(script, path);
        }
        finally
        {
            if (!IsRenewed)
                File.Delete(path);
        }
    }

    // No token, no address of the machine, no assertion.
    private static void AssertClean(string text)
    {
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".onmicrosoft.com", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Shown(), text);
    }

    [GeneratedRegex("client_(secret|assertion)=(?!\\*\\*\\*)")]
    private static partial Regex Shown();
}
