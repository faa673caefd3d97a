using Azure.Core;
using ImageShare.Engine.Access;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Reads what only the publisher sees: who has which role on the image, and to whom it is delegated.</summary>
internal sealed class PublisherFactReader(ImageChoice? choice, Parties parties)
{
    public async Task<PublisherFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var (id, signIn) = ((choice?.Reference as GalleryImageReference)?.Image, parties.SignInOf(parties.PublisherTenantId));
        if (id is null || signIn is null)
            return Unasked(id is null ? NoImage(choice) : Parties.NoSignIn(Party.Publisher, parties.PublisherTenantId));

        var image = ReadAsync(() => ImageAsync(id, signIn, cancellationToken), cancellationToken);
        var rights = parties.ApplicationId is null
            ? Task.FromResult(Fact.Unasked<Rights>("The share carries no app."))
            : ReadAsync(() => RightsAsync(id, signIn, parties.ApplicationId, cancellationToken), cancellationToken);
        var group = new ResourceIdentifier($"/subscriptions/{id.SubscriptionId}/resourceGroups/{id.ResourceGroupName}");
        var delegations = parties.ApplicationId is not null
            ? Task.FromResult(Fact.Unasked<IReadOnlyList<RegistrationAssignment>>("The share goes through an app."))
            : ReadAsync(() => new DelegationClient(signIn).ListAsync(group, cancellationToken), cancellationToken);
        await Task.WhenAll(image, rights, delegations);
        return new(await image, await rights, await delegations);
    }

    /// <summary>Why nothing can be said of an image.</summary>
    public static string NoImage(ImageChoice? choice) =>
        choice is null ? "No image was named." : "An image of a shared or community gallery is not reached through roles.";

    private static PublisherFacts Unasked(string why) =>
        new(Fact.Unasked<ImageAccess>(why), Fact.Unasked<Rights>(why), Fact.Unasked<IReadOnlyList<RegistrationAssignment>>(why));

    private Task<Fact<T>> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
        where T : class => Fact.ReadAsync(
            read, parties.FactsOf(parties.PublisherTenantId) with { Target = choice?.Reference.Id, ImageId = choice?.Reference.Id },
            cancellationToken);

    private static async Task<ImageAccess> ImageAsync(GalleryId id, EngineContext signIn, CancellationToken cancellationToken)
    {
        var reader = new GalleryImageReader(ArmClientFactory.Create(signIn), id, signIn.TenantId);
        return id.Version is not null
            ? new(await reader.VersionAsync(id.Version, cancellationToken), null)
            : new(await reader.DefinitionAsync(cancellationToken), null) { Versions = await reader.VersionsAsync(cancellationToken) };
    }

    private static async Task<Rights> RightsAsync(
        GalleryId id, EngineContext signIn, string applicationId, CancellationToken cancellationToken)
    {
        if (await new GraphClient(signIn).FindServicePrincipalAsync(applicationId, cancellationToken) is not { Id: { } principal })
            return new([]);
        var (client, scope) = (new RoleAssignmentClient(signIn), new ResourceIdentifier(id.ImageResourceId));
        var assignments = await client.ListAssignedAsync(scope, principal, cancellationToken).ToListAsync(cancellationToken);
        var roles = await Task.WhenAll(assignments.Select(a => a.Properties.RoleDefinitionId.Split('/')[^1]).Distinct()
            .Select(role => client.FindRoleAsync(scope, role, cancellationToken)));
        return new([.. roles.SelectMany(role => role?.Properties.Permissions ?? [])]);
    }
}
