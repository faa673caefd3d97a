using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The size is offered to the subscription in the region.</summary>
internal sealed class SizeCheck() : Check("Size")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Size switch
    {
        { Value: { IsOffered: false } size } => Fail(
            $"The size {size.Name} is not offered to this subscription in {facts.Location}.", facts.OtherSize, Party.Consumer),
        { Value: { } size } => Pass(
            $"{size.Name} ({size.Cores} vCPUs, {size.MemoryGB} GiB) is offered in {facts.Location}"
            + $"{(facts.Spec.Size is null ? "; it is what would be chosen" : "")}."),
        { Refusal: { Kind: ErrorKind.QuotaExceeded } } => Pass($"Sizes that fit are offered in {facts.Location}."),
        { Refusal: { Kind: ErrorKind.ResourceUnavailable } refusal } => Fail(refusal),
        var fact => Skip(fact),
    };
}
