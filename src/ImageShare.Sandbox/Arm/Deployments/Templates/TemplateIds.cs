using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>Resource ids as template functions and template resources make them.</summary>
internal static class TemplateIds
{
    /// <summary><c>resourceId([subscriptionId], [resourceGroupName], type, names...)</c>, else at the deployment's scope.</summary>
    public static string ResourceId(TemplateScope scope, List<string> arguments)
    {
        var at = arguments.FindIndex(a => a.Contains('/', StringComparison.Ordinal));
        var typeAndNames = arguments.Skip(Math.Max(at, 0)).ToList();
        return at switch
        {
            <= 0 => Join(scope.Id, typeAndNames),
            1 when Guid.TryParse(arguments[0], out _) => Join($"/subscriptions/{arguments[0]}", typeAndNames),
            1 => Join($"{scope.Subscription.ResourceId}/resourceGroups/{arguments[0]}", typeAndNames),
            _ => Join($"/subscriptions/{arguments[0]}/resourceGroups/{arguments[1]}", typeAndNames),
        };
    }

    public static string SubscriptionResourceId(TemplateScope scope, List<string> arguments) =>
        Guid.TryParse(arguments.FirstOrDefault(), out _)
            ? Join($"/subscriptions/{arguments[0]}", arguments.Skip(1).ToList())
            : Join(scope.Subscription.ResourceId, arguments);

    /// <summary>An id under a scope, from a type and as many names as the type has parts.</summary>
    public static string Join(string scope, IReadOnlyList<string> typeAndNames)
    {
        // Samples end the type with a slash, which counts for nothing.
        var type = typeAndNames.Count > 0 ? typeAndNames[0].Split('/', StringSplitOptions.RemoveEmptyEntries) : [];
        var names = typeAndNames.Skip(1).ToList();
        if (type.Length < 2 || names.Count != type.Length - 1)
            throw new ArgumentException($"the type '{string.Join('/', type)}' needs as many names as it has parts after the namespace.");

        var pairs = string.Concat(type.Skip(1).Zip(names, (t, n) => $"/{t}/{n}"));
        var isGroup = string.Join('/', type).Equals(ResourceIds.ResourceGroupType, StringComparison.OrdinalIgnoreCase);
        return isGroup ? scope + pairs : $"{scope.TrimEnd('/')}/providers/{type[0]}{pairs}";
    }
}
