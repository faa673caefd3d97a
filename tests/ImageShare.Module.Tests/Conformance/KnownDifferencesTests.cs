using Xunit;
using Xunit.Sdk;

namespace ImageShare.Tests.Conformance;

public sealed class KnownDifferencesTests
{
    private static readonly KnownDifference[] Known = [new("GET Graph/users", ["lacks id"], "For a reason.")];

    [Fact]
    public void Accepts_what_is_listed() =>
        KnownDifferences.Check([new("GET Graph/users", "lacks id", "a#1"), new("GET Graph/users", "lacks id", "b#2")], Known);

    [Fact]
    public void Refuses_what_is_not_listed()
    {
        var error = Assert.ThrowsAny<XunitException>(() => KnownDifferences.Check(
            [new("GET Graph/users", "lacks id", "a#1"), new("GET Graph/groups", "lacks id", "a#2")], Known));

        Assert.Contains("GET Graph/groups: lacks id  [a#2, 1 times]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_listed_one_that_is_gone()
    {
        var error = Assert.ThrowsAny<XunitException>(() => KnownDifferences.Check([], Known));

        Assert.EndsWith("no more:\nGET Graph/users: lacks id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_one_without_a_reason() =>
        Assert.ThrowsAny<XunitException>(() => KnownDifferences.Check([], [Known[0] with { Reason = " " }]));
}
