using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ImageShare.Sandbox.Host.StandIns.Formatting;

/// <summary>
/// The engine's own formatting, views of Format.ps1xml included. Only the thin cmdlets in front of it are missing, and their parts are
/// internal; the package's version is pinned, so they are found or every test of formatting fails.
/// </summary>
internal static class EngineFormatting
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo Implementation = typeof(FrontEndCommandBase).GetField("implementation", Any)!;

    /// <summary>Makes the command a Format-Table, Format-List...: the shape is one of the engine's words for it.</summary>
    public static void Shape(FrontEndCommandBase command, string shape) =>
        Implementation.SetValue(command, Create("InnerFormatShapeCommand", Enum.Parse(Internal("FormatShape"), shape)));

    /// <summary>Makes the command write formatted text, at most <paramref name="width"/> characters a line.</summary>
    public static void WriteTo(FrontEndCommandBase command, TextWriter writer, int width)
    {
        var manager = Create("OutputManagerInner");
        manager.GetType().GetProperty("LineOutput", Any)!.SetValue(manager, Create("TextWriterLineOutput", writer, width));
        Implementation.SetValue(command, manager);
    }

    private static Type Internal(string name) =>
        typeof(PSObject).Assembly.GetType("Microsoft.PowerShell.Commands.Internal.Format." + name, throwOnError: true)!;

    private static object Create(string name, params object[] arguments) =>
        Activator.CreateInstance(Internal(name), Any, null, arguments, null)!;
}
