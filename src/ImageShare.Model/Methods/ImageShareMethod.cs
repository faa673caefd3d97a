namespace ImageShare.Model;

/// <summary>One of the ways to share an image, judged for a case.</summary>
public sealed record ImageShareMethod
{
    /// <summary>1 for the best; those that are ruled out come last.</summary>
    public required int Rank { get; init; }

    /// <summary>Which way.</summary>
    public required ShareMethod Method { get; init; }

    /// <summary>How it does in this case.</summary>
    public required MethodVerdict Verdict { get; init; }

    /// <summary>In one line: what speaks for it, or what rules it out.</summary>
    public required string Why { get; init; }

    /// <summary>What speaks for it in this case.</summary>
    public IReadOnlyList<string> For { get; init => field = value.ToArray(); } = [];

    /// <summary>What speaks against it in this case, or rules it out.</summary>
    public IReadOnlyList<string> Against { get; init => field = value.ToArray(); } = [];

    /// <summary>What the publisher must be told by the consumer.</summary>
    public required string PublisherKnows { get; init; }

    /// <summary>What the consumer must be told by the publisher.</summary>
    public required string ConsumerKnows { get; init; }

    /// <summary>The publisher's commands, in their order.</summary>
    public required IReadOnlyList<string> PublisherDoes { get; init => field = value.ToArray(); }

    /// <summary>The consumer's commands, in their order.</summary>
    public required IReadOnlyList<string> ConsumerDoes { get; init => field = value.ToArray(); }

    /// <summary>What the publisher may do in the consumer's tenant from then on.</summary>
    public required string PublisherMay { get; init; }

    /// <summary>What the consumer may do with the publisher's gallery from then on.</summary>
    public required string ConsumerMay { get; init; }

    /// <summary>How it ends.</summary>
    public required string EndsWith { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Method}";
}

/// <summary>The ways to share an image with another company.</summary>
public enum ShareMethod
{
    /// <summary>An app with a service principal in both tenants; its tokens of both build the VM.</summary>
    AppRegistration,

    /// <summary>A role on the gallery for the consumer's people, who are guests of the publisher's tenant.</summary>
    RoleAssignment,

    /// <summary>Azure Lighthouse: the gallery's resource group is delegated to the consumer's tenant.</summary>
    Lighthouse,

    /// <summary>A gallery shared directly with subscriptions and tenants.</summary>
    DirectShare,

    /// <summary>A gallery that is open to everyone.</summary>
    Community,

    /// <summary>A VM offer of Azure Marketplace, with a public or a private plan.</summary>
    Marketplace,
}

/// <summary>How a way to share does in a case.</summary>
public enum MethodVerdict
{
    /// <summary>The first choice.</summary>
    Recommended,

    /// <summary>It works, with what speaks against it.</summary>
    Possible,

    /// <summary>It does not work in this case.</summary>
    RuledOut,
}
