using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using static ImageShare.Engine.Machines.Templates.Planned;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>A plan as a Bash script of az commands.</summary>
internal sealed class AzureCliWriter(Planned planned)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        _text.Append("#!/usr/bin/env bash\nset -euo pipefail\n");
        SignIn();
        Parameters();
        foreach (var (id, body) in planned.ToMake("Microsoft.Network/networkSecurityGroups"))
            SecurityGroup(id, body);
        foreach (var (id, body) in planned.ToMake("Microsoft.Network/publicIPAddresses"))
            Command("az network public-ip create", id, body, "--sku Standard", "--allocation-method Static", "--version IPv4", Zones(body));
        foreach (var (id, body) in planned.ToMake("Microsoft.Network/virtualNetworks"))
            Network(id, body);
        foreach (var (id, body) in planned.ToMake("Microsoft.Network/virtualNetworks/subnets"))
        {
            Line("az network vnet subnet create", Group(id), $"--vnet-name {Quote(id.Parent!.Name)}", $"--name {Quote(id.Name)}",
                $"--address-prefixes {Quote(Text(body, "properties", "addressPrefix")!)}", Gateway(body["properties"]));
        }

        foreach (var (id, body) in planned.ToMake("Microsoft.Network/networkInterfaces"))
            Interface(id, body);
        foreach (var (id, body) in planned.ToMake("Microsoft.Compute/virtualMachines"))
            Machine(id, body);
        return _text.ToString();
    }

    // az shows tokens of every tenant that is signed in to beside the usual one, when an id in the request belongs there.
    private void SignIn()
    {
        var plan = planned.Plan;
        if (plan.ImageTenantId is { } tenant)
        {
            _text.Append("\n# The image belongs to another tenant: the same identity signs in to both, that of the VM last.\n");
            _text.Append("# An app adds: --service-principal --username APPLICATION-ID --certificate FILE (or --password SECRET).\n");
            Line("az login", $"--tenant {Quote(tenant)}", "--allow-no-subscriptions");
            Line("az account get-access-token", $"--tenant {Quote(tenant)}", "--output none");
        }
        else
        {
            _text.Append('\n');
        }

        Line("az login", $"--tenant {Quote(plan.TenantId)}");
        Line("az account set", $"--subscription {Quote(plan.SubscriptionId)}");
    }

    private void Parameters()
    {
        if (planned.Plan.NeedsPassword)
            _text.Append("\n: \"${ADMIN_PASSWORD:?Set ADMIN_PASSWORD to the password of the administrator}\"\n");
        if (planned.Plan.NeedsSshKey)
            _text.Append("\n: \"${SSH_PUBLIC_KEY:?Set SSH_PUBLIC_KEY to the public SSH key of the administrator, or a file of it}\"\n");
        if (planned.Plan.NeedsCustomData)
            _text.Append("\n: \"${CUSTOM_DATA_FILE:?Set CUSTOM_DATA_FILE to the file that the VM finds at its first start}\"\n");
    }

    private void SecurityGroup(ResourceIdentifier id, JsonObject body)
    {
        Command("az network nsg create", id, body);
        foreach (var rule in Items(body, "properties", "securityRules"))
        {
            Line("az network nsg rule create", Group(id), $"--nsg-name {Quote(id.Name)}", $"--name {Quote(Text(rule, "name")!)}",
                $"--priority {Text(rule, "properties", "priority")}", $"--direction {Text(rule, "properties", "direction")}",
                $"--access {Text(rule, "properties", "access")}", $"--protocol {Text(rule, "properties", "protocol")}",
                $"--source-address-prefixes {Quote(Text(rule, "properties", "sourceAddressPrefix")!)}",
                $"--source-port-ranges {Quote(Text(rule, "properties", "sourcePortRange")!)}",
                $"--destination-address-prefixes {Quote(Text(rule, "properties", "destinationAddressPrefix")!)}",
                $"--destination-port-ranges {Quote(Text(rule, "properties", "destinationPortRange")!)}");
        }
    }

    private void Network(ResourceIdentifier id, JsonObject body)
    {
        var subnet = Items(body, "properties", "subnets").First();
        var name = Text(subnet, "name")!;
        var prefixes = Items(body, "properties", "addressSpace", "addressPrefixes").Select(p => Quote(p.ToString()));
        Command("az network vnet create", id, body,
            $"--address-prefixes {string.Join(' ', prefixes)}",
            $"--subnet-name {Quote(name)}", $"--subnet-prefixes {Quote(Text(subnet, "properties", "addressPrefix")!)}");
        if (Gateway(subnet["properties"]) is { } gateway)
            Line("az network vnet subnet update", Group(id), $"--vnet-name {Quote(id.Name)}", $"--name {Quote(name)}", gateway);
    }

    private void Interface(ResourceIdentifier id, JsonObject body)
    {
        var address = Text(body, "properties", "ipConfigurations", "properties", "publicIPAddress", "id");
        Command("az network nic create", id, body,
            $"--subnet {Quote(Text(body, "properties", "ipConfigurations", "properties", "subnet", "id")!)}",
            $"--network-security-group {Quote(Text(body, "properties", "networkSecurityGroup", "id")!)}",
            address is null ? null : $"--public-ip-address {Quote(address)}");
    }

    private void Machine(ResourceIdentifier id, JsonObject body)
    {
        var properties = body["properties"];
        var security = Text(properties, "securityProfile", "securityType");
        var keys = Items(properties, "osProfile", "linuxConfiguration", "ssh", "publicKeys")
            .Select(key => Quote(Text(key, "keyData")!)).ToList();
        if (planned.Plan.NeedsSshKey)
            keys.Add("\"$SSH_PUBLIC_KEY\"");
        var sizes = Items(properties, "storageProfile", "dataDisks")
            .Where(disk => Text(disk, "createOption") == "Empty").Select(disk => Text(disk, "diskSizeGB"));
        var identities = (Find(body, "identity", "userAssignedIdentities") as JsonObject ?? []).Select(identity => identity.Key);
        var own = Text(body, "identity", "type")?.Contains("SystemAssigned", StringComparison.Ordinal) is true ? "'[system]' " : "";
        var assigned = $"{own}{string.Join(' ', identities.Select(Quote))}".Trim();
        Command("az vm create", id, body,
            $"--nics {Quote(Text(properties, "networkProfile", "networkInterfaces", "id")!)}",
            "--nic-delete-option Delete", "--os-disk-delete-option Delete",
            $"--image {Quote(planned.ImageId)}",
            $"--size {Quote(Text(properties, "hardwareProfile", "vmSize")!)}",
            planned.Plan.IsSpecialized ? "--specialized" : $"--computer-name {Quote(Text(properties, "osProfile", "computerName")!)}",
            planned.Plan.IsSpecialized ? null : $"--admin-username {Quote(Text(properties, "osProfile", "adminUsername")!)}",
            planned.IsWindows || planned.Plan.IsSpecialized ? null
                : $"--authentication-type {(keys.Count == 0 ? "password" : planned.Plan.NeedsPassword ? "all" : "ssh")}",
            keys.Count == 0 ? null : $"--ssh-key-values {string.Join(' ', keys)}",
            planned.Plan.NeedsPassword ? "--admin-password \"$ADMIN_PASSWORD\"" : null,
            planned.Plan.NeedsCustomData ? "--custom-data \"$CUSTOM_DATA_FILE\"" : null,
            $"--security-type {security ?? "Standard"}",
            security is null ? null : "--enable-secure-boot true --enable-vtpm true",
            security == MachineSecurity.ConfidentialVM ? "--os-disk-security-encryption-type VMGuestStateOnly" : null,
            Option("--os-disk-size-gb", Text(properties, "storageProfile", "osDisk", "diskSizeGB")),
            Option("--storage-sku", Text(properties, "storageProfile", "osDisk", "managedDisk", "storageAccountType")),
            Option("--disk-controller-type", Text(properties, "storageProfile", "diskControllerType")),
            string.Join(' ', sizes) is { Length: > 0 } disks ? $"--data-disk-sizes-gb {disks}" : null,
            Zones(body),
            assigned.Length > 0 ? $"--assign-identity {assigned}" : null,
            Option("--license-type", Text(properties, "licenseType")),
            Text(properties, "priority") == "Spot" ? "--priority Spot --eviction-policy Deallocate --max-price -1" : null,
            Option("--plan-name", Text(body, "plan", "name")),
            Option("--plan-product", Text(body, "plan", "product")),
            Option("--plan-publisher", Text(body, "plan", "publisher")));
        Line("az vm boot-diagnostics enable", Group(id), $"--name {Quote(id.Name)}");
    }

    private void Command(string command, ResourceIdentifier id, JsonObject body, params string?[] options)
    {
        // A command's own words for a resource's name are --name everywhere here.
        var tags = string.Join(' ', (body["tags"] as JsonObject ?? []).Select(tag => Quote($"{tag.Key}={tag.Value}")));
        Line(command, [Group(id), $"--name {Quote(id.Name)}", $"--location {Quote(Text(body, "location")!)}", .. options,
            tags.Length > 0 ? $"--tags {tags}" : null]);
    }

    private void Line(string command, params string?[] options) =>
        _text.Append(command).Append(string.Concat(options.Where(o => o is not null).Select(o => $" \\\n  {o}"))).Append('\n');

    private static string Group(ResourceIdentifier id) => $"--resource-group {Quote(id.ResourceGroupName!)}";

    private static string? Zones(JsonObject body) =>
        Items(body, "zones").ToList() is { Count: > 0 } zones ? $"--zone {string.Join(' ', zones.Select(z => Quote(z.ToString())))}" : null;

    private static string? Gateway(JsonNode? subnet) => Option("--nat-gateway", Text(subnet, "natGateway", "id"));

    private static string? Option(string name, string? value) => value is null ? null : $"{name} {Quote(value)}";

    // Nothing has a meaning between single quotes, and nothing but a single quote ends them.
    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
