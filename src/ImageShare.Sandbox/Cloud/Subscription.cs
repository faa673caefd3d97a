namespace ImageShare.Sandbox.Cloud;

internal sealed record Subscription(string Id, string DisplayName, string TenantId)
{
    public string ResourceId => $"/subscriptions/{Id}";
}
