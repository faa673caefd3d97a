using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines;

public sealed class SshKeyTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nnot base64\n")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nYWJj\n")]
    [InlineData("")]
    public async Task A_private_key_that_cannot_be_read_is_told_and_stays(string text)
    {
        Directory.CreateDirectory(_directory);
        var store = new SshKeyStore(_directory);
        await File.WriteAllTextAsync(store.PrivateKeyPath, text, Token);

        var refusal = await Assert.ThrowsAsync<ImageShareException>(() => store.EnsureAsync(new FakeCaller(), Token));

        Assert.Equal(("InvalidSshKey", store.PrivateKeyPath), (refusal.Code, refusal.Target));
        Assert.NotNull(refusal.Fix);
        Assert.Equal(text, await File.ReadAllTextAsync(store.PrivateKeyPath, Token));
    }

    [Fact]
    public async Task A_key_pair_is_made_that_only_its_user_can_read()
    {
        var store = new SshKeyStore(_directory);

        var key = await store.EnsureAsync(new FakeCaller(), Token);

        Assert.StartsWith("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", key.Line, StringComparison.Ordinal);
        Assert.Equal(store.PrivateKeyPath, key.PrivateKeyPath);
        Assert.StartsWith(
            "-----BEGIN OPENSSH PRIVATE KEY-----\n", await File.ReadAllTextAsync(store.PrivateKeyPath, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.PrivateKeyPath));
        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public async Task A_key_that_is_there_is_never_written_over()
    {
        var store = new SshKeyStore(_directory);
        var first = await store.EnsureAsync(new FakeCaller(), Token);
        var bytes = await File.ReadAllBytesAsync(store.PrivateKeyPath, Token);

        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new SshKeyStore(_directory).EnsureAsync(new FakeCaller(), Token)));

        Assert.All(many, key => Assert.Equal(first, key));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(store.PrivateKeyPath, Token));
    }

    [Fact]
    public async Task A_lost_public_key_is_made_from_the_private_one()
    {
        var store = new SshKeyStore(_directory);
        var first = await store.EnsureAsync(new FakeCaller(), Token);
        File.Delete($"{store.PrivateKeyPath}.pub");

        Assert.Equal(first, await store.EnsureAsync(new FakeCaller(), Token));
    }

    [Fact]
    public async Task A_key_is_found_by_either_of_its_files()
    {
        var store = new SshKeyStore(_directory);
        var made = await store.EnsureAsync(new FakeCaller(), Token);

        Assert.Equal(made, await SshPublicKey.ReadAsync(store.PrivateKeyPath, Token));
        Assert.Equal(made, await SshPublicKey.ReadAsync($"{store.PrivateKeyPath}.pub", Token));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("ssh-ed25519 not-base64 x")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea\nssh-ed25519 AAAAC3Nz")]
    public async Task What_is_no_key_that_Azure_takes_is_refused(string text)
    {
        Directory.CreateDirectory(_directory);
        var path = Path.Combine(_directory, "k.pub");
        await File.WriteAllTextAsync(path, text, Token);

        Assert.Equal("InvalidSshKey", (await Assert.ThrowsAsync<ImageShareException>(() => SshPublicKey.ReadAsync(path, Token))).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told() =>
        Assert.Equal("SshKeyNotFound", (await Assert.ThrowsAsync<ImageShareException>(
            () => SshPublicKey.ReadAsync(Path.Combine(_directory, "none.pub"), Token))).Code);
}
