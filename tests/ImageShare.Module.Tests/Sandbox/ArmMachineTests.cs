using System.Net;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Sandbox;

public sealed class ArmMachineTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string ReadVersion = "Microsoft.Compute/galleries/images/versions/read";

    private readonly ArmCalls _arm = new(sandbox.Server);

    public void Dispose() => _arm.Dispose();

    [Fact]
    public async Task An_image_of_another_tenant_needs_its_token_and_its_role()
    {
        var app = _arm.NewApplication();
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Consumer), _arm.Group, ArmCalls.Contributor, app.ConsumerObjectId);
        var primary = await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret);
        var auxiliary = await _arm.TokenAsync(_arm.Publisher.TenantId, app.AppId, app.Secret);
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(primary, "nic-cross"), _arm.Publisher.ImageVersionId);

        var noToken = await _arm.MachineAsync(primary, "vm-cross", machine);
        var wrongToken = await _arm.MachineAsync(primary, "vm-cross", machine, primary);
        var noRole = await _arm.MachineAsync(primary, "vm-cross", machine, auxiliary);
        await _arm.AssignAsync(await _arm.AdminTokenAsync(_arm.Publisher), _arm.Gallery, ArmCalls.ImageReader, app.PublisherObjectId);
        var made = await _arm.MachineAsync(primary, "vm-cross", machine, auxiliary);

        Assert.All(
            (ArmReply[])[noToken, wrongToken, noRole],
            r => Assert.Equal((HttpStatusCode.Forbidden, "LinkedAuthorizationFailed"), (r.Status, r.Code)));
        Assert.Equal(
            $"The client has permission to perform action '{ReadVersion}' on scope '{_arm.MachineId("vm-cross")}', however the current "
            + $"tenant '{_arm.Consumer.TenantId}' is not authorized to access linked subscription '{_arm.Publisher.SubscriptionId}'.",
            noToken.Message);
        Assert.Equal(noToken.Message, wrongToken.Message);
        Assert.Contains($"object id '{app.PublisherObjectId}'", noRole.Message);
        Assert.Contains($"it does not have permission to perform action(s) '{ReadVersion}' on the linked scope(s)", noRole.Message);
        Assert.Equal((HttpStatusCode.Created, "Creating"), (made.Status, made.State));
    }

    [Fact]
    public async Task Creation_is_waited_for_at_the_signed_address()
    {
        var clock = new ManualClock();
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions { Delays = Delays.None with { MachineCreation = DelayRange.Seconds(90, 90) }, Clock = clock },
            TestContext.Current.CancellationToken);
        using var arm = new ArmCalls(server);
        var (token, auxiliary) = await OwnImageAsync(arm);
        var nic = await arm.NewInterfaceAsync(token, "nic1");
        var made = await arm.MachineAsync(token, "vm1", ArmCalls.Machine(nic, arm.Publisher.ImageId), auxiliary);
        var poll = made.Headers["Azure-AsyncOperation"];

        Assert.Equal("10", made.Headers["Retry-After"]);
        Assert.Matches(@"/Microsoft\.Compute/locations/westeurope/operations/[0-9a-f-]{36}\?p=.*&t=\d+&c=.{1000,}&s=.+&h=.+", poll);
        var running = await arm.GetAsync(token, poll);
        Assert.Equal(("InProgress", "50"), ((string?)running.Body!["status"], running.Headers["Retry-After"]));
        Assert.Equal(HttpStatusCode.NotFound, (await arm.GetAsync(token, poll[..poll.IndexOf("&h=", StringComparison.Ordinal)])).Status);

        clock.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal("Succeeded", (string?)(await arm.GetAsync(token, poll)).Body!["status"]);
        var machine = await arm.GetAsync(token, arm.MachineId("vm1"));
        Assert.Equal("Succeeded", machine.State);
        Assert.Equal("1.1.0", (string?)machine.Body!["properties"]!["storageProfile"]!["imageReference"]!["exactVersion"]);
        Assert.NotNull(machine.Body["properties"]!["storageProfile"]!["osDisk"]!["managedDisk"]!["id"]);
        Assert.DoesNotContain("Pa55word", machine.Body.ToJsonString());
    }

    [Fact]
    public async Task A_failure_arrives_with_200()
    {
        var (token, auxiliary) = await OwnImageAsync(_arm);
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(token, "nic-full"), _arm.Publisher.ImageId);
        machine["properties"]!["hardwareProfile"]!["vmSize"] = "Standard_NC4as_T4_v3";

        var made = await _arm.MachineAsync(token, "vm-full", machine, auxiliary);
        var poll = await _arm.GetAsync(token, made.Headers["Azure-AsyncOperation"]);

        Assert.Equal(HttpStatusCode.OK, poll.Status);
        Assert.Equal(("Failed", "AllocationFailed"), ((string?)poll.Body!["status"], (string?)poll.Body["error"]!["code"]));
        Assert.Equal("Failed", (await _arm.GetAsync(token, _arm.MachineId("vm-full"))).State);
    }

    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "ubuntu-server", "location=japaneast", "GalleryImageNotFound", "is not available in japaneast region" },
        { "ubuntu-server/versions/9.9.9", "", "GalleryImageNotFound", "is not available in westeurope region" },
        { "nightly", "", "NotFound", "There is no latest image version exists for" },
        { "appliance", "", "InvalidParameter", "Parameter 'osProfile' is not allowed." },
        { "ubuntu-server", "osProfile=", "InvalidParameter", "Required parameter 'osProfile' is missing (null)." },
        { "windows-server", "", "BadRequest", "only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type" },
        { "nightly/versions/0.1.0", "securityType=TrustedLaunch", "BadRequest", "Use of TrustedLaunch setting is not supported" },
        { "ubuntu-arm64", "", "BadRequest", "only supports a CPU Architecture of 'x64'" },
        { "ubuntu-server", "vmSize=Standard_A2_v2", "BadRequest", "cannot boot Hypervisor Generation '2'" },
        { "ubuntu-server", "vmSize=Standard_Nothing", "InvalidParameter", "provided for the VM size is not valid" },
        { "ubuntu-server", "adminPassword=short", "InvalidParameter", "must be between 6-72 characters long" },
        { "ubuntu-server", "adminUsername=admin", "InvalidParameter", "The Admin Username specified is not allowed." },
        { "ubuntu-server", "zones=7", "AvailabilityZoneNotSupported", "'7'" },
        { "ubuntu-server", "sharedGalleryImageId=/SharedGalleries/x/Images/y", "InvalidParameter", "Exactly one of" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Bodies_that_Azure_refuses_are_refused(string image, string change, string code, string message)
    {
        var (token, auxiliary) = await OwnImageAsync(_arm);
        var machine = ArmCalls.Machine(await _arm.NewInterfaceAsync(token, "nic-refused"), $"{_arm.Gallery}/images/{image}");
        Change(machine, change);

        var reply = await _arm.MachineAsync(token, "vm-refused", machine, auxiliary);

        Assert.Equal(code, reply.Code);
        Assert.Contains(message, reply.Message);
        Assert.Equal("ResourceNotFound", (await _arm.GetAsync(token, _arm.MachineId("vm-refused"))).Code);
    }

    [Fact]
    public async Task A_deleted_machine_frees_its_interface()
    {
        var (token, auxiliary) = await OwnImageAsync(_arm);
        var nic = await _arm.NewInterfaceAsync(token, "nic-used");
        await _arm.MachineAsync(token, "vm-used", ArmCalls.Machine(nic, _arm.Publisher.ImageId), auxiliary);

        var second = await _arm.MachineAsync(token, "vm-second", ArmCalls.Machine(nic, _arm.Publisher.ImageId), auxiliary);
        var inUse = await _arm.SendAsync(token, HttpMethod.Delete, nic, null, "2024-05-01");
        var deleted = await _arm.SendAsync(token, HttpMethod.Delete, _arm.MachineId("vm-used"));
        var free = await _arm.SendAsync(token, HttpMethod.Delete, nic, null, "2024-05-01");

        Assert.Equal("NicInUse", second.Code);
        Assert.Equal("NicInUse", inUse.Code);
        Assert.Equal(HttpStatusCode.Accepted, deleted.Status);
        Assert.Contains("monitor=true", deleted.Headers["Location"]);
        Assert.Equal(HttpStatusCode.Accepted, free.Status);
    }

    [Fact]
    public async Task Sizes_tell_what_they_can_and_usage_counts()
    {
        var token = await _arm.AdminTokenAsync(_arm.Consumer);
        var subscription = $"subscriptions/{_arm.Consumer.SubscriptionId}/providers/Microsoft.Compute";

        var skus = await _arm.GetAsync(token, $"{subscription}/skus?$filter=location eq 'westeurope'", "2021-07-01");
        var usages = await _arm.GetAsync(token, $"{subscription}/locations/westeurope/usages");

        var arm = skus.Body!["value"]!.AsArray().Single(s => (string?)s!["name"] == "Standard_D2ps_v5");
        Assert.Contains(arm!["capabilities"]!.AsArray(), c => (string?)c!["value"] == "Arm64");
        Assert.Contains(usages.Body!["value"]!.AsArray(), u => (string?)u!["name"]!["value"] == "cores" && (int)u["limit"]! > 0);
    }

    // The consumer's administrator, and a token of the publisher's: who owns the gallery may read it.
    private static async Task<(string Token, string Auxiliary)> OwnImageAsync(ArmCalls arm) =>
        (await arm.AdminTokenAsync(arm.Consumer), await arm.AdminTokenAsync(arm.Publisher));

    private static void Change(JsonObject machine, string change)
    {
        var (name, value) = change.Split('=') is [var n, var v] ? (n, v) : ("", "");
        var properties = machine["properties"]!;
        switch (name)
        {
            case "location":
                machine["location"] = value;
                break;
            case "zones":
                machine["zones"] = new JsonArray(value);
                break;
            case "osProfile":
                properties.AsObject().Remove("osProfile");
                break;
            case "securityType":
                properties["securityProfile"] = new JsonObject { ["securityType"] = value };
                break;
            case "vmSize":
                properties["hardwareProfile"]!["vmSize"] = value;
                break;
            case "sharedGalleryImageId":
                properties["storageProfile"]!["imageReference"]!["sharedGalleryImageId"] = value;
                break;
            case "adminPassword" or "adminUsername":
                properties["osProfile"]![name] = value;
                break;
        }
    }
}
