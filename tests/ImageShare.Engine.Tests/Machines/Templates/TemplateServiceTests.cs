using System.Net;
using System.Text.RegularExpressions;
using ImageShare.Engine.Machines.Templates;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Machines.Templates;

public sealed class TemplateServiceTests
{
    private const string Hostile = "a'b\"c\\d${e}%{f}$(g)`h`\ni";

    private readonly FakeAzure _azure = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SharedImageVMSpec Spec => new("vm1", "rg")
    {
        ImageId = FakeAzure.Version,
        Location = "japaneast",
        Size = "Standard_D2s_v5",
        AdminUserName = "operator",
        AdminPassword = new NetworkCredential("", "Correct-Horse-42").SecurePassword,
        CustomData = "a secret of the first start",
        OpenPorts = [22],
        Tags = new Dictionary<string, string> { ["key"] = Hostile },
        DataDiskSizesInGb = [16],
        SystemAssignedIdentity = true,
    };

    private Task<SharedImageVM> PlanAsync(SharedImageVMSpec spec) => _azure.Machines().CreateAsync(spec, _azure.Caller(whatIf: true), Token);

    private async Task<string> WriteAsync(SharedImageTemplateFormat format, SharedImageVMSpec? spec = null) =>
        new TemplateService().Write(await PlanAsync(spec ?? Spec), format);

    [Theory]
    [InlineData(SharedImageTemplateFormat.Bicep, "Microsoft.Network/networkSecurityGroups@", "Microsoft.Network/publicIPAddresses@",
        "Microsoft.Network/virtualNetworks@", "Microsoft.Network/networkInterfaces@", "Microsoft.Compute/virtualMachines@")]
    [InlineData(SharedImageTemplateFormat.Terraform, "azurerm_network_security_group", "azurerm_public_ip", "azurerm_virtual_network",
        "azurerm_subnet", "azurerm_network_interface", "azurerm_linux_virtual_machine", "azurerm_managed_disk")]
    [InlineData(SharedImageTemplateFormat.AzureCli, "az network nsg create", "az network nsg rule create", "az network public-ip create",
        "az network vnet create", "az network nic create", "az vm create")]
    public async Task Every_planned_resource_appears_once_and_in_order(SharedImageTemplateFormat format, params string[] resources)
    {
        var text = await WriteAsync(format);

        var starts = resources.Select(r => Regex.Matches(text, $@"^(resource )?([a-zA-Z]+ )?['""]?{Regex.Escape(r)}(?=['""0-9 ])", RegexOptions.Multiline)).ToList();
        Assert.All(starts, found => Assert.Single(found));
        Assert.Equal(starts.Select(found => found[0].Index).Order(), starts.Select(found => found[0].Index));
        Assert.Contains(FakeAzure.Version, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SharedImageTemplateFormat.Bicep, @"'a\'b""c\\d\${e}%{f}$(g)`h`\ni'")]
    [InlineData(SharedImageTemplateFormat.Terraform, @"""a'b\""c\\d$${e}%%{f}$(g)`h`\ni""")]
    [InlineData(SharedImageTemplateFormat.AzureCli, "'key=a'\\''b\"c\\d${e}%{f}$(g)`h`\ni'")]
    public async Task Hostile_text_stays_text(SharedImageTemplateFormat format, string quoted) =>
        Assert.Contains(quoted, await WriteAsync(format), StringComparison.Ordinal);

    [Theory]
    [InlineData(SharedImageTemplateFormat.Bicep, "param adminPassword string", "param customData string")]
    [InlineData(SharedImageTemplateFormat.Terraform, "var.admin_password", "var.custom_data")]
    [InlineData(SharedImageTemplateFormat.AzureCli, "\"$ADMIN_PASSWORD\"", "\"$CUSTOM_DATA_FILE\"")]
    public async Task A_secret_becomes_a_parameter(SharedImageTemplateFormat format, params string[] parameters)
    {
        var vm = await PlanAsync(Spec);
        var text = new TemplateService().Write(vm, format);

        Assert.All(parameters, parameter => Assert.Contains(parameter, text, StringComparison.Ordinal));
        foreach (var seen in (string[])[text, .. vm.Plan!.Resources.Select(r => r.Body)])
        {
            Assert.DoesNotContain("Correct-Horse-42", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("a secret of the first start", seen, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("a secret of the first start"u8), seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_images_tenant_is_signed_in_to_before_the_consumers()
    {
        var terraform = await WriteAsync(SharedImageTemplateFormat.Terraform);
        var az = await WriteAsync(SharedImageTemplateFormat.AzureCli);

        Assert.Contains($"auxiliary_tenant_ids = [\"{TestCloud.PublisherTenant}\"]", terraform, StringComparison.Ordinal);
        Assert.InRange(
            az.IndexOf($"--tenant '{TestCloud.PublisherTenant}'", StringComparison.Ordinal), 1,
            az.IndexOf($"--tenant '{TestCloud.ConsumerTenant}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_answers_the_consumer_takes_one_sign_in()
    {
        _azure.Delegated = true;

        Assert.DoesNotContain("auxiliary", await WriteAsync(SharedImageTemplateFormat.Terraform), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(await WriteAsync(SharedImageTemplateFormat.AzureCli), "^az login", RegexOptions.Multiline));
    }

    [Fact]
    public async Task What_is_there_is_named_and_not_made()
    {
        _azure.Put($"{FakeAzure.Group}/providers/Microsoft.Network/networkSecurityGroups/vm1-nsg", "japaneast", """{ "securityRules": [] }""");

        var bicep = await WriteAsync(SharedImageTemplateFormat.Bicep);

        Assert.DoesNotContain("networkSecurityGroups@", bicep, StringComparison.Ordinal);
        Assert.Contains("/networkSecurityGroups/vm1-nsg'", bicep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_specialized_image_is_for_Bicep_and_az_only()
    {
        _azure.DefinitionProperties["osState"] = "Specialized";
        var vm = await PlanAsync(Spec with { AdminUserName = null, AdminPassword = null, CustomData = null });

        var refusal = Assert.Throws<ImageShareException>(() => new TemplateService().Write(vm, SharedImageTemplateFormat.Terraform));

        Assert.Equal("TemplateNotPossible", refusal.Code);
        Assert.Contains("--specialized", new TemplateService().Write(vm, SharedImageTemplateFormat.AzureCli), StringComparison.Ordinal);
        Assert.DoesNotContain("osProfile", new TemplateService().Write(vm, SharedImageTemplateFormat.Bicep), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_VM_that_is_there_has_no_plan()
    {
        var vm = await PlanAsync(Spec) with { Plan = null };

        var refusal = Assert.Throws<ImageShareException>(() => new TemplateService().Write(vm, SharedImageTemplateFormat.Bicep));

        Assert.Equal(("PlanRequired", ErrorKind.InvalidArgument), (refusal.Code, refusal.Kind));
    }
}
