using ImageShare.Engine.Access;
using Xunit;

namespace ImageShare.Engine.Tests.Access;

public sealed class NameBasedGuidTests
{
    // The example of RFC 9562, appendix A.4: the DNS namespace and www.example.com.
    [Fact]
    public void It_is_version_5_of_the_RFC() => Assert.Equal(
        new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        NameBasedGuid.Create(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void The_same_parts_give_the_same_GUID_whatever_their_case_and_others_another()
    {
        Assert.Equal(NameBasedGuid.Create("/subscriptions/A", "role"), NameBasedGuid.Create("/Subscriptions/a", "ROLE"));
        Assert.NotEqual(NameBasedGuid.Create("a", "bc"), NameBasedGuid.Create("ab", "c"));
    }
}
