using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A shallow version is no copy: it lives on its source, in one region, and bears few VMs.</summary>
internal sealed class ReplicationModeCheck() : Check("ReplicationMode")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Version.Value switch
    {
        null => Skip(facts.Version),
        { ReplicationMode: "Shallow" } version => Warn(
            "The version is a shallow one: not a copy of its source but the source itself, in one region and with one replica. It goes "
            + "when the source goes.",
            $"az sig image-version create --resource-group {version.ResourceGroupName} --gallery-name {version.GalleryName} "
            + $"--gallery-image-definition {version.Name} --gallery-image-version <new version> --replication-mode Full ...",
            Party.Publisher),
        { ReplicationMode: { } mode } => Pass($"{mode}: each region has copies of its own."),
        _ => Pass("Each region has copies of its own."),
    };
}
