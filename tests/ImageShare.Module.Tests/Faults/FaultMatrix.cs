using ImageShare.Sandbox.Demo;
using Xunit;

namespace ImageShare.Tests.Faults;

/// <summary>Time runs faster in the module while the matrix runs, and nothing else runs beside it.</summary>
[CollectionDefinition(nameof(FaultMatrix), DisableParallelization = true)]
public sealed class FaultMatrix : ICollectionFixture<FaultMatrix>, IDisposable
{
    private const string Tempo = "ImageShare.Engine.Tempo";

    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("imageshare-keys-");

    public FaultMatrix()
    {
        AppContext.SetData(Tempo, Fault.Tempo);
        OperatorKeys.Write(_keys.CreateSubdirectory("old").FullName);
        OperatorKeys.Write(_keys.CreateSubdirectory("new").FullName);
    }

    /// <summary>Certificates that all cells have in common: making one takes as long as half a cell.</summary>
    internal string Keys => _keys.FullName;

    public void Dispose()
    {
        AppContext.SetData(Tempo, null);
        _keys.Delete(recursive: true);
    }
}
