namespace ImageShare.Sandbox.Server.Tokens;

internal enum CallerKind
{
    User,
    Application,
    ManagedIdentity,
}

/// <summary>Who a valid token speaks for. <see cref="TenantId"/> is the tenant that issued it.</summary>
internal sealed record Caller(string TenantId, string ObjectId, string AppId, CallerKind Kind, IReadOnlyList<string> Groups)
{
    /// <summary>The principal and every group it is in: what a role assignment can name.</summary>
    public IEnumerable<string> PrincipalIds => Groups.Prepend(ObjectId);
}
