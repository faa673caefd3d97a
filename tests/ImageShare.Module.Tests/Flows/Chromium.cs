using System.Diagnostics;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>An installed browser of the Chromium family, without a window.</summary>
internal sealed class Chromium(string path)
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>The first on the PATH; skips the test where there is none.</summary>
    public static Chromium Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var path = s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"No browser is installed: none of {string.Join(", ", s_names)} is on the PATH.");
        return new Chromium(path!);
    }

    /// <summary>What the browser made of the file, and what it complained of.</summary>
    public async Task<(string Document, string Complaints)> OpenAsync(string file)
    {
        var profile = Directory.CreateTempSubdirectory("imageshare-chromium-");
        try
        {
            var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] quiet =
            [
                // Root, as in a container, gets no sandbox of Chromium's; the page is a file of ours.
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", $"--user-data-dir={profile.FullName}",
                "--enable-logging=stderr", "--dump-dom", new Uri(file).AbsoluteUri,
            ];
            foreach (var argument in quiet)
                start.ArgumentList.Add(argument);

            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(s_patience);
            try
            {
                var complaints = process.StandardError.ReadToEndAsync(patience.Token);
                var document = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return (document, await complaints);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
