using System.Net.Mail;
using System.Text.RegularExpressions;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Galleries.Sharing;

/// <summary>What a community gallery says of its publisher, all of it public.</summary>
internal static partial class CommunityRules
{
    public static void Check(CommunityInfo info)
    {
        if (info.PublicNamePrefix is { } prefix && !Prefix().IsMatch(prefix))
            throw InputRules.Refuse("PublicNamePrefix", prefix, "-PublicNamePrefix must have 5 to 16 letters and digits (A-Z, a-z, 0-9).");
        if (info.PublisherContact is { } contact && !MailAddress.TryCreate(contact, out _))
            throw InputRules.Refuse("PublisherContact", contact, $"-PublisherContact must be an e-mail address; '{contact}' is not.");
        if (info.PublisherUri is { } uri && !IsWeb(uri))
            throw InputRules.Refuse("PublisherUri", uri, $"-PublisherUri must be a web address (https://...); '{uri}' is not.");
        foreach (var (name, text) in ((string, string?)[])[("PublisherUri", info.PublisherUri), ("Eula", info.Eula)])
        {
            if (text is not null && HoldsSecret(text))
            {
                throw new ImageShareException("SecretInPublicText", ErrorKind.SecurityError, $"-{name} holds a signature or a password.")
                {
                    Target = name,
                    Reason = "Everyone in Azure can read it: a shared access signature (SAS) or a password in it opens what it protects.",
                    Fix = "Give an address that is open to everyone by itself.",
                };
            }
        }
    }

    public static void RequireWhole(GalleryId id, CommunityInfo info)
    {
        string[] missing =
        [
            .. from part in ((string Name, string? Value)[])
               [
                   ("-PublicNamePrefix", info.PublicNamePrefix), ("-PublisherUri", info.PublisherUri),
                   ("-PublisherContact", info.PublisherContact), ("-Eula", info.Eula),
               ]
               where string.IsNullOrWhiteSpace(part.Value)
               select part.Name,
        ];
        if (missing.Length > 0)
        {
            throw new ImageShareException("CommunityInfoRequired", ErrorKind.InvalidArgument,
                $"A community gallery tells everyone who publishes it; missing: {string.Join(", ", missing)}.")
            {
                Target = id.GalleryResourceId,
                Fix = $"Add {string.Join(", ", missing)}.",
            };
        }
    }

    public static ImageShareException PrefixIsFixed(GalleryId id, string prefix) =>
        new("PublicNameIsFixed", ErrorKind.InvalidOperation,
            $"The public name of gallery '{id.GalleryName}' begins with '{prefix}' already.")
        {
            Target = id.GalleryResourceId,
            Reason = "Azure gives the public name once; consumers may use it.",
            Fix = "Leave -PublicNamePrefix out; or run Disable-CommunityGallery first, which gives that name up.",
        };

    private static bool IsWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0;

    private static bool HoldsSecret(string text) => Signature().IsMatch(text) || UserInfo().IsMatch(text);

    [GeneratedRegex("^[0-9A-Za-z]{5,16}$")]
    private static partial Regex Prefix();

    [GeneratedRegex("[?&](sig|se|sv|sp|skoid|code|token|access_token)=", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();

    [GeneratedRegex("https?://[^/?#@\\s]+:[^/?#@\\s]*@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();
}
