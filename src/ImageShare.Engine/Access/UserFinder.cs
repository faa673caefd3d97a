using System.Net.Mail;
using Azure;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>Finds a user or guest by the name that people know: user principal name or mail address.</summary>
internal sealed class UserFinder(EngineContext context)
{
    private readonly GraphClient _graph = new(context);

    /// <summary>Refuses what cannot be such a name, before any request.</summary>
    public static string Check(string signInName) =>
        MailAddress.TryCreate(signInName, out var address) && address.Address == signInName ? signInName
            : throw InputRules.Refuse(
                "SignInName", signInName, $"'{signInName}' is no sign-in name: it must read like a mail address, name@domain.");

    /// <summary>Null when the directory knows nobody of that name.</summary>
    public async Task<GraphUser?> FindAsync(string signInName, CancellationToken cancellationToken)
    {
        IReadOnlyList<GraphUser> found;
        try
        {
            found = await _graph.ListUsersAsync(GraphUser.FilterOf(signInName), cancellationToken).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            throw new ImageShareException(
                "Authorization_RequestDenied", ErrorKind.PermissionDenied, $"{context.Account} may not look for users.", exception)
            {
                Target = signInName,
                Reason = "Members of a tenant may; a guest or an app needs a directory role, or the permission User.Read.All.",
                Fix = $"Ask an administrator of tenant {context.TenantId}, or give -ObjectId and -ObjectType User.",
                Who = Party.Publisher,
            };
        }

        return found switch
        {
            [] => null,
            [var one] => one,
            _ => found.SingleOrDefault(u => signInName.Equals(u.UserPrincipalName, StringComparison.OrdinalIgnoreCase))
                ?? throw Ambiguous(signInName, found),
        };
    }

    public ImageShareException NotFound(string signInName, string fix) =>
        new("SignInNameNotFound", ErrorKind.ObjectNotFound, $"Tenant {context.TenantId} knows nobody called {signInName}.")
        {
            Target = signInName,
            Reason = "Neither a user principal name nor a mail address of a user or guest there is the same.",
            Fix = fix,
            Who = Party.Publisher,
        };

    private static ImageShareException Ambiguous(string signInName, IReadOnlyList<GraphUser> found) =>
        new("SignInNameAmbiguous", ErrorKind.InvalidArgument, $"{found.Count} users have the address {signInName}.")
        {
            Target = signInName,
            Fix = $"Give one of their ids as -ObjectId: {string.Join(", ", found.Select(u => $"{u.Id} ({u.UserPrincipalName})"))}.",
        };
}
