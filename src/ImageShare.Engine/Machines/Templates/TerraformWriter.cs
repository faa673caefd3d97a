using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Model;
using static ImageShare.Engine.Machines.Templates.Planned;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>A plan as a Terraform configuration; names as the azurerm provider documents them.</summary>
internal sealed class TerraformWriter(Planned planned)
{
    private const string Group = "Microsoft.Network/networkSecurityGroups";
    private const string Address = "Microsoft.Network/publicIPAddresses";
    private const string Network = "Microsoft.Network/virtualNetworks";
    private const string Subnet = "Microsoft.Network/virtualNetworks/subnets";
    private const string Card = "Microsoft.Network/networkInterfaces";
    private const string VM = "Microsoft.Compute/virtualMachines";

    private readonly HclText _hcl = new();

    public string Write()
    {
        if (planned.Plan.IsSpecialized)
            throw NotBySource();
        Provider();
        Variables();
        foreach (var (id, body) in planned.ToMake(Group))
            SecurityGroup(id, body);
        foreach (var (id, body) in planned.ToMake(Address))
        {
            Resource("azurerm_public_ip", id, body, () =>
            {
                _hcl.Set("allocation_method", "Static").Set("sku", "Standard");
                _hcl.List("zones", Items(body, "zones").Select(zone => zone.ToString()));
            });
        }

        foreach (var (id, body) in planned.ToMake(Network))
            VirtualNetwork(id, body);
        foreach (var (id, body) in planned.ToMake(Subnet))
            SubnetOf(id.Parent!, id.Name, body["properties"]);
        foreach (var (id, body) in planned.ToMake(Card))
            NetworkInterface(id, body);
        foreach (var (id, body) in planned.ToMake(VM))
            Machine(id, body);
        return _hcl.ToString();
    }

    private void Provider()
    {
        _hcl.Block("terraform", () => _hcl.Block(
            "required_providers", () => _hcl.Raw("azurerm = { source = \"hashicorp/azurerm\", version = \">= 4.0\" }")));
        _hcl.Block("provider \"azurerm\"", () =>
        {
            _hcl.Block("features", () => { });
            _hcl.Set("tenant_id", planned.Plan.TenantId).Set("subscription_id", planned.Plan.SubscriptionId);
            // The image's tenant: the provider shows a token of it with each request.
            _hcl.List("auxiliary_tenant_ids", planned.Plan.ImageTenantId is { } tenant ? [tenant] : []);
        });
    }

    private void Variables()
    {
        Variable(planned.Plan.NeedsPassword, "admin_password", true);
        Variable(planned.Plan.NeedsSshKey, "ssh_public_key", false);
        Variable(planned.Plan.NeedsCustomData, "custom_data", true);

        void Variable(bool needed, string name, bool secret)
        {
            if (!needed)
                return;
            _hcl.Block($"variable \"{name}\"", () =>
            {
                _hcl.Raw("type = string");
                if (secret)
                    _hcl.Raw("sensitive = true");
            });
        }
    }

    private void SecurityGroup(ResourceIdentifier id, JsonObject body) => Resource("azurerm_network_security_group", id, body, () =>
    {
        foreach (var rule in Items(body, "properties", "securityRules"))
        {
            _hcl.Block("security_rule", () => _hcl
                .Set("name", Text(rule, "name"))
                .Raw($"priority = {Text(rule, "properties", "priority")}")
                .Set("direction", Text(rule, "properties", "direction")).Set("access", Text(rule, "properties", "access"))
                .Set("protocol", Text(rule, "properties", "protocol"))
                .Set("source_address_prefix", Text(rule, "properties", "sourceAddressPrefix"))
                .Set("source_port_range", Text(rule, "properties", "sourcePortRange"))
                .Set("destination_address_prefix", Text(rule, "properties", "destinationAddressPrefix"))
                .Set("destination_port_range", Text(rule, "properties", "destinationPortRange")));
        }
    });

    private void VirtualNetwork(ResourceIdentifier id, JsonObject body)
    {
        Resource("azurerm_virtual_network", id, body, () =>
            _hcl.List("address_space", Items(body, "properties", "addressSpace", "addressPrefixes").Select(p => p.ToString())));
        var subnet = Items(body, "properties", "subnets").First();
        SubnetOf(id, Text(subnet, "name")!, subnet["properties"]);
    }

