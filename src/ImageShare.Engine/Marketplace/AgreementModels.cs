using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageShare.Engine.Marketplace;

/// <summary>The terms of a plan in a subscription. All that was read goes back when they are accepted: the signature vouches for it.</summary>
internal sealed record Agreement(AgreementProperties Properties);

internal sealed record AgreementProperties
{
    public string? Publisher { get; init; }

    public string? Product { get; init; }

    public string? Plan { get; init; }

    public string? LicenseTextLink { get; init; }

    public string? PrivacyPolicyLink { get; init; }

    public string? MarketplaceTermsLink { get; init; }

    // Kept as text: the signature is over these very digits.
    public string? RetrieveDatetime { get; init; }

    public string? Signature { get; init; }

    public bool Accepted { get; init; }

    /// <summary>What a later api-version may add, sent back as it came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Agreement))]
internal sealed partial class AgreementJson : JsonSerializerContext;
