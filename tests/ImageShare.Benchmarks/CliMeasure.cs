using System.ComponentModel;
using System.Net.Sockets;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Benchmarks;

/// <summary>
/// What a consumer does with an app that is ready: signing in and building the VM, beside the same by hand with azure-cli, two sign-ins
/// and <c>az vm create</c>. az starts a process for each command, whatever one does.
/// </summary>
/// <param name="inFreshProcess">True for a process of ours for each run, as in a pipeline; false for an open session, as at a prompt.</param>
internal sealed class CliMeasure(bool inFreshProcess) : IMeasure
{
    private const int Runs = 3;

    // az drops the port of the sign-in address.
    private const int Https = 443;

    public string Name => inFreshProcess ? "cli-fresh" : "cli";

    public async Task<Row> RunAsync()
    {
        await RequireAzAsync();
        var ready = Path.GetTempFileName();
        try
        {
            await using var desk = await Desk.OpenAsync(
                new SandboxOptions { Port = Https, Delays = Delays.None, ReadyFilePath = ready });
            var (app, secret) = Operator(desk);
            Func<string, Task> build = inFreshProcess
                ? script => Child.RunAsync(ready, script)
                : script => Task.FromResult(desk.Run(script));
            await build(Script(app, secret, "warm"));
            var (ours, az) = await Timing.MediansAsync(
                Runs,
                run => Timing.MillisecondsAsync(() => build(Script(app, secret, $"ours{run}"))),
                run => Timing.MillisecondsAsync(() => Child.OutputAsync(Places.CliScript, ready, "consumer", app, secret, $"az{run}")));
            var what = $"the consumer's way to a VM, {(inFreshProcess ? "process and all" : "at a prompt")}";
            return new(what, ours / 1000, az / 1000, "azure-cli", "s", new Aim(inFreshProcess ? 3 : 10, IsSpeedUp: true));
        }
        catch (SocketException refused)
        {
            throw new NotHereException($"az needs the sandbox on port {Https}: {refused.Message}", refused);
        }
        finally
        {
            File.Delete(ready);
        }
    }

    private static async Task RequireAzAsync()
    {
        try
        {
            await Child.OutputAsync("az", "cloud", "list", "--output", "none");
        }
        catch (Win32Exception missing)
        {
            throw new NotHereException("azure-cli is not installed.", missing);
        }
    }

    private static (string App, string Secret) Operator(Desk desk) => desk.Run("""
        Connect-Side Publisher
        $app = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest | New-GalleryShareApp -DisplayName Operator
        [void]($app | Grant-GalleryReader)
        Connect-Side Consumer
        [void](Approve-GalleryShareApp -ApplicationId $app.ApplicationId -ResourceGroupName $Sandbox.Consumer.ResourceGroupName)
        $app.ApplicationId
        [System.Net.NetworkCredential]::new('', $app.Secret).Password
        """) is [var app, var secret] ? ($"{app}", $"{secret}") : throw new InvalidOperationException("There is no app.");

    private static string Script(string app, string secret, string machine) => $$"""
        Get-ImageShareContext | Disconnect-ImageShare
        $secret = ConvertTo-SecureString '{{secret}}' -AsPlainText -Force
        [void](Connect-ImageShare -Environment $Sandbox.Environment -TenantId $Sandbox.Consumer.TenantId -Credential (
            [pscredential]::new('{{app}}', $secret)))
        $password = ConvertTo-SecureString 'Correct-Horse-42' -AsPlainText -Force
        $vm = New-SharedImageVM -ImageId $Sandbox.Publisher.ImageVersionId -Name {{machine}} -Size Standard_B2s `
            -ResourceGroupName $Sandbox.Consumer.ResourceGroupName -Credential ([pscredential]::new('operator', $password))
        if ($vm.ProvisioningState -ne 'Succeeded') { throw $vm.ProvisioningState }
        """;
}

/// <summary>Something that a measure needs is not on this machine.</summary>
internal sealed class NotHereException(string message, Exception inner) : Exception(message, inner);
