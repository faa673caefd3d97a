using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Size and image must be of the same architecture, generation and disk controller.</summary>
internal sealed class ArchitectureCheck() : Check("Architecture")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Image.Value is not { } image)
            return Skip(facts.Image);
        var needs = SizeNeeds.Of(facts.Machine with { SecurityType = null }, image);
        var what = $"{needs.Architecture}, generation {needs.Generation}, {string.Join(" or ", needs.DiskControllers)}";
        if (facts.Size.Value is not { Generations.Count: > 0 } size)
            return Pass($"The image is {what}.");
        var wrong = !Parties.Same(size.Architecture, needs.Architecture) ? $"is for {size.Architecture}"
            : !size.Generations.Contains(needs.Generation, StringComparer.OrdinalIgnoreCase)
                ? $"boots generation {string.Join(" and ", size.Generations)}"
            : !size.DiskControllers.Intersect(needs.DiskControllers, StringComparer.OrdinalIgnoreCase).Any()
                ? $"has disk controllers {string.Join(" and ", size.DiskControllers)}"
            : null;
        return wrong is null ? Pass($"The image is {what}; {size.Name} goes with it.")
            : Fail($"The size {size.Name} {wrong}, the image is {what}.", facts.OtherSize, Party.Consumer);
    }
}
