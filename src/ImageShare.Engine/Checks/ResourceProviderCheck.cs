using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A subscription that has never used Compute or Network must register it first.</summary>
internal sealed class ResourceProviderCheck() : Check("ResourceProvider")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Consumer.Providers.Value is not { } states)
            return Skip(facts.Consumer.Providers);
        var missing = states.Where(s => s.Value != "Registered").ToList();
        return missing.Count == 0
            ? Pass($"{string.Join(" and ", states.Keys)} are registered.")
            : Fail(string.Join(" ", missing.Select(s => $"{s.Key} is {s.Value} in the subscription.")),
                string.Join("; ", missing.Select(s => $"Register-AzResourceProvider -ProviderNamespace {s.Key}")), Party.Consumer);
    }
}
