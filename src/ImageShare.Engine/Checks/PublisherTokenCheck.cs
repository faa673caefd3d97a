using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The same identity needs a token of the publisher's tenant, which the VM's request shows beside its own.</summary>
internal sealed class PublisherTokenCheck() : Check("PublisherToken")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Consumer switch
    {
        { Image.Value: { OwnerTenantId: null } } => Pass("None is needed: the consumer's own token reads the image."),
        { PublisherToken.Value: { } token, Builder.Value: { } builder } => Pass(
            $"{builder.Context.Account} has a token of tenant {token.TenantId} (object id {token.ObjectId})."),
        { Builder.Value: { }, PublisherToken.Refusal: { } refusal } => Fail(refusal),
        var consumer => Skip(consumer.PublisherToken),
    };
}
