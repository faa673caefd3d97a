using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using Xunit;

namespace ImageShare.Engine.Tests.Http;

public sealed class ServerPaceTests
{
    private const string Body =
        """{"error":{"code":"SubscriptionRequestsThrottled","message":"Number of requests ... exceeded. Please try again after '17' seconds."}}""";

    [Theory]
    [InlineData(429, Body, null, 17)]
    [InlineData(429, Body, "20", 20)]
    [InlineData(429, "{}", "90", 90)]
    [InlineData(503, "", "45", 45)]
    public void Waits_as_long_as_the_service_says_in_its_header_or_its_words(int status, string body, string? header, int seconds)
    {
        (string, string)[] headers = header is null ? [] : [("Retry-After", header)];

        Assert.Equal(TimeSpan.FromSeconds(seconds), new ServerPace().GetNextDelay(new MockResponse(new MockAnswer(status, body, headers)), 1));
    }

    [Fact]
    public void Waits_ever_longer_when_nothing_is_said()
    {
        var delays = Enumerable.Range(1, 8).Select(n => new ServerPace().GetNextDelay(new MockResponse(new MockAnswer(500)), n).TotalSeconds);

        Assert.All(delays.Zip([1.0, 2, 4, 8, 16, 30, 30, 30]), pair => Assert.InRange(pair.First, pair.Second * 0.8, Math.Min(30, pair.Second * 1.2)));
    }
}
