using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class FileTests : HandoverBench
{
    [Fact]
    public async Task An_existing_file_is_kept_without_force()
    {
        await PutAsync("mine");

        var refused = await Assert.ThrowsAsync<ImageShareException>(() => WriteAsync(Share(App())));

        Assert.Equal(("FileExists", ErrorKind.ResourceExists, File), (refused.Code, refused.Kind, refused.Target));
        Assert.Equal("mine", await TextAsync());
        Assert.Empty(Caller.Asked);
        await WriteAsync(Share(App()), new(File) { Force = true });
        Assert.Equal(ApplicationId, (await ReadAsync()).ApplicationId);
    }

    [Fact]
    public async Task Nothing_but_the_file_is_left_behind()
    {
        await WriteAsync(Share(App()));
        await Assert.ThrowsAsync<ImageShareException>(() => WriteAsync(Share(App()) with { ExpiresOn = Now }, new(In("other"))));

        Assert.Equal([File], System.IO.Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task What_if_writes_nothing_and_gives_what_would_be_written()
    {
        Caller = new() { WhatIf = true };

        // Under -WhatIf an app that is not there yet has no ids.
        var planned = await WriteAsync(Share(SecretApp with { ApplicationId = "" }), new(File) { Passphrase = Secure(Passphrase) });

        Assert.Equal(File, Assert.Single(Caller.Asked).Target);
        Assert.False(System.IO.File.Exists(File));
        Assert.Equal((File, "Fabrikam 富士"), (planned.Path, planned.DisplayName));
        Assert.Single(planned.Images);
        Assert.Null(planned.Secret);
    }

    [Fact]
    public async Task A_file_with_a_secret_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such mode.");
            return;
        }

        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase) });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        System.IO.File.SetUnixFileMode(File, (UnixFileMode)0b110_100_100);
        await WriteAsync(Share(SecretApp), new(File) { AllowPlainTextSecret = true, Force = true });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Places_that_cannot_be_read_or_written_are_named()
    {
        Assert.Equal("DirectoryNotFound", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App()), new(Path.Combine(In("none"), "file"))))).Code);
        Assert.Equal("FileAccessDenied", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App()), new(Path.GetDirectoryName(File)!)))).Code);
        await AssertRefusedAsync("FileNotFound", ErrorKind.ObjectNotFound);
        Assert.Equal("FileAccessDenied", (await RefusedAsync(new(Path.GetDirectoryName(File)!))).Code);
    }

    [Fact]
    public async Task A_file_of_more_than_a_mebibyte_is_refused()
    {
        await WriteAsync(Share(App()));
        var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        var padding = new byte[(1024 * 1024) - bytes.Length];
        padding.AsSpan().Fill((byte)' ');
        await System.IO.File.WriteAllBytesAsync(File, [.. bytes, .. padding], TestContext.Current.CancellationToken);
        Assert.Equal(ApplicationId, (await ReadAsync()).ApplicationId);

        await System.IO.File.WriteAllBytesAsync(File, [.. bytes, .. padding, (byte)' '], TestContext.Current.CancellationToken);
        Assert.Contains("1024 KB", (await RefusedAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_file_is_refused_too()
    {
        Assert.SkipUnless(System.IO.File.Exists("/dev/zero"), "There is no endless file here.");

        Assert.Equal("HandoverUnreadable", (await RefusedAsync(new("/dev/zero"))).Code);
    }
}
