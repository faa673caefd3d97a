using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Whoever builds needs a token of the consumer's tenant.</summary>
internal sealed class ConsumerTokenCheck() : Check("ConsumerToken")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Consumer.Builder switch
    {
        { Value: { } builder } => Pass(
            $"{builder.Context.Account} has a token of tenant {builder.TenantId}; subscription {builder.SubscriptionId}."),
        { Refusal: { } refusal } => Fail(refusal),
        var fact => Skip(fact),
    };
}
