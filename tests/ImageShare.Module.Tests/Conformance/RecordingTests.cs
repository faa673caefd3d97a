using Xunit;

namespace ImageShare.Tests.Conformance;

/// <summary>The sandbox answers as Azure was recorded to answer.</summary>
public sealed class RecordingTests(ITestOutputHelper output)
{
    // Fewer would mean that the comparison has quietly lost some.
    private const int Least = 330;

    [Fact]
    public async Task Sandbox_answers_recorded_requests_as_Azure_did()
    {
        var replay = new Replay();
        foreach (var recording in RecordingFiles.Read(AzureFacts.Folder("recordings")))
            await replay.RunAsync(recording, TestContext.Current.CancellationToken);

        output.WriteLine($"{replay.Compared} recorded requests compared, {replay.Given} taken as given state, "
            + $"{replay.NotServed.Values.Sum()} not served:");
        foreach (var (request, count) in replay.NotServed)
            output.WriteLine($"  {count,3} {request}");

        KnownDifferences.Check(replay.Differences, KnownDifferences.Read().Recordings);
        Assert.True(replay.Compared >= Least, $"{replay.Compared} compared");
    }
}
