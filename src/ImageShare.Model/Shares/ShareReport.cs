namespace ImageShare.Model;

/// <summary>What a report says, in short.</summary>
public sealed record ShareReport
{
    /// <summary>Full path of the HTML file.</summary>
    public required string Path { get; init; }

    /// <summary>UTC; when it was made.</summary>
    public required DateTimeOffset CreatedOn { get; init; }

    /// <summary>How many consumers read.</summary>
    public int Consumers { get; init; }

    /// <summary>How many galleries they read.</summary>
    public int Galleries { get; init; }

    /// <summary>How many image definitions with a version these hold.</summary>
    public int Images { get; init; }

    /// <summary>What somebody should look at, gravest first.</summary>
    public IReadOnlyList<ShareWarning> Warnings { get; init => field = value.ToArray(); } = [];

    /// <inheritdoc />
    public override string ToString() => Path;
}

/// <summary>Something about a share that somebody should look at.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="About">Name of the consumer, the gallery or the image.</param>
/// <param name="Message">What is so, in one or two sentences.</param>
/// <param name="Fix">What to do.</param>
public sealed record ShareWarning(ShareWarningSeverity Severity, string About, string Message, string Fix)
{
    /// <inheritdoc />
    public override string ToString() => $"{About}: {Message}";
}

/// <summary>How grave a warning is.</summary>
public enum ShareWarningSeverity
{
    /// <summary>Someone reads, or does, more than a share is for; or reading has ended.</summary>
    High,

    /// <summary>It will need somebody soon.</summary>
    Medium,

    /// <summary>Good to know.</summary>
    Low,
}
