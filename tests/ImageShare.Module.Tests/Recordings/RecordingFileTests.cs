using System.Text;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Recordings;
using ImageShare.Tests.Host;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>A recording is a file that anybody may have written.</summary>
public sealed class RecordingFileTests : IDisposable
{
    private const string Entry = """
        { "RequestUri": "https://management.azure.com/x?api-version=1", "RequestMethod": "GET", "RequestHeaders": {}, "RequestBody": null,
          "StatusCode": 200, "ResponseHeaders": {}, "ResponseBody": null }
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"imageshare-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_smallest_one_is_read() => Assert.Single(Read(Entry).Entries);

    [Theory]
    [InlineData("", "does not contain any JSON tokens")]
    [InlineData("null", "It is empty.")]
    [InlineData("[]", "could not be converted")]
    [InlineData("{}", "missing required properties")]
    [InlineData("PowerShell", "invalid start of a value")]
    [InlineData("""{ "origin": "sandbox", "origin": "live" }""", "uplicate")]
    public async Task What_is_none_is_refused_in_one_line(string text, string message)
    {
        await File.WriteAllTextAsync(_path, text, TestContext.Current.CancellationToken);

        var run = await CommandLineTests.RunAsync("replay", _path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_path} is not a recording.", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("\"sandbox\"", "\"mine\"", "Its origin is neither 'sandbox' nor 'live'.")]
    [InlineData("2026-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "It was not recorded at 0001-01-01")]
    [InlineData("2026-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "It was not recorded at 9999-12-31")]
    [InlineData("\"Variables\": {}", "\"Variables\": null", "Variables")]
    [InlineData("\"Variables\": {}", "\"Variables\": { \"a\": null }", "A variable is null.")]
    [InlineData(Entry, "", "It has no entries.")]
    [InlineData(Entry, "null", "Entry 1: it is null.")]
    [InlineData("\"GET\"", "\"GET /x HTTP/1.1\"", "Entry 1: RequestMethod is no method.")]
    [InlineData("\"GET\"", "null", "RequestMethod")]
    [InlineData("https://management.azure.com/x?api-version=1", "file:///etc/passwd", "Entry 1: RequestUri is no address of the web")]
    [InlineData("https://management.azure.com/x?api-version=1", "../x", "Entry 1: RequestUri is no address of the web")]
    [InlineData("200", "99999", "Entry 1: StatusCode is none from 200 to 599.")]
    [InlineData("200", "101", "Entry 1: StatusCode is none from 200 to 599.")]
    [InlineData("\"ResponseHeaders\": {}", "\"ResponseHeaders\": { \"Location\": \"x\\r\\nSet-Cookie: a\" }", "Entry 1: ResponseHeaders are none.")]
    [InlineData("\"ResponseHeaders\": {}", "\"ResponseHeaders\": { \"Loc ation\": \"x\" }", "Entry 1: ResponseHeaders are none.")]
    [InlineData("\"ResponseHeaders\": {}", "\"ResponseHeaders\": { \"Location\": null }", "Entry 1: ResponseHeaders are none.")]
    [InlineData("\"ResponseHeaders\": {}", "\"ResponseHeaders\": []", "ResponseHeaders")]
    [InlineData("\"ResponseBody\": null", "\"ResponseBody\": { \"a\": 1, \"a\": 2 }", "the same key")]
    [InlineData(
        "https://management.azure.com/x?api-version=1\", \"RequestMethod\": \"GET\", \"RequestHeaders\": {}, \"RequestBody\": null,\n  \"StatusCode\": 200, \"ResponseHeaders\": {}, \"ResponseBody\": null",
        "https://login.microsoftonline.com/t/oauth2/v2.0/token\", \"RequestMethod\": \"POST\", \"RequestHeaders\": {}, \"RequestBody\": null,\n  \"StatusCode\": 200, \"ResponseHeaders\": {}, \"ResponseBody\": { \"access_token\": \"real one\" }",
        "Entry 1: access_token is not the claims of a token")]
    public void What_could_not_be_served_is_refused_with_its_place(string right, string wrong, string message)
    {
        var text = Whole(Entry);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(_path, text.Replace(right, wrong, StringComparison.Ordinal));

        var refusal = Assert.Throws<UserException>(() => Recording.Read(_path));

        Assert.StartsWith($"{_path} is not a recording.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        File.WriteAllText(_path, Whole(Entry.Replace("\"ResponseBody\": null", $"\"ResponseBody\": {new string('[', 100_000)}{new string(']', 100_000)}", StringComparison.Ordinal)));

        Assert.Contains("depth", Assert.Throws<UserException>(() => Recording.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_is_bounded()
    {
        using (var file = File.Create(_path))
            file.SetLength(200L * 1024 * 1024);

        Assert.EndsWith("it has more than 64 MB.", Assert.Throws<UserException>(() => Recording.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("does not exist", "replay", "/nowhere/x.json")]
    [InlineData("--out: the folder", "record", "--out", "/nowhere/at/all/x.json")]
    [InlineData("--ready-file: the folder", "record", "--out", "x.json", "--ready-file", "/nowhere/at/all/x.json")]
    [InlineData("--upstream: /etc/hosts is not a cloud file.", "record", "--out", "x.json", "--upstream", "/etc/hosts")]
    [InlineData("/etc/hosts does not name accounts.", "record", "--out", "x.json", "--accounts", "/etc/hosts")]
    public async Task A_file_that_is_missing_or_another_is_said_at_once(string message, params string[] words)
    {
        var run = await CommandLineTests.RunAsync(words);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error.Replace("Could not find a part of the path '/nowhere/x.json'", "does not exist", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private Recording Read(string entries)
    {
        File.WriteAllText(_path, Whole(entries), Encoding.UTF8);
        return Recording.Read(_path);
    }

    private static string Whole(string entries) =>
        $$"""{ "origin": "sandbox", "recorded": "2026-01-01T00:00:00Z", "apiVersions": ["1"], "Variables": {}, "Entries": [{{entries}}] }""";
}