    private void SubnetOf(ResourceIdentifier network, string name, JsonNode? properties)
    {
        _hcl.Block("resource \"azurerm_subnet\" \"this\"", () =>
        {
            _hcl.Set("name", name).Set("resource_group_name", network.ResourceGroupName);
            if (planned.IsMade(network))
                _hcl.Raw("virtual_network_name = azurerm_virtual_network.this.name");
            else
                _hcl.Set("virtual_network_name", network.Name);
            _hcl.List("address_prefixes", [Text(properties, "addressPrefix")!]);
        });
        if (Text(properties, "natGateway", "id") is { } gateway)
        {
            _hcl.Block("resource \"azurerm_subnet_nat_gateway_association\" \"this\"", () =>
                _hcl.Raw("subnet_id = azurerm_subnet.this.id").Set("nat_gateway_id", gateway));
        }
    }

    private void NetworkInterface(ResourceIdentifier id, JsonObject body)
    {
        Resource("azurerm_network_interface", id, body, () => _hcl.Block("ip_configuration", () =>
        {
            var subnet = Text(body, "properties", "ipConfigurations", "properties", "subnet", "id")!;
            var made = planned.IsMade(subnet) || planned.IsMade(new ResourceIdentifier(subnet).Parent!);
            _hcl.Set("name", "ipconfig1");
            _hcl.Reference("subnet_id", made ? "azurerm_subnet.this.id" : null, subnet);
            _hcl.Set("private_ip_address_allocation", "Dynamic");
            if (Text(body, "properties", "ipConfigurations", "properties", "publicIPAddress", "id") is { } address)
                _hcl.Reference("public_ip_address_id", planned.IsMade(address) ? "azurerm_public_ip.this.id" : null, address);
        }));
        _hcl.Block("resource \"azurerm_network_interface_security_group_association\" \"this\"", () =>
        {
            var group = Text(body, "properties", "networkSecurityGroup", "id")!;
            _hcl.Raw("network_interface_id = azurerm_network_interface.this.id");
            _hcl.Reference("network_security_group_id", planned.IsMade(group) ? "azurerm_network_security_group.this.id" : null, group);
        });
    }

    private void Machine(ResourceIdentifier id, JsonObject body)
    {
        var type = planned.IsWindows ? "azurerm_windows_virtual_machine" : "azurerm_linux_virtual_machine";
        var properties = body["properties"];
        Resource(type, id, body, () =>
        {
            var card = Text(properties, "networkProfile", "networkInterfaces", "id")!;
            _hcl.Set("size", Text(properties, "hardwareProfile", "vmSize"));
            _hcl.Raw($"network_interface_ids = [{(planned.IsMade(card) ? "azurerm_network_interface.this.id" : HclText.Quote(card))}]");
            _hcl.Set("source_image_id", planned.ImageId).Set("zone", Items(body, "zones").FirstOrDefault()?.ToString());
            _hcl.Set("disk_controller_type", Text(properties, "storageProfile", "diskControllerType"));
            Administrator(properties);
            if (Text(properties, "securityProfile", "securityType") is not null)
                _hcl.Raw("secure_boot_enabled = true").Raw("vtpm_enabled = true");
            Cost(properties);
            _hcl.Block("os_disk", () => OSDisk(properties));
            if (Find(body, "plan") is JsonObject plan)
            {
                _hcl.Block("plan", () => _hcl
                    .Set("name", Text(plan, "name")).Set("product", Text(plan, "product")).Set("publisher", Text(plan, "publisher")));
            }

            Identity(body);
            // Empty: managed, without a storage account.
            _hcl.Block("boot_diagnostics", () => { });
        });
        foreach (var disk in Items(properties, "storageProfile", "dataDisks").Where(disk => Text(disk, "createOption") == "Empty"))
            DataDisk(id, body, disk, type);
    }

