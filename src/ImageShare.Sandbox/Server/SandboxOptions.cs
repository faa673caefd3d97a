using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Server;

/// <summary>What a start of the sandbox can be told.</summary>
internal sealed record SandboxOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where to write the cloud file; a temporary file when null, deleted at the end.</summary>
    public string? CloudFilePath { get; init; }

    /// <summary>Where to write the accounts as JSON once the server listens.</summary>
    public string? ReadyFilePath { get; init; }

    /// <summary>One JSON object a line per exchange.</summary>
    public string? TrafficPath { get; init; }

    /// <summary>Added to every reply.</summary>
    public TimeSpan Latency { get; init; }

    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    public Delays Delays { get; init; } = new();

    /// <summary>Makes the draws of delays repeatable.</summary>
    public int? RandomSeed { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A test may bring rooms and seeds of its own.</summary>
    public IReadOnlyList<IRoom> Rooms { get; init; } = Composition.Rooms;

    public IReadOnlyList<ISeed> Seeds { get; init; } = Composition.Seeds;
}
