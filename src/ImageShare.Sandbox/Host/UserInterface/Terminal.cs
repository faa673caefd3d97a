namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>Where a host reads and writes, and what can be done there.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    // PowerShell's own width where no window tells one.
    private const int DefaultWidth = 120;

    /// <summary>Someone can answer questions and press keys.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Output goes to a screen that understands colours.</summary>
    public bool HasColor { get; init; }

    /// <summary>Output goes to a screen: progress makes sense.</summary>
    public bool IsScreen { get; init; }

    public int Width { get; init; } = DefaultWidth;

    public static Terminal OfProcess()
    {
        var screen = !Console.IsOutputRedirected;
        var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(Console.Out, Console.Error)
        {
            IsInteractive = !Console.IsInputRedirected,
            IsScreen = screen,
            HasColor = screen && !plain,
            Width = screen && Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth,
        };
    }
}
