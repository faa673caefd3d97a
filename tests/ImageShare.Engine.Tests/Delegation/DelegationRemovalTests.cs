using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Delegation.FakeLighthouse;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Delegation;

public sealed class DelegationRemovalTests
{
    private readonly FakeLighthouse _azure = new();

    [Fact]
    public async Task The_assignment_goes_first_then_its_definition()
    {
        var made = (await _azure.CreateAsync(Spec()))[0];

        await Remove(made.Id, PublisherTenant);

        Assert.Equal([made.Id, made.RegistrationDefinitionId], Deleted);
        Assert.Empty(_azure.Resources);
    }

    [Fact]
    public async Task What_is_gone_is_success()
    {
        var made = (await _azure.CreateAsync(Spec()))[0];
        await Remove(made.Id, PublisherTenant);

        await Remove(made.Id, PublisherTenant);

        Assert.Equal(2, Deleted.Count);
    }

    [Fact]
    public async Task The_publisher_puts_back_what_gives_the_same_role_to_the_same_principal()
    {
        var made = (await _azure.CreateAsync(Spec()))[0];
        var survivor = (await _azure.CreateAsync(Spec() with { ResourceGroupNames = ["rg2"] }))[0];
        var stranger = (await _azure.CreateAsync(Spec() with { ResourceGroupNames = ["rg3"], PrincipalIds = [ObjectId] }))[0];
        var before = _azure.Changes.Count;

        await Remove(made.Id, PublisherTenant);

        var changes = _azure.Changes.Skip(before).ToList();
        Assert.Equal(["DELETE", "DELETE", "PUT"], changes.Select(r => r.Method));
        Assert.Equal(survivor.Id, changes[^1].Path);
        Assert.DoesNotContain(changes, r => r.Path == stranger.Id);
    }

    [Fact]
    public async Task The_consumer_hears_what_only_the_publisher_can_put_back_and_leaves_the_definition()
    {
        var made = (await _azure.CreateAsync(Spec()))[0];
        await _azure.CreateAsync(Spec() with { ResourceGroupNames = ["rg2"] });
        var caller = _azure.Cloud.Caller(ConsumerTenant);

        await Remove(made.Id, caller);

        Assert.Equal([made.Id], Deleted);
        Assert.Contains("'Shared images' of rg2", Assert.Single(caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_serves_another_scope_stays()
    {
        var made = (await _azure.CreateAsync(Spec()))[0];
        var other = made.Id.Replace("/rg1/", "/rg9/", StringComparison.Ordinal);
        _azure.Resources[other] = _azure.Resources[made.Id].DeepClone().AsObject();
        _azure.Resources[other]["id"] = other;

        await Remove(made.Id, PublisherTenant);

        Assert.Equal([made.Id], Deleted);
    }

    [Fact]
    public async Task An_id_of_something_else_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ImageShareException>(() => Remove(Group, PublisherTenant));

        Assert.Equal("InvalidRegistrationAssignmentId", exception.Code);
        Assert.Empty(_azure.Requests);
    }

    private IReadOnlyList<string> Deleted => [.. _azure.Changes.Where(r => r.Method == "DELETE").Select(r => r.Path)];

    private Task Remove(string id, string tenant) => Remove(id, _azure.Cloud.Caller(tenant));

    private Task Remove(string id, FakeCaller caller) => _azure.Service().RemoveAsync(id, caller, TestContext.Current.CancellationToken);
}
