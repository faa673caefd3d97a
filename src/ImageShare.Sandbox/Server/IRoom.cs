namespace ImageShare.Sandbox.Server;

/// <summary>One part of the cloud: maps its endpoints. Handlers own the world while they run and never wait.</summary>
internal interface IRoom
{
    void Map(IEndpointRouteBuilder routes);
}
