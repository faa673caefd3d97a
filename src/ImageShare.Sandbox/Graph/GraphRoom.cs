using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Graph;

/// <summary>Microsoft Graph v1.0.</summary>
internal sealed class GraphRoom : IRoom
{
    public void Map(IEndpointRouteBuilder routes)
    {
    }
}
