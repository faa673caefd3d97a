using System.Text;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>The report as a real browser reads it.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Hostile = """<script>document.title = "owned"</script> & 'Söhne'""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageshare-report-");

    private string Page => Path.Combine(_folder.FullName, "report.html");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_browser_shows_it_whole_and_finds_nothing_to_refuse()
    {
        var browser = Chromium.Find();
        await WriteAsync();

        var (document, complaints) = await browser.OpenAsync(Page);

        Assert.Contains("<title>Who can read our VM images</title>", document, StringComparison.Ordinal);
        Assert.Contains("<bdi>&lt;script&gt;document.title = \"owned\"&lt;/script&gt; &amp; 'Söhne'</bdi>", document, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", document, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<path class=\"way app\"", document, StringComparison.Ordinal);
        // Had the parser mended anything, the footer would not be the last child of main.
        Assert.Contains("</footer></main></body></html>", document.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", complaints, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_and_a_style_that_found_their_way_in_are_refused()
    {
        var browser = Chromium.Find();
        await WriteAsync();
        var text = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Page, text.Replace("</main>",
            "</main><script>document.title = 'owned'</script><style>body { color: red }</style>", StringComparison.Ordinal),
            Encoding.UTF8, TestContext.Current.CancellationToken);

        var (document, complaints) = await browser.OpenAsync(Page);

        Assert.DoesNotContain("<title>owned</title>", document, StringComparison.Ordinal);
        Assert.Contains("script", complaints, StringComparison.Ordinal);
        Assert.Contains("Content Security Policy", complaints, StringComparison.Ordinal);
    }

    private async Task WriteAsync()
    {
        await using var server = await SandboxServer.StartAsync(new() { Delays = Delays.None }, TestContext.Current.CancellationToken);
        using var desk = new Desk(server);
        desk.Run($$"""
            $null = Connect-Side Publisher
            $null = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
                New-GalleryShareApp -DisplayName Images -ConsumerName '{{Hostile.Replace("'", "''", StringComparison.Ordinal)}}' | Grant-GalleryReader
            Export-ImageShareReport '{{Page}}'
            """);
    }
}
