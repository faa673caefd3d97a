namespace ImageShare.Sandbox.Cloud;

/// <summary>A person in a directory; a guest signs in with the password of the home tenant.</summary>
internal sealed class User : DirectoryObject
{
    public required string UserPrincipalName { get; init; }

    public string? Mail { get; init; }

    public List<string> OtherMails { get; init; } = [];

    /// <summary>What the sign-in page asks for; null for a guest.</summary>
    public string? Password { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>PendingAcceptance or Accepted; null for a member.</summary>
    public string? ExternalUserState { get; set; }

    /// <summary>Invited, and has not accepted yet.</summary>
    public bool IsPending => ExternalUserState == "PendingAcceptance";

    public string UserType => IsGuest ? "Guest" : "Member";

    public DirectoryRoles Roles { get; set; }

    public bool HasName(string? name) => Same(UserPrincipalName, name) || Same(Mail, name) || OtherMails.Exists(m => Same(m, name));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

internal sealed class Group : DirectoryObject
{
    /// <summary>Object ids.</summary>
    public List<string> Members { get; } = [];
}
