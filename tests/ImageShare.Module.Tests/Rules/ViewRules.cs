using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageShare.Tests.Bridge;
using Xunit;

namespace ImageShare.Tests.Rules;

public sealed class ViewRules
{
    private static readonly List<XElement> Views =
        [.. XDocument.Load(Path.Combine(Repository.Module, "ImageShare.Format.ps1xml")).Descendants("View")];

    public static TheoryData<string> OutputTypes =>
    [
        .. BuiltModule.Cmdlets.SelectMany(c => c.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(a => a.Type).Select(t => t.Type)
            .Where(t => t.Assembly == BuiltModule.Model).Select(t => t.FullName!).Distinct(),
    ];

    public static TheoryData<string> ViewedTypes => [.. Views.Select(TypeOf).Distinct()];

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void Every_output_has_a_table_of_four_to_six_columns_and_a_list(string type)
    {
        var table = Assert.Single(Views, v => TypeOf(v) == type && v.Element("TableControl") is not null);
        var columns = table.Descendants("TableColumnItem").Count();
        Assert.InRange(columns, 4, 6);
        Assert.Equal(columns, table.Descendants("TableColumnHeader").Count());
        var list = Assert.Single(Views, v => TypeOf(v) == type && v.Element("ListControl") is not null);
        Assert.Empty(Columns(table).Except(Columns(list)));
    }

    [Theory]
    [MemberData(nameof(ViewedTypes))]
    public void Every_column_is_a_property_and_none_a_secret(string name)
    {
        // What follows # is a view of ours, not a type.
        var type = BuiltModule.Model.GetType(name.Split('#')[0], throwOnError: true)!;
        var properties = type.GetProperties().Select(p => p.Name).ToHashSet();
        Assert.All(Views.Where(v => TypeOf(v) == name).SelectMany(Columns), column =>
        {
            Assert.Contains(column, properties);
            Assert.False(column is "Secret" or "Proof", column);
        });
    }

    [Fact]
    public void A_context_of_the_engine_s_own_type_is_shown_by_the_view_of_its_base()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        session.Run("Add-Context me; Get-ImageShareContext | Out-Default");

        var shown = host.Lines.Where(l => l.Trim().Length > 0).ToList();
        Assert.Equal(["TenantId", "Environment", "Method", "Account"], Words(shown[0]));
        Assert.Equal(["00000000-0000-0000-0000-00000000000a", "AzureCloud", "AccessToken", "me"], Words(shown[^1]));
    }

    [Theory]
    [InlineData(-1, "\x1b[91m")]
    [InlineData(29, "\x1b[33m")]
    [InlineData(31, "")]
    public void The_end_of_a_credential_has_the_colour_of_its_nearness(int days, string colour)
    {
        var end = $"([DateTimeOffset]::UtcNow.AddDays({days}))";
        var day = DateTimeOffset.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var row = Shown($"[ImageShare.Model.ShareAppCredential]::new('Secret', 'id', 'name', $null, {end})")[^1];

        Assert.Contains(colour.Length > 0 ? $"{colour}{day}\x1b[0m" : $" {day} ", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_come_from_PSStyle_which_knows_who_wants_none() => Assert.All(Views.Descendants("ScriptBlock"), script =>
    {
        Assert.DoesNotMatch(@"\x1b|`e\[|\[char\]", script.Value);
        Assert.Equal(script.Value.Contains("Foreground", StringComparison.Ordinal), script.Value.Contains("$PSStyle.Reset", StringComparison.Ordinal));
    });

    // A column that does not fit is left out without a word: no table may lose its state or its end that way.
    [Fact]
    public void A_line_of_80_shows_each_column() => Assert.All(Views.Where(v => v.Element("TableControl") is not null), view =>
    {
        var widths = view.Descendants("TableColumnHeader").Select(h => (int?)h.Element("Width") ?? 8).ToList();
        Assert.True(widths.Sum() + widths.Count - 1 <= 80, TypeOf(view));
    });

    private static List<string> Shown(string value)
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        session.Run($"{value} | Out-Default");
        return [.. host.Lines.Where(l => l.Trim().Length > 0)];
    }

    // Header lines carry colours.
    private static string[] Words(string line) =>
        Regex.Replace(line, @"\x1b\[[0-9;]*m", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string TypeOf(XElement view) => view.Descendants("TypeName").Single().Value;

    // A script that gives colour counts by what it reads.
    private static List<string> Columns(XElement view) =>
    [
        .. view.Descendants("PropertyName").Select(p => p.Value),
        .. view.Descendants("ScriptBlock").SelectMany(s => Regex.Matches(s.Value, @"\$_\.(\w+)").Select(m => m.Groups[1].Value)).Distinct(),
    ];
}
