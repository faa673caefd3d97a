using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Azure;
using Azure.Core;

namespace ImageShare.Engine.Tests.Fakes;

/// <summary>An answer as Azure.Core holds it.</summary>
internal sealed class MockResponse(MockAnswer answer) : Response
{
    public override int Status => answer.Status;

    public override string ReasonPhrase => ((HttpStatusCode)answer.Status).ToString();

    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(answer.Body));

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => answer.Headers.Select(h => new HttpHeader(h.Name, h.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = answer.Headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
