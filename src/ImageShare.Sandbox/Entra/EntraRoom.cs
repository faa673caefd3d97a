using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary>Sign-in.</summary>
internal sealed class EntraRoom : IRoom
{
    public void Map(IEndpointRouteBuilder routes)
    {
    }
}
