using System.Text.Json.Nodes;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

/// <summary>A VM that is asked for, and as much of Azure as it needs.</summary>
public abstract class MachineTest : IDisposable
{
    private readonly string _key = Path.GetTempFileName();

    protected MachineTest() => File.WriteAllText(
        _key, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea someone");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected FakeAzure Azure { get; } = new();

    private protected SharedImageVMSpec Spec =>
        new("vm1", "rg") { ImageId = FakeAzure.Version, SshKeyPath = _key, Location = "Japan East" };

    public void Dispose()
    {
        File.Delete(_key);
        GC.SuppressFinalize(this);
    }

    private protected Task<SharedImageVM> CreateAsync(SharedImageVMSpec spec, FakeCaller? caller = null) =>
        Azure.Machines().CreateAsync(spec, caller ?? Azure.Caller(), Token);

    private protected Task<ImageShareException> RefusedAsync(SharedImageVMSpec spec, FakeCaller? caller = null) =>
        Assert.ThrowsAsync<ImageShareException>(() => CreateAsync(spec, caller));

    private protected JsonObject Body(string path) =>
        JsonNode.Parse(Azure.Requests.First(r => r.Method == "PUT" && r.Path.Contains(path, StringComparison.Ordinal)).Body)!.AsObject();

    /// <summary>Names of what is in the group, by their own.</summary>
    private protected IEnumerable<string> Left => Azure.Resources.Keys.Select(k => k.Split('/')[^1]).Order(StringComparer.Ordinal);
}
