using Xunit;

namespace ImageShare.Tests.Faults;

/// <summary>Time runs faster in the module while the matrix runs, and nothing else runs beside it.</summary>
[CollectionDefinition(nameof(FaultMatrix), DisableParallelization = true)]
public sealed class FaultMatrix : ICollectionFixture<FaultMatrix>, IDisposable
{
    private const string Tempo = "ImageShare.Engine.Tempo";

    public FaultMatrix() => AppContext.SetData(Tempo, Fault.Tempo);

    public void Dispose() => AppContext.SetData(Tempo, null);
}
