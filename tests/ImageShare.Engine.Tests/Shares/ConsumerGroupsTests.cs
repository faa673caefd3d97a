using ImageShare.Engine.Shares;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Shares;

public sealed class ConsumerGroupsTests
{
    private const string OtherTenant = "55555555-5555-4555-8555-555555555555";

    [Fact]
    public void Two_names_in_one_tenant_are_two_consumers()
    {
        var groups = ConsumerGroups.Of([Reader("Fabrikam", ConsumerTenant), Reader("Tailspin", ConsumerTenant)], []);

        Assert.Equal(["Fabrikam", "Tailspin"], groups.Select(g => g.Name));
    }

    [Fact]
    public void What_lacks_name_or_tenant_joins_the_only_consumer_that_fits()
    {
        var group = Assert.Single(ConsumerGroups.Of(
            [Reader(null, ConsumerTenant.ToUpperInvariant()), Reader("fabrikam", null), Reader("Fabrikam", ConsumerTenant)], []));

        Assert.Equal(("Fabrikam", ConsumerTenant, 3), (group.Name, group.TenantId, group.Readers.Count));
    }

    [Fact]
    public void What_fits_two_consumers_joins_neither()
    {
        var groups = ConsumerGroups.Of(
            [Reader(null, ConsumerTenant), Reader("Fabrikam", ConsumerTenant), Reader("Tailspin", ConsumerTenant)], []);

        Assert.Equal([null, "Fabrikam", "Tailspin"], groups.Select(g => g.Name).Order());
    }

    [Fact]
    public void Readers_of_whom_nothing_is_known_stay_apart()
    {
        Assert.Equal(2, ConsumerGroups.Of([Reader(null, null), Reader(null, null) with { ObjectId = "b" }], []).Count);
    }

    [Fact]
    public void A_guest_whose_company_nobody_wrote_down_is_known_by_the_domain()
    {
        var group = Assert.Single(ConsumerGroups.Of(
            [Reader(null, null) with { Kind = GalleryReaderKind.Guest, SignInName = "ann@wingtip.example" }], []));

        Assert.Equal("wingtip.example", group.Name);
    }

    [Theory]
    [InlineData("Fabrikam", null, "ConsumerAmbiguous")]
    [InlineData(null, null, "ConsumerRequired")]
    [InlineData("Fabrikam", "nonsense", "InvalidConsumerTenantId")]
    public void A_choice_that_could_meet_another_consumer_is_refused(string? name, string? tenant, string code)
    {
        var groups = ConsumerGroups.Of([Reader("Fabrikam", ConsumerTenant), Reader("Fabrikam", OtherTenant)], []);

        var refusal = Assert.Throws<ImageShareException>(() => Choose(name, tenant, groups));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void A_tenant_alone_means_all_of_it()
    {
        var groups = ConsumerGroups.Of(
            [Reader("Fabrikam", ConsumerTenant), Reader("Tailspin", ConsumerTenant), Reader("Fabrikam", OtherTenant)], []);

        Assert.Equal(["Fabrikam", "Tailspin"], Choose(null, ConsumerTenant, groups).Select(g => g.Name));
        Assert.Equal(OtherTenant, Assert.Single(Choose("fabrikam", OtherTenant, groups)).TenantId);
        Assert.Empty(Choose("Tailspin", OtherTenant, groups));
    }

    [Fact]
    public void A_community_gallery_is_nobodys_to_remove()
    {
        var share = new ConsumerShare { Methods = [GalleryReaderKind.Community], TenantId = PublisherTenant };

        var refusal = Assert.Throws<ImageShareException>(() => new ConsumerChoice(new ConsumerShareRemoval { Share = share }).Choose([]));

        Assert.Equal("CommunityIsEveryone", refusal.Code);
    }

    private static IReadOnlyList<ConsumerGroup> Choose(string? name, string? tenant, IReadOnlyList<ConsumerGroup> groups) =>
        new ConsumerChoice(new ConsumerShareRemoval { ConsumerName = name, ConsumerTenantId = tenant }).Choose(groups);

    private static GalleryReader Reader(string? name, string? tenant) => new()
    {
        ConsumerName = name, ConsumerTenantId = tenant, Scope = "/", ObjectId = "a", ObjectType = "User", TenantId = PublisherTenant,
    };
}
