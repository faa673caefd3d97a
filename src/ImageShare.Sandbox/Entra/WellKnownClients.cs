using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Entra;

/// <summary>Microsoft's own public clients: present in every tenant, consented to in advance, and back to localhost on any port.</summary>
internal static class WellKnownClients
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1950a258-227b-4e31-a9cf-717495945fc2"] = "Microsoft Azure PowerShell",
        ["04b07795-8ddb-461a-bbee-02f9e1bf7b46"] = "Microsoft Azure CLI",
    };

    public static string? NameOf(string clientId) => Names.GetValueOrDefault(clientId);
}

/// <summary>A client as a sign-in of a person sees it.</summary>
internal sealed record Client(string Id, string Name, Application? Application)
{
    public static Client Find(World world, string clientId, Tenant? tenant)
    {
        if (WellKnownClients.NameOf(clientId) is { } name)
            return new Client(clientId, name, null);

        if (world.FindApplication(clientId) is not { } found
            || (tenant is not null && tenant != found.Home && !found.Application.IsMultiTenant))
        {
            throw EntraErrors.ApplicationNotFound(clientId, tenant);
        }

        return new Client(found.Application.AppId, found.Application.DisplayName, found.Application);
    }

    public bool HasConsent(Tenant tenant) => Application is null || tenant.FindServicePrincipal(Id) is not null;

    /// <summary>Refuses an address that is not registered; loopback addresses match on any port.</summary>
    public void CheckRedirect(string uri)
    {
        if (Application is null ? IsLoopback(uri) : Registered.Any(r => Matches(r, uri)))
            return;

        throw EntraErrors.RedirectUriMismatch(uri, Id);
    }

    public IEnumerable<string> Registered =>
        Application is null ? [] : [.. Application.WebRedirectUris, .. Application.PublicClientRedirectUris];

    private static bool Matches(string registered, string uri) =>
        registered.Equals(uri, StringComparison.Ordinal)
        || (IsLoopback(registered) && IsLoopback(uri) && new Uri(registered).AbsolutePath == new Uri(uri).AbsolutePath);

    private static bool IsLoopback(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback;
}
