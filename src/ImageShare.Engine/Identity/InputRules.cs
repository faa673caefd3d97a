using System.Buffers;
using System.Text.RegularExpressions;
using Azure.Core;
using ImageShare.Engine.Galleries;
using ImageShare.Model;

namespace ImageShare.Engine.Identity;

/// <summary>Refuses ids that cannot be right before anything is sent.</summary>
internal static partial class InputRules
{
    private static readonly SearchValues<char> s_neverInIds = SearchValues.Create("?#%\\ \t\r\n");

    /// <summary>The GUID in its one spelling, or a refusal.</summary>
    public static string Guid(string value, string parameter) =>
        System.Guid.TryParse(value, out var guid) && guid != System.Guid.Empty
            ? guid.ToString("D")
            : throw Refuse(parameter, value, $"-{parameter} must be a GUID; '{value}' is not.");

    /// <summary>A tenant: its id, or one of its domains.</summary>
    public static string Tenant(string value, string parameter)
    {
        if (System.Guid.TryParse(value, out _))
            return Guid(value, parameter);

        return value.Contains('.') && Uri.CheckHostName(value) == UriHostNameType.Dns
            ? value
            : throw Refuse(parameter, value, $"-{parameter} must be a tenant's id (a GUID) or one of its domains; '{value}' is neither.");
    }

    /// <summary>A resource group's name.</summary>
    public static string ResourceGroup(string value) => ResourceGroupName().IsMatch(value) ? value : throw Refuse(
        "ResourceGroupName", value, "-ResourceGroupName must have 1 to 90 letters, digits, - _ . ( ) and not end with a dot.");

    /// <summary>Azure's short name of a region: "Japan East" is japaneast.</summary>
    public static string Region(string value, string parameter)
    {
        var name = GalleryImages.RegionName(value);
        return RegionName().IsMatch(name)
            ? name
            : throw Refuse(parameter, value, $"-{parameter} must be a region of Azure, such as westeurope; '{value}' is not.");
    }

    /// <summary>An ARM id; of one of the types, when some are named.</summary>
    public static ResourceIdentifier ResourceId(string value, string parameter, params string[] types)
    {
        // Resource providers answer a malformed id with all kinds of words; ours names the parameter.
        if (!value.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
            || value.AsSpan().ContainsAny(s_neverInIds)
            || !ResourceIdentifier.TryParse(value, out var id)
            || id is null
            || !System.Guid.TryParse(id.SubscriptionId, out _)
            || (types.Length > 0 && !types.Contains(id.ResourceType.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            throw Refuse(parameter, value, types.Length == 0
                ? $"-{parameter} must be an ARM id (/subscriptions/...); '{value}' is not."
                : $"-{parameter} must be the ARM id of {string.Join(" or ", types)}; '{value}' is not.");
        }

        return id;
    }

    public static ImageShareException Refuse(string parameter, string value, string message) =>
        new($"Invalid{parameter}", ErrorKind.InvalidArgument, message) { Target = value };

    [GeneratedRegex(@"^[\w\-.()]{0,89}[\w\-()]$")]
    private static partial Regex ResourceGroupName();

    [GeneratedRegex("^[a-z][a-z0-9]{2,40}$")]
    private static partial Regex RegionName();
}
