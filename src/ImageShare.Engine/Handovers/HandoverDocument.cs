using System.Text.Json.Serialization;

namespace ImageShare.Engine.Handovers;

/// <summary>A hand-over file. The order of the members is the order in the file; docs/handover-format.md describes each.</summary>
internal sealed record HandoverDocument
{
    public const string Format = "urn:imageshare:handover";

    public const int Version = 1;

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; } = Format;

    public int SchemaVersion { get; init; } = Version;

    public required string Kind { get; init; }

    public required string Environment { get; init; }

    public required DateTime CreatedOn { get; init; }

    public DateTime? ExpiresOn { get; init; }

    public PartyDocument? Publisher { get; init; }

    public PartyDocument? Consumer { get; init; }

    public AppDocument? App { get; init; }

    public required IReadOnlyList<ImageDocument> Images { get; init; }

    public SecretDocument? Secret { get; init; }

    public string? Signature { get; init; }
}

/// <summary>One of the two companies.</summary>
internal sealed record PartyDocument
{
    public string? TenantId { get; init; }

    public string? Name { get; init; }
}

/// <summary>The share app.</summary>
internal sealed record AppDocument
{
    public required string ApplicationId { get; init; }

    public required string DisplayName { get; init; }

    public required string TenantId { get; init; }

    public string? ConsentLink { get; init; }

    public CredentialDocument? Credential { get; init; }
}

/// <summary>How the app proves itself.</summary>
internal sealed record CredentialDocument
{
    public required string Kind { get; init; }

    public string? Thumbprint { get; init; }

    public DateTime? EndsOn { get; init; }
}

/// <summary>A shared image. Names and version stand in the id, once.</summary>
internal sealed record ImageDocument
{
    public required string Id { get; init; }

    public string? Location { get; init; }

    public IReadOnlyList<string>? Regions { get; init; }

    public string? OSType { get; init; }

    public string? OSState { get; init; }

    public string? HyperVGeneration { get; init; }

    public string? Architecture { get; init; }

    public string? SecurityType { get; init; }

    public IReadOnlyList<string>? DiskControllerTypes { get; init; }

    public PlanDocument? Plan { get; init; }

    public bool? Encrypted { get; init; }

    public DateTime? EndOfLifeDate { get; init; }
}

/// <summary>A Marketplace plan.</summary>
internal sealed record PlanDocument
{
    public required string Publisher { get; init; }

    public required string Product { get; init; }

    public required string Name { get; init; }
}

/// <summary>The app's secret, in one of three protections; each has members of its own.</summary>
internal sealed record SecretDocument
{
    public required string Protection { get; init; }

    public string? Cms { get; init; }

    public string? Kdf { get; init; }

    public int? Iterations { get; init; }

    public string? Salt { get; init; }

    public string? Cipher { get; init; }

    public string? Nonce { get; init; }

    public string? Ciphertext { get; init; }

    public string? Value { get; init; }

    /// <summary>Not what a record would print: the members hold the secret.</summary>
    public override string ToString() => $"Secret ({Protection})";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(HandoverDocument))]
internal sealed partial class HandoverJsonContext : JsonSerializerContext;
