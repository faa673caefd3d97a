using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>Recordings with waits. Time runs faster in the module meanwhile, and nothing else runs beside them.</summary>
[Collection(nameof(ShortWaits))]
public sealed class WaitTests
{
    public static TheoryData<string> Scripts => [.. RecordingRun.Scripts.Where(RecordingRun.Waits)];

    [Theory, MemberData(nameof(Scripts))]
    public Task A_recording_with_waits_is_all_that_its_script_asks_for_and_nothing_else(string script) => RecordingRun.ReplayAsync(script);
}

[CollectionDefinition(nameof(ShortWaits), DisableParallelization = true)]
public sealed class ShortWaits : ICollectionFixture<ShortWaits>, IDisposable
{
    private const string Tempo = "ImageShare.Engine.Tempo";

    public ShortWaits() => AppContext.SetData(Tempo, 20.0);

    public void Dispose() => AppContext.SetData(Tempo, null);
}
