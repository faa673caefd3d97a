namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>Finds what each resource of a template waits for.</summary>
internal static class TemplateOrder
{
    public static string Id(string scope, string type, string name)
    {
        var names = name.Split('/');
        return names.Length == type.Split('/').Length - 1
            ? TemplateIds.Join(scope, [type, .. names])
            : throw TemplateErrors.Resource(
                $"The template resource '{name}' for type '{type}' has incorrect segment lengths. A nested resource type must have "
                + "identical number of segments as its resource name. A root resource type must have segment length one greater than its "
                + "resource name.");
    }

    public static IReadOnlyList<TemplateResource> Resolve(List<TemplateResource> resources)
    {
        if (resources.GroupBy(r => r.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw TemplateErrors.Resource($"The resource '{twice.Key}' is defined multiple times in a template.");

        var ordered = resources.ConvertAll(r => r with { Dependencies = [.. r.DependsOn.SelectMany(d => Find(resources, d)).Distinct()] });
        RequireNoCircle(ordered);
        return ordered;
    }

    // A word that means a loop means every resource of it.
    private static List<string> Find(List<TemplateResource> resources, string reference)
    {
        var found = resources.Where(r => r.Is(reference)).Select(r => r.Id).ToList();
        return found.Count > 0 ? found : throw TemplateErrors.Resource($"The resource '{reference}' is not defined in the template.");
    }

    private static void RequireNoCircle(List<TemplateResource> resources)
    {
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var left = resources.ToList();
        while (left.Count > 0)
        {
            if (left.RemoveAll(r => r.Dependencies.All(done.Contains)) == 0)
                throw TemplateErrors.Resource($"Circular dependency detected on resource: '{left[0].Id}'.");

            done.UnionWith(resources.Except(left).Select(r => r.Id));
        }
    }
}
