using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Sandbox.Server;

/// <summary>The exchanges since the start, in memory and, when asked for, a line each in a file.</summary>
internal sealed class TrafficLog : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _lock = new();
    private readonly List<TrafficEntry> _entries = [];
    private readonly StreamWriter? _file;

    public TrafficLog(SandboxOptions options)
    {
        if (options.TrafficPath is { } path)
            _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    /// <summary>A copy, in the order of the replies.</summary>
    public IReadOnlyList<TrafficEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    public void Add(TrafficEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            _file?.WriteLine(JsonSerializer.Serialize(entry, Format));
        }
    }

    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    public void Dispose() => _file?.Dispose();
}
