using System.CommandLine;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>A file that will be written later: what is wrong with its place is said before the work.</summary>
internal static class WritablePath
{
    public static string? Of(Option<string?> option, ParseResult result) => Of(option.Name, result.GetValue(option));

    public static string? Of(string option, string? path)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UserException($"{option}: the folder {folder} does not exist.");

        return path;
    }
}
