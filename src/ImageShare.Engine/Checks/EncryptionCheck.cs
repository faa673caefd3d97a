using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A version that a disk encryption set of the publisher encrypts cannot be shared.</summary>
internal sealed class EncryptionCheck() : Check("Encryption")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Version.Value is not { } version)
            return Skip(facts.Version);
        return ImageChecks.Encryption(version, facts.Consumer.Builder.Value?.SubscriptionId) is { } refusal
            ? Fail(refusal)
            : Pass(version.Encrypted ? "The same subscription's disk encryption set." : "The platform's key.");
    }
}
