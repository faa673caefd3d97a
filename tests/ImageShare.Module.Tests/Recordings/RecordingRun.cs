using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Pester;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>A script of tests/recordings, recorded from a sandbox of its own or run against its recording.</summary>
internal static class RecordingRun
{
    public static string Folder { get; } = Path.Combine(Repository.Tests, "recordings");

    public static IReadOnlyList<string> Scripts { get; } =
        [.. Directory.GetFiles(Folder, "*.ps1").Order().Select(path => Path.GetFileNameWithoutExtension(path))];

    public static string RecordingOf(string script) => Path.Combine(Folder, $"{script}.json");

    /// <summary>Runs the script through the recorder, with a sandbox in the place of Azure; gives the secrets that were in play.</summary>
    public static async Task<IReadOnlyList<string>> RecordAsync(string script, string path, Action<SandboxServer, World>? prepare = null)
    {
        await using var upstream = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
        upstream.World.Do(world => prepare?.Invoke(upstream, world));
        using var room = new RecordRoom(CloudFile.Read(upstream.Accounts.Environment));
        var accounts = RecordedAccounts.Read(RecordedAccounts.Write(upstream.Accounts));
        (accounts.Publisher.AdminSecret, accounts.Consumer.AdminSecret) =
            (upstream.Accounts.Publisher.AdminSecret, upstream.Accounts.Consumer.AdminSecret);
        await using var recorder = await ServeAsync(room, accounts);
        AssertPasses(script, accounts);

        string[] secrets = [.. RecordedAccounts.Secrets(upstream.Accounts).Where(secret => secret.Length > 0), .. Secrets(upstream)];
        Recording.Of(recorder.Traffic.Entries, recorder.Addresses, accounts, Recording.Sandbox).Write(path, secrets);
        return secrets;
    }

    /// <summary>Its client waits for refusals to pass: in a replay for nothing, unless time runs faster.</summary>
    public static bool Waits(string script) => File.Exists(RecordingOf(script)) && new Repetition(Recording.Read(RecordingOf(script)).Entries).HasWaits;

    public static Task ReplayAsync(string script) => ReplayAsync(script, RecordingOf(script));

    public static async Task ReplayAsync(string script, string path)
    {
        var recording = Recording.Read(path);
        var replay = new Replay(recording);
        var accounts = RecordedAccounts.Read(recording.Variables);
        await using var server = await ServeAsync(new ReplayRoom(replay), accounts);
        AssertPasses(script, accounts, replay);
    }

    public static Task<SandboxServer> ServeAsync(IRoom room, SandboxAccounts accounts) => SandboxServer.StartAsync(
        new SandboxOptions { Rooms = [room], Accounts = accounts }, TestContext.Current.CancellationToken);

    private static List<string> Secrets(SandboxServer upstream) => upstream.World.Do(world => world.Tenants
        .SelectMany(tenant => tenant.Applications).SelectMany(app => app.PasswordCredentials).Select(p => p.SecretText).OfType<string>().ToList());

    private static void AssertPasses(string script, SandboxAccounts accounts, Replay? replay = null)
    {
        var file = new PesterFile(Path.Combine(Folder, $"{script}.ps1"), accounts);
        // Run first: what was asked for is known when it has.
        var failures = Enumerable.Range(0, Math.Max(1, file.Tests.Count)).Select(file.FailureOf).OfType<Exception>().Select(e => e.Message).ToList();
        string[] problems = [.. failures, .. replay?.Mismatches ?? [], .. (replay?.Missing ?? []).Select(m => $"Never asked for: {m}")];
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }
}
