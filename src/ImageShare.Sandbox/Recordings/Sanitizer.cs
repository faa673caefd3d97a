using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Entra;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Puts invented ids, people, domains and machines in the place of real ones, the same for the same, numbered as they appear.</summary>
internal sealed partial class Sanitizer
{
    private const string Start = @"(?:(?<=%[0-9a-f]{2})|(?<![\w%.+-]))";
    private const string Value = @"(\\*"")\s*:\s*(?:\1(?<value>[^""\\]+)|\[\s*(?:\1(?<value>[^""\\]+)\1\s*,?\s*)+)";

    private static readonly HashSet<string> Known = [.. BuiltInRoles.All.Select(role => role.Id)];

    private readonly Dictionary<string, string> _invented = new(StringComparer.OrdinalIgnoreCase);
    private int _ids, _people, _names, _domains, _hosts, _addresses, _encoded, _hashes;

    /// <summary>The text of a whole recording.</summary>
    public string Clean(string text)
    {
        text = Person().Replace(text, match => Invent(match.Value.Replace("%40", "@", StringComparison.Ordinal), () => $"person{++_people}@example.com")
            .Replace("@", match.Groups[1].Value, StringComparison.Ordinal));
        // A guest's own name has the address in it, with a line in the place of the at.
        foreach (var (person, invented) in _invented.ToList())
            text = text.Replace(person.Replace('@', '_'), invented.Replace('@', '_'), StringComparison.OrdinalIgnoreCase);

        text = Encoded().Replace(text, match => Invent(match.Value, () => $"encoded{++_encoded}"));
        text = Domain().Replace(text, match => Invent(match.Value, () => $"tenant{++_domains}.example.com"));
        text = Host().Replace(text, match => Invent(match.Value, () => $"host{++_hosts}"));
        text = Name().Replace(text, match => match.Groups[1].Value + Invent(match.Groups["value"].Value, () => $"name{++_names}"));
        // Where only the name of the property tells what it is: then everywhere.
        text = Everywhere(
            text, Domains(), domain => !domain.EndsWith("example.com", StringComparison.OrdinalIgnoreCase), () => $"tenant{++_domains}.example.com");
        text = Everywhere(text, Address(), IsPublic, () => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{++_addresses}"));
        text = Hash().Replace(text, match => Invent(match.Value, () => $"imageshare-{++_hashes:x24}"));
        text = Id().Replace(text, match =>
            IsEverybodys(match.Value) ? match.Value : Invent(match.Value, () => $"00000000-0000-4000-8000-{++_ids:x12}"));
        // The same id without its lines.
        return Digits().Replace(text, match => Guid.Parse(match.Value) is var id && _invented.TryGetValue(id.ToString(), out var known)
            ? known.Replace("-", "", StringComparison.Ordinal) : match.Value);
    }

    private string Everywhere(string text, Regex where, Func<string, bool> isReal, Func<string> invent)
    {
        var found = where.Matches(text).SelectMany(match => match.Groups["value"].Captures).Select(capture => capture.Value);
        foreach (var real in found.Where(isReal).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
            text = Regex.Replace(text, $@"{Start}{Regex.Escape(real)}(?![\w-])", Invent(real, invent), RegexOptions.IgnoreCase);

        return text;
    }

    // The same in every tenant: roles, Microsoft's own applications, and the id that is none.
    private static bool IsEverybodys(string id) =>
        Known.Contains(id.ToLowerInvariant()) || WellKnownClients.NameOf(id) is not null
        || id.EndsWith("-0000-0000-c000-000000000000", StringComparison.OrdinalIgnoreCase) || id == Guid.Empty.ToString();

    // Private, loopback, none, and Azure's own.
    private static bool IsPublic(string address) =>
        IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.GetAddressBytes() is var b
        && b[0] is not (0 or 10 or 127) && (b[0], b[1]) is not ((192, 168) or (172, >= 16 and < 32) or (168, 63) or (169, 254));

    private string Invent(string real, Func<string> invent) =>
        _invented.TryGetValue(real, out var known) ? known : _invented[real] = invent();

    [GeneratedRegex(@"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex Digits();

    // In a URL it may come after an escaped quotation mark; what OData writes with an @ is nobody, and at example nobody lives.
    [GeneratedRegex(Start + @"[\w.+-]+(@|%40)(?!odata\.|(?:[\w-]+\.)*example\b)(?:[\w-]+\.)+[a-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    // What a directory says of a person, and what a company calls itself.
    [GeneratedRegex(
        @"((?:givenName|surname|mobilePhone|officeLocation|jobTitle|mailNickname|invitedUserDisplayName|tenantDisplayName)(\\*"")\s*:\s*\2)(?<value>[^""\\]+)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"(?:(?:defaultDomain|publisherDomain|domains)|isInitial\\*""\s*:\s*(?:true|false)\s*,\s*\\*""name"
        + @"|name(?=\\*""\s*:\s*\\*""[^""]*""\s*,\s*\\*""isDefault))" + Value,
        RegexOptions.IgnoreCase)]
    private static partial Regex Domains();

    [GeneratedRegex(@"(?:ipAddress|callerIpAddress|clientIp\w*)" + Value, RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // Of a storage account, a key vault, a machine.
    [GeneratedRegex(
        Start + @"(?!host\d+\.)[\w-]+(?=(?:\.[\w-]+)*\.(?:core\.windows\.net|vault\.azure\.net|cloudapp\.azure\.com|azurewebsites\.net|database\.windows\.net)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    // A name that the module makes of ids.
    [GeneratedRegex("imageshare-[0-9a-f]{24}")]
    private static partial Regex Hash();

    // The address of an operation, or of a list's next page, may have ids in it as JSON in Base64.
    [GeneratedRegex(@"eyJ[\w-]{8,}={0,2}|(?<=skiptoken(?:=|%3d))(?!encoded)[\w%+/=.-]{16,}", RegexOptions.IgnoreCase)]
    private static partial Regex Encoded();

    [GeneratedRegex(Start + @"[\w-]+\.onmicrosoft\.com\b", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();
}
