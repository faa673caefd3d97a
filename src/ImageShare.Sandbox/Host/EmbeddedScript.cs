namespace ImageShare.Sandbox.Host;

/// <summary>A PowerShell script that travels inside the assembly.</summary>
internal static class EmbeddedScript
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
