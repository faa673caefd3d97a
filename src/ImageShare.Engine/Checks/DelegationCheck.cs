using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A share without an app: the gallery's resource group is delegated to the consumer through Azure Lighthouse.</summary>
internal sealed class DelegationCheck() : Check("Delegation")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        var (parties, access) = (facts.Parties, facts.Consumer.Image);
        if (parties.ApplicationId is not null)
            return Skip("The share goes through an app.");
        if (facts.Choice?.Reference is not GalleryImageReference { Image: var id })
            return Skip(PublisherFactReader.NoImage(facts.Choice));
        if (parties.ConsumerTenantId is not { } consumer || Parties.Same(consumer, parties.PublisherTenantId))
            return Skip("No other company's tenant is known.");
        if (access.Value is { OwnerTenantId: null })
            return Pass($"The image is delegated to tenant {consumer}: its own token reads it.");
        if (access.Value is not null)
            return Skip("The image is read by an account that the publisher's tenant knows, not through a delegation.");
        var delegations = facts.Publisher.Delegations;
        if (delegations.Value?.Any(d => Parties.Same(d.Properties.RegistrationDefinition?.Properties.ManagedByTenantId, consumer)) is true)
            return Pass($"The gallery's resource group is delegated to tenant {consumer}.");
        if (delegations.Value is null && facts.Consumer.Builder.Value is null)
            return Skip(delegations);
        return Fail(
            $"Nothing of the gallery's resource group is delegated to tenant {consumer}, or not to who asks; a delegation takes up to 15 "
            + "minutes to be seen, and needs a role that reads.",
            $"New-LighthouseDelegation -SubscriptionId {id.SubscriptionId} -ResourceGroupName {id.ResourceGroupName} -ManagedByTenantId "
            + $"{consumer} -PrincipalId {facts.Consumer.Builder.Value?.Context.ObjectId ?? "<object id of the consumer's group>"}",
            Party.Publisher);
    }
}
