namespace ImageShare.Tests;

/// <summary>What a test found out and a reader of the whole run should see: <c>.ci/run</c> prints it.</summary>
internal static class Report
{
    /// <summary>Where to write it; nowhere when it is not set.</summary>
    private const string Folder = "IMAGESHARE_REPORTS";

    public static void Write(string name, string text)
    {
        if (Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.txt"), text + "\n");
    }
}
