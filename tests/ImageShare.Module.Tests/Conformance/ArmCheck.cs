using System.Globalization;
using ImageShare.Sandbox.Server;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using NSwag;

namespace ImageShare.Tests.Conformance;

/// <summary>One exchange with Resource Manager by the OpenAPI file of its operation.</summary>
internal static class ArmCheck
{
    public static IEnumerable<string> Of(TrafficEntry entry, Specifications specifications)
    {
        var query = QueryHelpers.ParseQuery(new Uri(entry.Url).Query);
        var version = query["api-version"].ToString();
        var specified = specifications.Find(entry.Method, entry.Path, version);
        if (specified is null)
            return ["is in no file"];

        var nearest = specified.ApiVersion == version
            ? Array.Empty<string>()
            : [$"api-version {version} checked against {specified.ApiVersion}"];
        return [.. nearest, .. Query(specified, query), .. Request(specified, entry), .. Answer(specified, entry)];
    }

    private static IEnumerable<string> Query(SpecifiedOperation specified, Dictionary<string, StringValues> sent)
    {
        var known = specified.Operation.ActualParameters.Where(p => p.Kind == OpenApiParameterKind.Query).ToList();
        var missing = known.Where(p => p.IsRequired && !sent.ContainsKey(p.Name)).Select(p => $"request lacks query {p.Name}");
        return missing.Concat(sent.Keys.Where(name => !known.Exists(p => p.Name == name)).Select(name => $"request: unknown query {name}"));
    }

    private static IEnumerable<string> Request(SpecifiedOperation specified, TrafficEntry entry)
    {
        var body = specified.Operation.ActualParameters.FirstOrDefault(p => p.Kind == OpenApiParameterKind.Body);
        if (body is null)
            return entry.RequestBody is null ? [] : ["request has a body"];

        return entry.RequestBody is null && !body.IsRequired
            ? []
            : BodyCheck.Of(entry.RequestBody, body.ActualSchema, isRequest: true).Select(p => $"request: {p}");
    }

    private static IEnumerable<string> Answer(SpecifiedOperation specified, TrafficEntry entry)
    {
        var answers = specified.Operation.ActualResponses;
        var status = entry.Status.ToString(CultureInfo.InvariantCulture);
        if (!answers.TryGetValue(status, out var answer) && (entry.Status < 400 || !answers.TryGetValue("default", out answer)))
            return [$"answers {status}"];

        if (answer.Schema is not { } schema)
            return entry.ResponseBody is null ? [] : [$"answer {status} has a body"];

        return BodyCheck.Of(entry.ResponseBody, schema, isRequest: false).Select(p => $"answer {status}: {p}");
    }
}
