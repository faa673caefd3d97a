using System.Text.Json.Nodes;
using ImageShare.Sandbox.Recordings;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>What is recorded is asked for as often as it was recorded, but for what a clock decides.</summary>
public sealed class RepetitionTests
{
    private const string Arm = "https://management.azure.com/subscriptions/s/";
    private const string Operation = Arm + "operations/1?api-version=1";
    private const string Token = "https://login.microsoftonline.com/t/oauth2/v2.0/token";

    private static readonly RecordingEntry s_read = Entry("GET", Arm + "thing?api-version=1", 200, """{ "n": 1 }""");
    private static readonly RecordingEntry s_change = Entry("PUT", Arm + "role?api-version=1", 201, "{}");
    private static readonly RecordingEntry s_refused = Entry("GET", Arm + "image?api-version=1", 403, """{ "error": { "code": "AuthorizationFailed" } }""");
    private static readonly RecordingEntry s_allowed = Entry("GET", Arm + "image?api-version=1", 200, """{ "n": 2 }""");
    private static readonly RecordingEntry s_signIn = Entry("POST", Token, 200, """{ "access_token": "{}" }""");

    [Fact]
    public void A_read_comes_as_often_as_it_was_recorded()
    {
        var replay = Of(s_read, s_read);

        Assert.Equal(["entry 1: GET " + s_read.RequestUri, "entry 2: GET " + s_read.RequestUri], replay.Missing);
        Assert.NotNull(replay.Find(s_read.Request));
        Assert.Equal(["entry 2: GET " + s_read.RequestUri], replay.Missing);
        Assert.NotNull(replay.Find(s_read.Request));
        Assert.Empty(replay.Missing);
        Assert.Null(replay.Find(s_read.Request));
        Assert.Contains("which was served before", Assert.Single(replay.Mismatches), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_in_comes_once_or_more_often()
    {
        var replay = Of(s_signIn, s_signIn);

        Assert.Equal(2, replay.Missing.Count);
        for (var i = 0; i < 3; i++)
            Assert.NotNull(replay.Find(s_signIn.Request));

        Assert.Empty(replay.Missing);
        Assert.Empty(replay.Mismatches);
        Assert.Single(Of(s_signIn, s_read) is var once && once.Find(s_read.Request) is not null ? once.Missing : []);
    }

    [Theory]
    [InlineData(202, "{}", true)]
    [InlineData(200, """{ "status": "InProgress" }""", true)]
    [InlineData(200, """{ "status": "Succeeded" }""", false)]
    [InlineData(200, """{ "status": "Failed" }""", false)]
    [InlineData(200, """{ "name": "thing" }""", false)]
    public void A_poll_comes_more_often_while_the_operation_runs(int status, string answer, bool again)
    {
        var started = Entry("PUT", Arm + "vm?api-version=1", 201, "{}") with
        {
            ResponseHeaders = new Dictionary<string, string> { ["Azure-AsyncOperation"] = Operation },
        };
        var poll = Entry("GET", Operation, status, answer);
        var replay = Of(started, poll);
        replay.Find(started.Request);

        Assert.NotNull(replay.Find(poll.Request));
        Assert.Equal(again, replay.Find(poll.Request) is not null);
        Assert.Equal(again ? 0 : 1, replay.Mismatches.Count);
    }

    [Fact]
    public void An_answer_that_looks_like_a_running_operation_without_being_one_comes_once()
    {
        var read = Entry("GET", Operation, 200, """{ "status": "InProgress" }""");
        var replay = Of(read);

        Assert.NotNull(replay.Find(read.Request));
        Assert.Null(replay.Find(read.Request));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void A_wait_takes_as_many_tries_as_it_takes_and_ends_with_the_change_that_ended_it(int tries)
    {
        var replay = Of(s_refused, s_refused, s_refused, s_change, s_allowed);

        for (var i = 0; i < tries; i++)
            Assert.Equal(403, replay.Find(s_refused.Request)?.StatusCode);
        replay.Find(s_change.Request);

        Assert.Equal(200, replay.Find(s_allowed.Request)?.StatusCode);
        Assert.Empty(replay.Missing);
        Assert.Empty(replay.Mismatches);
        Assert.Null(replay.Find(s_allowed.Request));
    }

    [Fact]
    public void A_wait_that_no_change_ended_ends_as_recorded()
    {
        var replay = Of(s_refused, s_refused, s_allowed);

        Assert.Equal([403, 403, 200], Enumerable.Range(0, 3).Select(_ => replay.Find(s_refused.Request)!.StatusCode));
        Assert.Empty(replay.Missing);
    }

    [Fact]
    public void What_was_refused_before_and_after_a_change_was_no_wait()
    {
        var replay = Of(s_refused, s_change, s_refused);

        Assert.NotNull(replay.Find(s_refused.Request));
        replay.Find(s_change.Request);
        Assert.Single(replay.Missing);
        Assert.NotNull(replay.Find(s_refused.Request));
        Assert.Null(replay.Find(s_refused.Request));
    }

    [Fact]
    public void A_wait_must_be_begun()
    {
        var replay = Of(s_refused, s_refused, s_change);
        replay.Find(s_change.Request);

        Assert.Equal(2, replay.Missing.Count);
    }

    [Fact]
    public void A_refusal_that_was_met_once_is_no_wait()
    {
        var replay = Of(s_refused, s_change);

        Assert.NotNull(replay.Find(s_refused.Request));
        Assert.Null(replay.Find(s_refused.Request));
    }

    private static Replay Of(params RecordingEntry[] entries) => new(new Recording
    {
        Origin = Recording.Sandbox,
        Recorded = DateTimeOffset.UtcNow,
        ApiVersions = ["1"],
        Variables = new Dictionary<string, string>(),
        Entries = entries,
    });

    private static RecordingEntry Entry(string method, string uri, int status, string answer) => new(
        uri, method, new Dictionary<string, string>(), null, status, new Dictionary<string, string>(), JsonNode.Parse(answer));
}
