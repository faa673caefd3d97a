using System.ComponentModel;
using System.Net.Sockets;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Benchmarks;

/// <summary>
/// What a consumer does with an app that is ready, each time in fresh processes: signing in and building the VM, beside the same by hand
/// with azure-cli, two sign-ins and <c>az vm create</c>.
/// </summary>
internal sealed class CliMeasure : IMeasure
{
    private const int Runs = 3;

    // az drops the port of the sign-in address.
    private const int Https = 443;

    public string Name => "cli";

    public async Task<Row> RunAsync()
    {
        await RequireAzAsync();
        var ready = Path.GetTempFileName();
        try
        {
            await using var desk = await Desk.OpenAsync(
                new SandboxOptions { Port = Https, Delays = Delays.None, ReadyFilePath = ready });
            var (app, secret) = Operator(desk);
            var (ours, az) = await Timing.MediansAsync(
                Runs,
                run => Timing.MillisecondsAsync(() => Child.RunAsync(ready, Script(app, secret, $"ours{run}"))),
                run => Timing.MillisecondsAsync(() => Child.OutputAsync(Places.CliScript, ready, "consumer", app, secret, $"az{run}")));
            return new("the consumer's way to a VM, fresh processes", ours / 1000, az / 1000, "azure-cli", "s", new Aim(10, IsSpeedUp: true));
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
            await Child.OutputAsync("az", "--version");
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
