namespace ImageShare.Sandbox.Server.Tokens;

internal enum TokenAudience
{
    ResourceManager,
    Graph,
}

/// <summary>The names by which an API of this cloud is asked for: its own address, and the public cloud's.</summary>
internal static class Audiences
{
    private static readonly string[] ResourceManager =
        ["https://management.azure.com", "https://management.core.windows.net", "797f4846-ba00-4fd7-ba43-dac1f8f63013"];

    private static readonly string[] Graph = ["https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"];

    /// <summary>Null when no API goes by that name.</summary>
    public static TokenAudience? Find(string audience, Endpoints endpoints)
    {
        var name = audience.TrimEnd('/');
        if (Same(name, endpoints.Graph) || Graph.Contains(name, StringComparer.OrdinalIgnoreCase))
            return TokenAudience.Graph;

        return Same(name, endpoints.Base.AbsoluteUri.TrimEnd('/')) || ResourceManager.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? TokenAudience.ResourceManager
            : null;
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
