using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Entra;

namespace ImageShare.Sandbox.Recordings;

/// <summary>Puts invented ids, people and domains in the place of real ones, the same for the same, numbered as they appear.</summary>
internal sealed partial class Sanitizer
{
    private const string Start = @"(?:(?<=%[0-9a-f]{2})|(?<![\w%.+-]))";

    private static readonly HashSet<string> Known = [.. BuiltInRoles.All.Select(role => role.Id)];

    private readonly Dictionary<string, string> _invented = new(StringComparer.OrdinalIgnoreCase);
    private int _ids, _people, _domains, _encoded, _hashes;

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
        text = Hash().Replace(text, match => Invent(match.Value, () => $"imageshare-{++_hashes:x24}"));
        return Id().Replace(text, match =>
            IsEverybodys(match.Value) ? match.Value : Invent(match.Value, () => $"00000000-0000-4000-8000-{++_ids:x12}"));
    }

    // The same in every tenant: roles, Microsoft's own applications, and the id that is none.
    private static bool IsEverybodys(string id) =>
        Known.Contains(id.ToLowerInvariant()) || WellKnownClients.NameOf(id) is not null
        || id.EndsWith("-0000-0000-c000-000000000000", StringComparison.OrdinalIgnoreCase) || id == Guid.Empty.ToString();

    private string Invent(string real, Func<string> invent) =>
        _invented.TryGetValue(real, out var known) ? known : _invented[real] = invent();

    [GeneratedRegex(@"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    // In a URL it may come after an escaped quotation mark; what OData writes with an @ is nobody.
    [GeneratedRegex(Start + @"[\w.+-]+(@|%40)(?!odata\.)(?:[\w-]+\.)+[a-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    // A name that the module makes of ids.
    [GeneratedRegex("imageshare-[0-9a-f]{24}")]
    private static partial Regex Hash();

    // The address of an operation may have ids in it as JSON in Base64.
    [GeneratedRegex("eyJ[\\w-]{8,}={0,2}")]
    private static partial Regex Encoded();

    [GeneratedRegex(Start + @"[\w-]+\.onmicrosoft\.com\b", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();
}
