using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The subscription has cores left for the size.</summary>
internal sealed class QuotaCheck() : Check("Quota")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Size.Refusal is { Kind: ErrorKind.QuotaExceeded } refusal)
            return Fail(refusal);
        if (facts.Size.Value is not { } size || facts.Consumer.Sizes.Value is not { CoresLeft: var left })
            return Skip(facts.Size);
        var known = SizeChooser.Quotas(spot: false, size).Where(left.ContainsKey).ToList();
        if (known.Count == 0)
            return Skip("The quotas are not known.");
        var scarce = known.MinBy(quota => left[quota])!;
        return left[scarce] < size.Cores
            ? Fail($"{size.Name} takes {size.Cores} vCPUs; of '{scarce}' {left[scarce]} are left in {facts.Location}.",
                $"{facts.OtherSize}; or ask for more quota", Party.Consumer)
            : Pass($"{size.Name} takes {size.Cores} vCPUs; {left[scarce]} are left in {facts.Location}.");
    }
}
