using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Http;

public sealed class RunningOperationTests
{
    private static readonly Uri s_status = new("https://management.azure.com/operations/1");

    [Theory]
    [InlineData(200, """{"status":"InProgress"}""", false)]
    [InlineData(200, """{"status":"Succeeded"}""", true)]
    [InlineData(200, """{"id":"/a/resource"}""", true)]
    [InlineData(202, "", false)]
    [InlineData(204, "", true)]
    public void An_answer_says_whether_the_work_is_done(int status, string body, bool done) =>
        Assert.Equal(done, Poll(status, body).Status is null);

    [Theory]
    [InlineData("""{"status":"InPro""")]
    [InlineData("<html>502 Bad Gateway</html>")]
    public void Half_an_answer_is_not_the_end_of_the_work(string body)
    {
        var refusal = Assert.Throws<ImageShareException>(() => Poll(200, body));

        Assert.Equal(("UnreadableResponse", "management.azure.com"), (refusal.Code, refusal.Target));
    }

    [Fact]
    public void Work_that_failed_says_so_in_an_answer_of_status_200() =>
        Assert.Throws<RequestFailedException>(() => Poll(200, """{"status":"Failed"}"""));

    [Fact]
    public void What_began_it_may_say_anything_beside_where_to_ask()
    {
        var began = RunningOperation.Of(new MockResponse(new(201, "{\"proper", ("Azure-AsyncOperation", s_status.AbsoluteUri))));

        Assert.Equal(s_status, began.Status);
    }

    private static RunningOperation Poll(int status, string body) => RunningOperation.Of(new MockResponse(new(status, body)), s_status);
}
