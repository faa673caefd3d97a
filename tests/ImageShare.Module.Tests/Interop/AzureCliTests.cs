using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Interop;

/// <summary>A real azure-cli takes the sandbox for Azure: tests/interop/azure-cli.sh, where az is installed.</summary>
public sealed class AzureCliTests
{
    // az drops the port of the sign-in address.
    private const int Https = 443;

    [Fact]
    public async Task Azure_cli_shares_an_image_and_signs_in_to_both_tenants_as_the_app()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script of tests/interop is for bash on Linux.");
        Assert.SkipUnless(IsOnPath("az") && IsOnPath("python3"), "azure-cli is not installed: no az on the path.");
        Assert.SkipUnless(CanListen(), "az needs the sandbox on port 443, and this user cannot listen there.");

        var ready = Path.GetTempFileName();
        try
        {
            await using var server = await SandboxServer.StartAsync(
                new SandboxOptions { Port = Https, ReadyFilePath = ready }, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Path.Combine(Repository.Tests, "interop", "azure-cli.sh"), [ready])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var script = Process.Start(start)!;
            var output = script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(script.ExitCode == 0, $"{await output}\n{await errors}");
            Assert.Contains("app and role steps passed.", await output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(ready);
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static bool CanListen()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, Https);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
