using System.Text.RegularExpressions;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Where a cloud's three services are, none with a slash at the end; texts that name them are carried to another cloud.</summary>
internal sealed partial record Addresses(string ResourceManager, string Authority, string Graph)
{
    /// <summary>What stands in a recording, whichever cloud it was made in.</summary>
    public static Addresses Azure { get; } =
        new("https://management.azure.com", "https://login.microsoftonline.com", "https://graph.microsoft.com");

    public static Addresses Of(Endpoints endpoints) => new(endpoints.At(""), endpoints.At(""), endpoints.Graph);

    public static Addresses Of(CloudFile cloud) =>
        new(cloud.ResourceManager.TrimEnd('/'), cloud.Authority.TrimEnd('/'), cloud.Graph.TrimEnd('/'));

    /// <summary>The text with each address of this cloud put in terms of the other.</summary>
    public string Translate(string text, Addresses to)
    {
        // Longest first: the sandbox's Graph lies below its Resource Manager.
        var hosts = string.Join('|', new[] { ResourceManager, Authority, Graph }.Distinct().OrderByDescending(a => a.Length).Select(Regex.Escape));
        return Regex.Replace(text, $"""({hosts})(?![\w.:-])([^\s"'<>\\]*)""", match => (match.Groups[1].Value, match.Groups[2].Value) switch
        {
            var (host, path) when host == Graph => to.Graph + path,
            var (host, path) when ResourceManager == Authority && SignIn().IsMatch(path) => to.Authority + path,
            var (host, path) when host == ResourceManager => to.ResourceManager + path,
            var (_, path) => to.Authority + path,
        });
    }

    // Where one host serves both: a sign-in's path begins with a tenant.
    [GeneratedRegex("^/(?!subscriptions|providers|tenants|metadata|batch|\\.default)\\w", RegexOptions.IgnoreCase)]
    private static partial Regex SignIn();
}
