using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>A plan as a Bicep file: each request's body, in Bicep's words.</summary>
internal static partial class BicepWriter
{
    public static string Write(Planned planned)
    {
        var text = new StringBuilder();
        text.Append($"// Makes the VM {Comment(planned.VM.Name)} in a resource group of tenant {planned.Plan.TenantId}.\n");
        if (planned.Plan.ImageTenantId is { } tenant)
        {
            text.Append($"// The image belongs to tenant {tenant}: whoever deploys this shows a token of that tenant\n");
            text.Append("// beside the usual one (header x-ms-authorization-auxiliary), as the same identity. az deployment group create\n");
            text.Append("// shows none (Azure/bicep issue 17206): deploy through an SDK or REST, or use the script of az commands.\n");
        }

        text.Append("targetScope = 'resourceGroup'\n");
        if (planned.Plan.NeedsPassword)
            text.Append("\n@secure()\n@description('Password of the administrator.')\nparam adminPassword string\n");
        if (planned.Plan.NeedsSshKey)
            text.Append("\n@description('Public SSH key of the administrator.')\nparam sshPublicKey string\n");
        if (planned.Plan.NeedsCustomData)
            text.Append("\n@secure()\n@description('What the VM finds at its first start; not encoded.')\nparam customData string\n");

        var names = planned.Plan.Resources.ToDictionary(r => r.Id, Symbol, StringComparer.OrdinalIgnoreCase);
        foreach (var resource in planned.Plan.Resources.Where(resource => !resource.Exists))
            Append(text, planned, resource, names);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Planned planned, PlannedResource resource, Dictionary<string, string> names)
    {
        var id = new ResourceIdentifier(resource.Id);
        var body = Planned.Body(resource);
        text.Append($"\nresource {names[resource.Id]} '{resource.Type}@{resource.ApiVersion}' = {{\n");
        // A child is named with its parent.
        var isChild = id.ResourceType.Type.Contains('/', StringComparison.Ordinal);
        text.Append($"  name: {Quote(isChild ? $"{id.Parent!.Name}/{id.Name}" : id.Name)}\n");
        if (resource.Type == "Microsoft.Compute/virtualMachines")
            AddParameters(body, planned);
        foreach (var (name, value) in body.Where(member => member.Key is not ("id" or "name" or "type")))
            Append(text, name, value, "  ", names, resource.Id);
        if (Parents(planned, resource) is { Count: > 0 } needed)
            text.Append($"  dependsOn: [\n{string.Concat(needed.Select(n => $"    {names[n]}\n"))}  ]\n");
        text.Append("}\n");
    }

    private static void AddParameters(JsonObject machine, Planned planned)
    {
        if (planned.Plan.NeedsPassword)
            Profile()["adminPassword"] = Parameter("adminPassword");
        if (planned.Plan.NeedsCustomData)
            Profile()["customData"] = Parameter("base64(customData)");
        if (planned.Plan.NeedsSshKey)
        {
            Profile()["linuxConfiguration"]!["ssh"] = new JsonObject
            {
                ["publicKeys"] = new JsonArray(new JsonObject
                {
                    ["path"] = $"/home/{planned.VM.AdminUserName}/.ssh/authorized_keys",
                    ["keyData"] = Parameter("sshPublicKey"),
                }),
            };
        }

        JsonObject Profile() => machine["properties"]!["osProfile"]!.AsObject();
    }

    // Marks what is an expression and no text; no name of Azure's can hold it.
    private const string Mark = "\u0001";

    private static string Parameter(string expression) => Mark + expression;

    private static void Append(
        StringBuilder text, string name, JsonNode? value, string indent, Dictionary<string, string> names, string self)
    {
        if (value is null)
            return;
        text.Append($"{indent}{Key(name)}: ");
        Append(text, value, indent, names, self);
        text.Append('\n');
    }

    private static void Append(StringBuilder text, JsonNode value, string indent, Dictionary<string, string> names, string self)
    {
        switch (value)
        {
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject members:
                text.Append("{\n");
                foreach (var (name, member) in members)
                    Append(text, name, member, $"{indent}  ", names, self);
                text.Append($"{indent}}}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonArray items:
                text.Append("[\n");
                foreach (var item in items.OfType<JsonNode>())
                {
                    text.Append($"{indent}  ");
                    Append(text, item, $"{indent}  ", names, self);
                    text.Append('\n');
                }

                text.Append($"{indent}]");
                break;
            default:
                text.Append(Scalar(value, names, self));
                break;
        }
    }

    private static string Scalar(JsonNode value, Dictionary<string, string> names, string self)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            return value.ToJsonString();
        var text = value.GetValue<string>();
        return text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..]
            : names.TryGetValue(text, out var symbol) && !text.Equals(self, StringComparison.OrdinalIgnoreCase) && symbol.Length > 0
                ? $"{symbol}.id"
                : Quote(text);
    }

    // What the body names makes Bicep wait by itself; a network that is made with its subnet is named by the subnet only.
    private static List<string> Parents(Planned planned, PlannedResource resource) =>
    [
        .. planned.Plan.Resources.Where(other => !other.Exists && other != resource
            && resource.Body.Contains($"{other.Id}/", StringComparison.OrdinalIgnoreCase)
            && !planned.IsMade(SubnetIn(resource, other))).Select(other => other.Id),
    ];

    private static string? SubnetIn(PlannedResource resource, PlannedResource network) =>
        Planned.Text(Planned.Body(resource), "properties", "ipConfigurations", "properties", "subnet", "id") is { } id
            && id.StartsWith($"{network.Id}/", StringComparison.OrdinalIgnoreCase) ? id : null;

    // Those that exist are named by their ids.
    private static string Symbol(PlannedResource resource) => resource.Exists ? "" : resource.Type.Split('/')[^1] switch
    {
        "networkSecurityGroups" => "securityGroup",
        "publicIPAddresses" => "publicIpAddress",
        "virtualNetworks" => "virtualNetwork",
        "subnets" => "subnet",
        "networkInterfaces" => "networkInterface",
        _ => "virtualMachine",
    };

    private static string Key(string name) => Identifier().IsMatch(name) ? name : Quote(name);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '\\' => @"\\",
                '\'' => @"\'",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when char.IsControl(c) => $"\\u{{{(int)c:x}}}",
                _ => c.ToString(),
            });
        }

        return quoted.Replace("${", "\\${").Append('\'').ToString();
    }

    private static string Comment(string text) => text.ReplaceLineEndings(" ");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}
