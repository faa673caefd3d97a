namespace ImageShare.Model;

/// <summary>A VM offer in Partner Center, as its draft is.</summary>
public sealed record MarketplaceOffer
{
    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>Its name in Partner Center.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Durable id: product/GUID.</summary>
    public required string ProductId { get; init; }

    /// <summary>Plans of the draft.</summary>
    public IReadOnlyList<MarketplacePlan> Plans { get; init => field = value.ToArray(); } = [];

    /// <summary>State of the newest submission to preview: Running, Succeeded, Failed; null when there was none.</summary>
    public string? Preview { get; init; }

    /// <summary>State of the newest submission to live.</summary>
    public string? Live { get; init; }

    /// <inheritdoc />
    public override string ToString() => Offer;
}

/// <summary>A plan of an offer.</summary>
public sealed record MarketplacePlan
{
    /// <summary>Plan id.</summary>
    public required string Name { get; init; }

    /// <summary>Durable id: plan/GUID/GUID.</summary>
    public required string PlanId { get; init; }

    /// <summary>True when only an audience sees it.</summary>
    public bool Private { get; init; }

    /// <summary>Who sees a private plan.</summary>
    public IReadOnlyList<MarketplaceAudience> Audience { get; init => field = value.ToArray(); } = [];

    /// <summary>Numbers of its image versions (Major.Minor.Patch).</summary>
    public IReadOnlyList<string> Versions { get; init => field = value.ToArray(); } = [];

    /// <summary>SKUs, one for each kind of image.</summary>
    public IReadOnlyList<string> Skus { get; init => field = value.ToArray(); } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>One who sees a private plan.</summary>
/// <param name="Type">subscription or tenant.</param>
/// <param name="Id">GUID.</param>
/// <param name="Label">What it is called in Partner Center.</param>
public sealed record MarketplaceAudience(string Type, string Id, string? Label)
{
    /// <inheritdoc />
    public override string ToString() => $"{Type} {Id}";
}

/// <summary>Work of Partner Center on an offer.</summary>
public sealed record MarketplaceJob
{
    /// <summary>Id of the job (GUID); null when nothing was sent.</summary>
    public string? JobId { get; init; }

    /// <summary>Offer id.</summary>
    public required string Offer { get; init; }

    /// <summary>What it does.</summary>
    public required string Operation { get; init; }

    /// <summary>NotStarted, Running, Completed.</summary>
    public required string Status { get; init; }

    /// <summary>Pending, Succeeded, Failed, Cancelled.</summary>
    public required string Result { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? StartedOn { get; init; }

    /// <summary>UTC; null while it runs.</summary>
    public DateTimeOffset? EndedOn { get; init; }

    /// <inheritdoc />
    public override string ToString() => JobId ?? Operation;
}

/// <summary>One rule for images of VM offers, and what came of it.</summary>
public sealed record MarketplaceImageCheck
{
    /// <summary>The rule, in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>How it went.</summary>
    public required CheckOutcome Outcome { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do, as a command where there is one.</summary>
    public string? Fix { get; init; }

    /// <summary>ARM id of what was looked at.</summary>
    public required string ResourceId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name}: {Outcome}";
}

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, and may be refused or regretted.</summary>
    Warning,

    /// <summary>It will be refused.</summary>
    Failed,

    /// <summary>Nobody can tell from outside: only who looks into the image.</summary>
    NotChecked,
}
