namespace ImageShare.Engine.Graph;

/// <summary>A user or guest.</summary>
internal sealed record GraphUser
{
    /// <summary>Graph shows some of them only when asked.</summary>
    public const string Properties = "id,displayName,userPrincipalName,mail,otherMails,userType,externalUserState";

    /// <summary>So many ids one "in" may name.</summary>
    public const int MostInFilter = 15;

    // A guest's user principal name is the mail address, with the domain of the inviting tenant behind this word.
    private const string External = "#EXT#";

    public required string Id { get; init; }

    public string? DisplayName { get; init; }

    public string? UserPrincipalName { get; init; }

    public string? Mail { get; init; }

    public IReadOnlyList<string>? OtherMails { get; init; }

    public string? UserType { get; init; }

    /// <summary>PendingAcceptance or Accepted; null for who is at home here.</summary>
    public string? ExternalUserState { get; init; }

    public bool IsPending => ExternalUserState == "PendingAcceptance";

    /// <summary>How the person signs in: a guest with the mail address, everyone else with the user principal name.</summary>
    public string? SignInName => !IsGuest(UserPrincipalName) ? UserPrincipalName
        : Mail ?? (OtherMails is [var other, ..] ? other : UserPrincipalName);

    public static bool IsGuest(string? userPrincipalName) =>
        userPrincipalName?.Contains(External, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What finds a person by user principal name or mail address, also by the address inside a guest's name.</summary>
    public static string FilterOf(string signInName)
    {
        var text = signInName.Replace("'", "''", StringComparison.Ordinal);
        var guest = text.Replace('@', '_') + External;
        return $"userPrincipalName eq '{text}' or mail eq '{text}' or otherMails/any(m:m eq '{text}') "
            + $"or startswith(userPrincipalName,'{guest}')";
    }
}

/// <summary>An invitation, as it is sent and as it comes back.</summary>
internal sealed record GraphInvitation
{
    public required string InvitedUserEmailAddress { get; init; }

    public required string InviteRedirectUrl { get; init; }

    public bool? SendInvitationMessage { get; init; }

    public string? InviteRedeemUrl { get; init; }

    public string? InvitedUserDisplayName { get; init; }

    public string? Status { get; init; }

    public GraphUserId? InvitedUser { get; init; }
}

internal sealed record GraphUserId(string Id);
