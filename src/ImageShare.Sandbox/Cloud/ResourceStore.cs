namespace ImageShare.Sandbox.Cloud;

/// <summary>Every ARM resource by its id, case-insensitive, in the order of creation.</summary>
internal sealed class ResourceStore
{
    private readonly OrderedDictionary<string, Resource> _resources = new(StringComparer.OrdinalIgnoreCase);

    public Resource? Find(string? id) => id is not null && _resources.TryGetValue(id.TrimEnd('/'), out var found) ? found : null;

    public void Put(Resource resource) => _resources[resource.Id] = resource;

    public bool Remove(string id) => _resources.Remove(id.TrimEnd('/'));

    /// <summary>What lies under a scope, the scope itself not included.</summary>
    public IEnumerable<Resource> Under(string scope, string? type = null) =>
        _resources.Values.Where(r => r.Id.Length > scope.TrimEnd('/').Length && ResourceIds.IsWithin(r.Id, scope) && IsOf(r, type));

    public IEnumerable<Resource> OfType(string type) => _resources.Values.Where(r => IsOf(r, type));

    private static bool IsOf(Resource resource, string? type) =>
        type is null || resource.Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
