using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>An image that came from the Marketplace has a plan, whose terms the consumer's subscription must accept.</summary>
internal sealed class PlanCheck() : Check("Plan")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Image.Value is not { } image)
            return Skip(facts.Image);
        if (image.Plan is not { } plan)
            return Pass("The image has none.");
        return (facts.Consumer.Terms.Value, facts.Consumer.Builder.Value) switch
        {
            ({ Accepted: true }, _) => Pass($"{plan}: its terms are accepted."),
            ({ Accepted: false }, { } builder) => Fail(MarketplaceTerms.NotAccepted(plan, builder.SubscriptionId)),
            _ => Skip(facts.Consumer.Terms),
        };
    }
}
