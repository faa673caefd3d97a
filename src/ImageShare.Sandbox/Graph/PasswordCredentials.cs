using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Graph;

/// <summary><c>addPassword</c> and <c>removePassword</c>.</summary>
internal static class PasswordCredentials
{
    private const string Resource = "PasswordCredential";
    private const int DefaultYears = 2;

    public static void Map(GraphRoutes routes)
    {
        foreach (var key in GraphKeys.Of("applications", "/addPassword"))
            routes.Post(key, Add);

        foreach (var key in GraphKeys.Of("applications", "/removePassword"))
            routes.Post(key, Remove);
    }

    private static IResult Add(GraphCall call)
    {
        var application = Applications.Find(call);
        call.RequireManagerOf(application);
        var wanted = call.Body?.Object("passwordCredential", Resource) ?? [];
        var start = wanted.Date("startDateTime", Resource) ?? call.World.Now;
        var end = wanted.Date("endDateTime", Resource) ?? start.AddYears(DefaultYears);
        if (end <= start || end <= call.World.Now)
            throw GraphErrors.InvalidValue("endDateTime", Resource);

        if (call.Tenant.AppPolicy is { ForbidsSecrets: true } forbidding)
            throw GraphErrors.CredentialTypeForbidden(forbidding.Id);
        if (call.Tenant.AppPolicy is { } policy && end - start > policy.LongestSecret)
            throw GraphErrors.CredentialTooLong(policy.Id);

        var password = new PasswordCredential(
            Guid.NewGuid().ToString(), wanted.Text("displayName", Resource), SecretText.New(), start, end);
        application.PasswordCredentials.Add(password);
        GraphAnswer.NameGraph(call);
        return GraphAnswer.Typed(call, "microsoft.graph.passwordCredential", Entities.Of(password, withSecret: true));
    }

    private static IResult Remove(GraphCall call)
    {
        var application = Applications.Find(call);
        call.RequireManagerOf(application);
        var keyId = call.RequireBody().RequireText("keyId", Resource);
        return application.PasswordCredentials.RemoveAll(p => p.KeyId.Equals(keyId, StringComparison.OrdinalIgnoreCase)) > 0
            ? Results.NoContent()
            : throw GraphErrors.BadRequest($"No password credential found with keyId: {keyId}");
    }
}
