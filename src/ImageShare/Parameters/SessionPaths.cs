using System.Management.Automation;
using ImageShare.Model;

namespace ImageShare.Parameters;

/// <summary>Paths as the session means them: its current location, its drives, no wildcards. Pipeline thread only.</summary>
internal static class SessionPaths
{
    public static string FullPath(this PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem"
            ? full
            : throw new ImageShareException(
                "NotInFileSystem", ErrorKind.InvalidArgument, $"'{path}' is not a file: it belongs to the {provider.Name} provider.")
            {
                Target = path,
            };
    }

    public static string? FullPathOrNull(this PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.FullPath(path);

    public static string ExistingFile(this PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.FullPath(path);
        return File.Exists(full)
            ? full
            : throw new ImageShareException("FileNotFound", ErrorKind.ObjectNotFound, $"There is no file '{full}'.") { Target = full };
    }

    public static string? ExistingFileOrNull(this PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.ExistingFile(path);
}
