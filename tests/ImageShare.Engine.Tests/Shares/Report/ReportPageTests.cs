using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ImageShare.Engine.Shares.Report;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Shares.Report.Shared;

namespace ImageShare.Engine.Tests.Shares.Report;

public sealed class ReportPageTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("</style></title><img src=x onerror=alert(1)>")]
    [InlineData("]]> --> &amp; &#60;b> ' `")]
    [InlineData("株式会社ノースウィンド 😀")]
    public void A_name_is_text_and_nothing_else(string name)
    {
        var page = Parse(Hostile(name));

        Assert.All(page.Descendants("bdi").Take(1), bdi => Assert.Equal(name, bdi.Value));
        Assert.Equal(name, page.Descendants("h1").Single().Value);
        Assert.Equal(name, page.Descendants("title").Single().Value);
        AssertHarmless(page);
    }

    [Fact]
    public void What_no_document_may_hold_is_replaced()
    {
        var page = Parse(Hostile("a\u0001b\ud800c\uffffd"));

        Assert.Equal("a\ufffdb\ufffdc\ufffdd", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void The_policy_allows_this_style_sheet_and_nothing_else()
    {
        var page = Parse(Facts("Fabrikam", App(Now.AddDays(90))));
        var policy = page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy");
        var style = page.Descendants("style").Single().Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", (string?)policy.Attribute("content"));
        Assert.DoesNotContain('\r', style);
        // The browser reads the sheet as it stands, unlike XML.
        Assert.False(style.AsSpan().ContainsAny("<>&"));
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_picture_has_a_line_for_each_way_and_says_which_cannot_be_gone_now()
    {
        var guest = Reader(GalleryReaderKind.Guest) with { State = "PendingAcceptance" };
        var page = Parse(Facts("Fabrikam", App(Now.AddDays(90)), guest, guest));

        var picture = page.Descendants("svg").First();
        Assert.Equal(["way app", "way people dashed"], picture.Elements("path").Select(p => (string?)p.Attribute("class")));
        Assert.Equal(["contoso_images", "Fabrikam"], picture.Descendants("strong").Select(s => s.Value));
        Assert.Equal(["an app", "guests and users", "cannot read now: not accepted, or ended"],
            page.Descendants("ul").Single(u => (string?)u.Attribute("class") == "legend").Elements("li").Select(l => l.Value));
    }

    [Fact]
    public void Nobody_reading_is_said_in_words()
    {
        var facts = new ReportFacts { CreatedOn = Now, ExpiringWithinDays = 30, Shares = [], Galleries = [] };
        var page = Parse(facts);

        Assert.Contains("Nobody outside can read a gallery.", page.Root!.Value, StringComparison.Ordinal);
        Assert.Empty(page.Descendants("svg"));
        Assert.Empty(page.Descendants("table"));
    }

    [Fact]
    public void No_element_that_HTML_would_leave_open_is_closed_in_its_own_tag()
    {
        var text = Encoding.UTF8.GetString(Bytes(Hostile("")));

        Assert.StartsWith("<!DOCTYPE html", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(?!meta|path|rect)[a-z]+[^<>]*/>", text);
    }

    private static ReportFacts Hostile(string name) => Facts(
        name, App(Now.AddDays(-1)) with { DisplayName = name, RoleDefinitionName = name, Scope = $"{Group}/{name}" },
        Reader(GalleryReaderKind.Guest, name) with { SignInName = name, GroupId = name, State = "PendingAcceptance" }) with
    {
        Title = name,
        Galleries = [new ReportGallery(Gallery, [new ReportImage(Version() with { Name = name, OSType = name, Regions = [name] }, 1, [Version(name)])])],
    };

    private static void AssertHarmless(XDocument page)
    {
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img" or "iframe" or "object" or "embed" or "link" or "a");
        Assert.DoesNotContain(page.Descendants().Attributes(), a =>
            a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name.LocalName is "src" or "href" or "style");
    }

    private static byte[] Bytes(ReportFacts facts) => ReportPage.Of(facts, ReportRules.Warnings(facts));

    private static XDocument Parse(ReportFacts facts)
    {
        using var reader = XmlReader.Create(new MemoryStream(Bytes(facts)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
