using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>The file itself: read within bounds, written whole or not at all.</summary>
internal static class HandoverFile
{
    public const int MaximumBytes = 1024 * 1024;

    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                var size = stream.CanSeek && stream.Length is > 0 and <= MaximumBytes ? stream.Length : MaximumBytes;
                var buffer = new byte[size + 1];
                var length = await stream
                    .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return length < buffer.Length
                    ? buffer[..length]
                    : throw HandoverErrors.Unreadable(path, $"It is larger than {MaximumBytes / 1024} KB.");
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageShareException("FileNotFound", ErrorKind.ObjectNotFound, $"There is no file '{path}'.", exception)
            {
                Target = path,
            };
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ImageShareException("FileAccessDenied", ErrorKind.PermissionDenied, $"'{path}' cannot be opened.", exception)
            {
                Target = path,
                Reason = exception.Message,
            };
        }
        catch (IOException exception)
        {
            throw new ImageShareException("FileNotReadable", ErrorKind.InvalidData, $"'{path}' cannot be read.", exception)
            {
                Target = path,
                Reason = exception.Message,
            };
        }
    }

    /// <summary>Refuses a place where nothing may be written, before any work is done.</summary>
    public static void CheckTarget(string path, bool force)
    {
        if (System.IO.Directory.Exists(path))
        {
            throw new ImageShareException("FileAccessDenied", ErrorKind.InvalidArgument, $"'{path}' is a directory.")
            {
                Target = path,
                Fix = "Name a file in it.",
            };
        }

        if (!force && File.Exists(path))
            throw Exists(path);
    }

    /// <summary>Under another name first: a reader never meets half a file, and a failure leaves the old one as it was.</summary>
    public static async Task WriteAsync(string path, byte[] content, bool hasSecret, bool force, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
            };
            if (hasSecret && !OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

            var stream = new FileStream(temporary, options);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: force);
        }
        catch (IOException exception) when (!force && File.Exists(path))
        {
            throw Exists(path, exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new ImageShareException(
                "DirectoryNotFound", ErrorKind.ObjectNotFound, $"The directory of '{path}' does not exist.", exception)
            {
                Target = path,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageShareException("FileAccessDenied", ErrorKind.PermissionDenied, $"'{path}' cannot be written.", exception)
            {
                Target = path,
                Reason = exception.Message,
            };
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    private static ImageShareException Exists(string path, Exception? inner = null) =>
        new("FileExists", ErrorKind.ResourceExists, $"'{path}' is there already.", inner)
        {
            Target = path,
            Fix = "Use -Force to replace it, or another -Path.",
        };
}
