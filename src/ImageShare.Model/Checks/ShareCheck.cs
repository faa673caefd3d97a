namespace ImageShare.Model;

/// <summary>One question about a share, with its answer.</summary>
public sealed record ShareCheck
{
    /// <summary>What was looked at, as one word: AppAudience, RegionReplica, Quota, ...</summary>
    public required string Name { get; init; }

    /// <summary>The answer.</summary>
    public required CheckResult Result { get; init; }

    /// <summary>What was seen; of a failed check why it fails, of a skipped one why it could not be asked.</summary>
    public required string Cause { get; init; }

    /// <summary>What mends it, as a command to paste where there is one.</summary>
    public string? Fix { get; init; }

    /// <summary>Who must do that; null where nothing is to be done, or where it does not matter who does it.</summary>
    public Party? Who { get; init; }

    /// <summary>ARM id, application id or region that it is about.</summary>
    public string? Target { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name} {Result}";
}

/// <summary>Answers of a check.</summary>
public enum CheckResult
{
    /// <summary>As it must be.</summary>
    Pass,

    /// <summary>It works, but will not for long or not for everybody.</summary>
    Warn,

    /// <summary>No VM can be built as long as it stays so.</summary>
    Fail,

    /// <summary>It does not concern this share, or may not be read by who asks.</summary>
    Skipped,
}
