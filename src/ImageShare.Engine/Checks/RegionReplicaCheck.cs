using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A VM is built from a replica in its own region.</summary>
internal sealed class RegionReplicaCheck() : Check("RegionReplica")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.KnownVersion is not { } version)
            return Skip(facts.Version);
        var regions = string.Join(", ", version.Regions);
        if (facts.Location is not { } location)
        {
            return regions.Length > 0
                ? Pass($"There are replicas in {regions}; no -Location was given to look for.")
                : Skip("No -Location was given.");
        }

        return ImageChecks.Replica(version, location) is { } refusal ? Fail(refusal) : Pass(
            $"There is one in {location}. All: {regions}{(facts.Version.Value is null ? ", as the hand-over says" : "")}.");
    }
}
