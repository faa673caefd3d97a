using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Model;

namespace ImageShare.Engine.Machines.Templates;

/// <summary>A plan, taken apart for those who write it in another language.</summary>
internal sealed class Planned
{
    private Planned(SharedImageVM vm, SharedImageVMPlan plan)
    {
        VM = vm;
        Plan = plan;
        Machine = Body(plan.Resources.Single(resource => resource.Type == "Microsoft.Compute/virtualMachines"));
    }

    public SharedImageVM VM { get; }

    public SharedImageVMPlan Plan { get; }

    /// <summary>The VM's request.</summary>
    public JsonObject Machine { get; }

    public bool IsWindows => "Windows".Equals(VM.OSType, StringComparison.OrdinalIgnoreCase);

    public static Planned Of(SharedImageVM vm) => vm.Plan is { } plan ? new(vm, plan)
        : throw new ImageShareException("PlanRequired", ErrorKind.InvalidArgument, $"The VM '{vm.Name}' comes without its plan.")
        {
            Target = vm.Id,
            Reason = "Only a planned VM knows what would be made; one that is there does not.",
            Fix = "New-SharedImageVM ... -WhatIf -PassThru | ConvertTo-SharedImageTemplate",
        };

    /// <summary>Those of a type that are to be made.</summary>
    public IEnumerable<(ResourceIdentifier Id, JsonObject Body)> ToMake(string type) =>
        Plan.Resources.Where(resource => resource.Type == type && !resource.Exists)
            .Select(resource => (new ResourceIdentifier(resource.Id), Body(resource)));

    public bool IsMade(string? id) =>
        Plan.Resources.Any(resource => !resource.Exists && resource.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The id of the image, whichever property it stands in.</summary>
    public string ImageId => VM.ImageId;

    public static JsonObject Body(PlannedResource resource) => JsonNode.Parse(resource.Body)!.AsObject();

    public static string? Text(JsonNode? node, params ReadOnlySpan<string> path) => Find(node, path)?.ToString();

    public static JsonNode? Find(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = node is JsonArray { Count: > 0 } items ? items[0]?[name] : (node as JsonObject)?[name];
        return node;
    }

    public static IEnumerable<JsonNode> Items(JsonNode? node, params ReadOnlySpan<string> path) =>
        Find(node, path) is JsonArray items ? items.OfType<JsonNode>() : [];
}