    private void Administrator(JsonNode? properties)
    {
        _hcl.Set("computer_name", Text(properties, "osProfile", "computerName"));
        _hcl.Set("admin_username", Text(properties, "osProfile", "adminUsername"));
        if (planned.Plan.NeedsPassword)
            _hcl.Raw("admin_password = var.admin_password");
        if (planned.Plan.NeedsCustomData)
            _hcl.Raw("custom_data = base64encode(var.custom_data)");
        if (planned.IsWindows)
            return;
        _hcl.Raw($"disable_password_authentication = {(planned.Plan.NeedsPassword ? "false" : "true")}");
        var user = Text(properties, "osProfile", "adminUsername");
        foreach (var key in Items(properties, "osProfile", "linuxConfiguration", "ssh", "publicKeys"))
            _hcl.Block("admin_ssh_key", () => _hcl.Set("username", user).Set("public_key", Text(key, "keyData")));
        if (planned.Plan.NeedsSshKey)
            _hcl.Block("admin_ssh_key", () => _hcl.Set("username", user).Raw("public_key = var.ssh_public_key"));
    }

    private void Cost(JsonNode? properties)
    {
        _hcl.Set("license_type", Text(properties, "licenseType"));
        if (Text(properties, "priority") == "Spot")
            _hcl.Set("priority", "Spot").Set("eviction_policy", "Deallocate").Raw("max_bid_price = -1");
    }

    private void OSDisk(JsonNode? properties)
    {
        _hcl.Set("caching", "ReadWrite");
        // The provider wants a word where Azure chooses by itself.
        _hcl.Set(
            "storage_account_type", Text(properties, "storageProfile", "osDisk", "managedDisk", "storageAccountType") ?? "StandardSSD_LRS");
        if (Text(properties, "storageProfile", "osDisk", "diskSizeGB") is { } size)
            _hcl.Raw($"disk_size_gb = {size}");
        _hcl.Set(
            "security_encryption_type",
            Text(properties, "storageProfile", "osDisk", "managedDisk", "securityProfile", "securityEncryptionType"));
    }

    private void Identity(JsonObject body)
    {
        if (Text(body, "identity", "type") is not { } kind)
            return;
        _hcl.Block("identity", () =>
        {
            // ARM writes a comma alone, the provider with a blank.
            _hcl.Set("type", string.Join(", ", kind.Split(',', StringSplitOptions.TrimEntries)));
            _hcl.List("identity_ids", (Find(body, "identity", "userAssignedIdentities") as JsonObject ?? []).Select(i => i.Key));
        });
    }

    private void DataDisk(ResourceIdentifier id, JsonObject body, JsonNode disk, string type)
    {
        var lun = Text(disk, "lun");
        _hcl.Block($"resource \"azurerm_managed_disk\" \"data{lun}\"", () =>
        {
            _hcl.Set("name", $"{id.Name}-data{lun}").Set("resource_group_name", id.ResourceGroupName);
            _hcl.Set("location", Text(body, "location")).Set("create_option", "Empty");
            _hcl.Set("storage_account_type", Text(disk, "managedDisk", "storageAccountType") ?? "StandardSSD_LRS");
            _hcl.Raw($"disk_size_gb = {Text(disk, "diskSizeGB")}").Set("zone", Items(body, "zones").FirstOrDefault()?.ToString());
        });
        _hcl.Block($"resource \"azurerm_virtual_machine_data_disk_attachment\" \"data{lun}\"", () => _hcl
            .Raw($"managed_disk_id = azurerm_managed_disk.data{lun}.id").Raw($"virtual_machine_id = {type}.this.id")
            .Raw($"lun = {lun}").Set("caching", "None"));
    }

    private void Resource(string type, ResourceIdentifier id, JsonObject body, Action more) => _hcl.Block($"resource \"{type}\" \"this\"", () =>
    {
        _hcl.Set("name", id.Name).Set("resource_group_name", id.ResourceGroupName).Set("location", Text(body, "location"));
        more();
        _hcl.Map("tags", (body["tags"] as JsonObject ?? []).Select(tag => (tag.Key, tag.Value!.ToString())));
    });

    private ImageShareException NotBySource() =>
        new("TemplateNotPossible", ErrorKind.InvalidArgument, $"Terraform's azurerm provider cannot build '{planned.VM.Name}'.")
        {
            Target = planned.ImageId,
            Reason = "The image is specialized, and the provider's VM resources demand an administrator, which such an image refuses.",
            Fix = "Use -Format Bicep or -Format AzureCli.",
        };
}
