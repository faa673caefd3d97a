using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Whether the role works: the image is read with the very tokens that Azure will be shown.</summary>
internal sealed class ImageReadCheck() : Check("ImageRead")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        var read = facts.Consumer.Image;
        if (read.Value is { } access)
        {
            return Pass(access.OwnerTenantId is { } owner
                ? $"The image answers the builder's token of tenant {owner}."
                : "The image answers the builder's own token.");
        }

        if (read.Refusal is not { } refusal || facts.Consumer.Builder.Value is null)
            return Skip(read);
        if (facts.Consumer.PublisherToken.Refusal is not null)
            return Skip("There is no token of the publisher's tenant to read it with.");
        if (refusal.Kind == ErrorKind.ObjectNotFound)
            return Skip($"There is nothing to read: {refusal.Message}");
        return facts.Publisher.ReaderRights.Value is { Permissions.Count: > 0 }
            ? Fail("The role is there, but it does not work yet: Azure takes some minutes.", "Test-ImageShare again in some minutes",
                Party.Consumer)
            : Fail(refusal);
    }
}
