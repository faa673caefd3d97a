namespace ImageShare.Benchmarks;

/// <summary>Apps, grants and hand-over files for a list of consumers, in one pipeline.</summary>
internal static class Consumers
{
    /// <summary>Milliseconds for so many; fails when a file is missing.</summary>
    public static async Task<double> ShareAsync(Desk desk, string prefix, int count, int throttleLimit)
    {
        var folder = desk.Folder.CreateSubdirectory(prefix);
        desk["handovers"] = folder.FullName;
        desk.Run("Connect-Side Publisher; $image = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest");
        var time = await Timing.MillisecondsAsync(() => Task.FromResult(desk.Run(Script(prefix, count, throttleLimit))));
        var files = folder.GetFiles("*.json").Length;
        return files == count ? time : throw new InvalidOperationException($"{count} consumers, {files} files.");
    }

    public static string Script(string prefix, int count, int throttleLimit) => $$"""
        $issuer = 'https://issuer.example'
        $list = 1..{{count}} | ForEach-Object {
            [pscustomobject]@{ DisplayName = "{{prefix}} $_"; FederatedIssuer = $issuer; FederatedSubject = "consumer:$_" }
        }
        [void]($list |
            New-GalleryShareApp -ImageId $image.Id -ThrottleLimit {{throttleLimit}} |
            Grant-GalleryReader -ThrottleLimit {{throttleLimit}} | Export-ImageShare -Directory $handovers)
        """;
}
