using System.Text.RegularExpressions;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>The scripts of tests/recordings, against what was recorded and through the recorder.</summary>
public sealed partial class RecordingTests
{
    // Set, the recordings of the repository are made anew from the sandbox.
    private const string Renew = "IMAGESHARE_RECORD";

    public static TheoryData<string> Scripts => [.. RecordingRun.Scripts];

    [Theory, MemberData(nameof(Scripts))]
    public async Task A_recording_is_all_that_its_script_asks_for_and_nothing_else(string script)
    {
        var recording = Recording.Read(RecordingRun.RecordingOf(script));

        await RecordingRun.ReplayAsync(script, recording);

        Assert.Contains(recording.Origin, (string[])[Recording.Sandbox, Recording.Live]);
        AssertClean(await File.ReadAllTextAsync(RecordingRun.RecordingOf(script), TestContext.Current.CancellationToken));
    }

    /// <summary>All when they are kept; else those that carry all kinds of ids, and wait for nothing.</summary>
    public static TheoryData<string> Recorded => IsRenewed ? Scripts : ["PublisherApp", "ConsumerApp", "Guest", "Lighthouse"];

    private static bool IsRenewed => Environment.GetEnvironmentVariable(Renew) is not null;

    [Theory, MemberData(nameof(Recorded))]
    public async Task What_is_recorded_holds_no_secret_and_replays(string script)
    {
        var path = IsRenewed ? RecordingRun.RecordingOf(script) : Path.GetTempFileName();
        try
        {
            var secrets = await RecordingRun.RecordAsync(script, path, script == "ExpiredSecret" ? Expire : null);
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            AssertClean(text);
            await RecordingRun.ReplayAsync(script, Recording.Read(path));
        }
        finally
        {
            if (!IsRenewed)
                File.Delete(path);
        }
    }

    private static void Expire(SandboxServer upstream) => upstream.World.Do(world =>
    {
        var passwords = world.FindApplication(upstream.Accounts.Publisher.AdminApplicationId)!.Value.Application.PasswordCredentials;
        passwords[0] = passwords[0] with { EndDateTime = world.Now.AddDays(-1) };
    });

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
