using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ImageShare.Engine.Tests.Fakes;

/// <summary>What went over the wire, as a test sees it.</summary>
internal sealed record MockRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Uri.AbsolutePath;

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    public override string ToString() => $"{Method} {Uri.PathAndQuery}";
}

/// <summary>An answer.</summary>
internal sealed record MockAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public static MockAnswer Json(string body) => new(200, body);

    public static MockAnswer Error(int status, string code, string message) => new(
        status, JsonSerializer.Serialize(new { error = new { code, message } }));
}

/// <summary>Answers requests from a function instead of a network, and remembers them.</summary>
internal sealed class MockTransport(Func<MockRequest, MockAnswer> answer) : HttpPipelineTransport
{
    private readonly ConcurrentQueue<MockRequest> _requests = new();

    public IReadOnlyList<MockRequest> Requests => [.. _requests];

    // The real transport knows how to hold a request; only sending is replaced.
    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        var request = new MockRequest(
            message.Request.Method.Method,
            message.Request.Uri.ToUri(),
            message.Request.Headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body.ToArray()));
        _requests.Enqueue(request);
        message.Response = new MockResponse(answer(request));
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return default;
    }
}
