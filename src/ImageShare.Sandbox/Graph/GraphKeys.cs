namespace ImageShare.Sandbox.Graph;

/// <summary>The two ways to name one application or service principal: by object id, or by app id.</summary>
internal static class GraphKeys
{
    public static IReadOnlyList<string> Of(string set, string tail = "") => [$"/{set}/{{id}}{tail}", $"/{set}(appId='{{appId}}'){tail}"];

    public static string? AppId(GraphCall call) => call.Route("appId") is { Length: > 0 } appId ? appId : null;
}
