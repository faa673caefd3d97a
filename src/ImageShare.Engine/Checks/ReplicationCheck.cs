using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A replica can be used when its copy is finished.</summary>
internal sealed class ReplicationCheck() : Check("Replication")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Version.Value is not { } version)
            return Skip(facts.Version);
        if (ImageChecks.Readiness(version, facts.Location) is { } refusal)
            return Fail(refusal);
        var open = version.Replication.Where(r => r.State != "Completed").Select(r => $"{r.Region} {r.Percent} %").ToList();
        return open.Count == 0 ? Pass("It is finished in every region.")
            : Warn($"It is not finished in: {string.Join(", ", open)}.",
                $"Get-GalleryImage -ResourceId {version.ImageId} -Version {version.Version}", Party.Publisher);
    }
}
