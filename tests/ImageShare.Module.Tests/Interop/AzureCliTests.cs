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

    private const string Auxiliary = "x-ms-authorization-auxiliary";

    [Fact]
    public async Task Azure_cli_builds_from_the_image_of_the_other_tenant_with_two_sign_ins_and_by_delegation_with_one()
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
            Assert.EndsWith("All steps passed.", (await output).TrimEnd(), StringComparison.Ordinal);
            Assert.Collection(
                server.Traffic.Entries.Where(e => e.Method == "PUT" && e.Path.Contains("/deployments/", StringComparison.Ordinal)),
                twoSignIns =>
                {
                    RequireImage(twoSignIns, server);
                    Assert.Contains(server.Accounts.Publisher.TenantId, twoSignIns.RequestHeaders[Auxiliary], StringComparison.Ordinal);
                },
                delegated =>
                {
                    RequireImage(delegated, server);
                    Assert.DoesNotContain(Auxiliary, delegated.RequestHeaders.Keys, StringComparer.OrdinalIgnoreCase);
                });
        }
        finally
        {
            File.Delete(ready);
        }
    }

    private static void RequireImage(TrafficEntry deployment, SandboxServer server)
    {
        Assert.Contains(server.Accounts.Consumer.TenantId, deployment.RequestHeaders["Authorization"], StringComparison.Ordinal);
        Assert.Contains(server.Accounts.Publisher.ImageVersionId, deployment.RequestBody!.ToJsonString(), StringComparison.Ordinal);
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
