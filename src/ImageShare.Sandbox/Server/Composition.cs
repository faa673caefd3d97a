using ImageShare.Sandbox.Arm;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Entra;
using ImageShare.Sandbox.Graph;
using ImageShare.Sandbox.PartnerCenter;

namespace ImageShare.Sandbox.Server;

/// <summary>What the sandbox is made of: the one list that a new room adds itself to.</summary>
internal static class Composition
{
    public static IReadOnlyList<IRoom> Rooms { get; } = [new EntraRoom(), new GraphRoom(), new IngestionRoom(), new ArmRoom()];

    public static IReadOnlyList<ISeed> Seeds { get; } = [new GallerySeed(), new ImageKindsSeed(), new MarketplaceSeed()];
}
