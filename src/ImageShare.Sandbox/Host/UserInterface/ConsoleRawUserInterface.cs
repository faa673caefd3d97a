using System.Management.Automation;
using System.Management.Automation.Host;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>The width of the output, for the engine's formatting; this host has no screen buffer to read or to scroll.</summary>
internal sealed class ConsoleRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    // Means "as it is": Escape adds no colour for it.
    private const ConsoleColor Unset = (ConsoleColor)(-1);
    private const int Lines = 50;

    public override ConsoleColor ForegroundColor { get; set; } = Unset;

    public override ConsoleColor BackgroundColor { get; set; } = Unset;

    public override Size BufferSize { get; set; } = new(terminal.Width, Lines);

    public override Size WindowSize { get; set; } = new(terminal.Width, Lines);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => terminal.IsInteractive && Console.KeyAvailable;

    public static string Escape(ConsoleColor foreground, ConsoleColor background) =>
        (Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : "")
        + (Enum.IsDefined(background) ? PSStyle.MapBackgroundColorToEscapeSequence(background) : "");

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoBuffer();

    public override void FlushInputBuffer() => throw NoBuffer();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoBuffer();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoBuffer();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoBuffer();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoBuffer();

    private static PSNotSupportedException NoBuffer() => new("This host has no screen buffer.");
}
