using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageShare.Sandbox.Recordings;

/// <summary>
/// Ids that the client made, GUIDs and names that it makes of GUIDs: those that a recording shows in a request before anything else. A client makes others on each run, so the
/// first one in such a place stands for the recorded one from then on. Every other id must be the recorded one, to the letter. A time in
/// a request is the client's clock: any time will do.
/// </summary>
internal sealed partial class ClientIds
{
    private const string Id = "([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|imageshare-[0-9a-f]{24})";
    private const string InventedId = "00000000-0000-4000-8000-[0-9a-f]{12}|imageshare-0{12}[0-9a-f]{12}";
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)";

    private readonly HashSet<string> _made;
    private readonly Dictionary<string, string> _now;

    private ClientIds(HashSet<string> made, Dictionary<string, string> now) => (_made, _now) = (made, now);

    public static ClientIds Of(Recording recording)
    {
        var (seen, made) = (new HashSet<string>(), new HashSet<string>());
        Read(recording.Variables.Values, []);
        foreach (var entry in recording.Entries)
        {
            Read([entry.RequestUri, entry.RequestBody.Text], made);
            Read([entry.ResponseBody.Text, .. entry.ResponseHeaders.Values], []);
        }

        return new ClientIds(made, []);

        void Read(IEnumerable<string> texts, HashSet<string> found)
        {
            foreach (Match id in texts.SelectMany(text => Invented().Matches(text)))
            {
                if (seen.Add(id.Value))
                    found.Add(id.Value);
            }
        }
    }

    public ClientIds Copy() => new(_made, new(_now));

    public void Take(ClientIds other)
    {
        foreach (var (recorded, now) in other._now)
            _now[recorded] = now;
    }

    /// <summary>Whether what was sent is what was recorded; learns what stands for what.</summary>
    public bool Same(string recorded, string sent)
    {
        var places = Places().Matches(recorded).Where(place => _made.Contains(place.Value) || IsTime(place)).ToList();
        if (places.Count == 0)
            return recorded == sent;

        var (pattern, ids, end) = (new StringBuilder("^"), new List<string>(), 0);
        foreach (var place in places)
        {
            var isMade = !IsTime(place);
            if (isMade)
                ids.Add(place.Value);
            pattern.Append(Regex.Escape(recorded[end..place.Index]));
            pattern.Append(isMade ? Id : Time);
            end = place.Index + place.Length;
        }

        var match = Regex.Match(sent, pattern.Append(Regex.Escape(recorded[end..])).Append("\\z").ToString());
        if (!match.Success)
            return false;

        for (var i = 0; i < ids.Count; i++)
        {
            var now = match.Groups[i + 1].Value;
            if (!_now.TryAdd(ids[i], now) && !_now[ids[i]].Equals(now, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    private static bool IsTime(Match place) => place.Value.Contains(':', StringComparison.Ordinal);

    /// <summary>An answer as the client of this run must read it.</summary>
    public string Fill(string recorded) => Invented().Replace(recorded, id => _now.GetValueOrDefault(id.Value, id.Value));

    /// <summary>The text with each time moved.</summary>
    public static string Move(string text, TimeSpan by) => Times().Replace(
        text, time => DateTimeOffset.TryParse(time.Value, CultureInfo.InvariantCulture, out var then)
            ? (then + by).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)
            : time.Value);

    [GeneratedRegex(InventedId)]
    private static partial Regex Invented();

    [GeneratedRegex($"{InventedId}|{Time}")]
    private static partial Regex Places();

    [GeneratedRegex(Time)]
    private static partial Regex Times();
}
