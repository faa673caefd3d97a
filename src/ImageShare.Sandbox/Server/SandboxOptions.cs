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

    /// <summary>What each subscription answers before it says 429, polls included; everything when null.</summary>
    public RateLimit? SubscriptionLimit { get; init; }

    /// <summary>What Graph answers each application in each tenant before it says 429; everything when null.</summary>
    public RateLimit? GraphLimit { get; init; }

    /// <summary>Objects that a principal without a directory role may have made, deleted ones included; any number when null.</summary>
    public int? DirectoryQuota { get; init; }

    /// <summary>Role assignments that a subscription may hold; 4000 is Azure's number.</summary>
    public int RoleAssignmentLimit { get; init; } = 4000;

    /// <summary>Makes the draws of delays repeatable.</summary>
    public int? RandomSeed { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who may do what, when rooms of other kinds answer; the two companies are built when null.</summary>
    public SandboxAccounts? Accounts { get; init; }

    /// <summary>A test may bring rooms and seeds of its own.</summary>
    public IReadOnlyList<IRoom> Rooms { get; init; } = Composition.Rooms;

    public IReadOnlyList<ISeed> Seeds { get; init; } = Composition.Seeds;
}
