using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.Entra;

/// <summary>The form that is posted to the token endpoint.</summary>
internal sealed record TokenRequest(string TenantSegment, IFormCollection Form, World World, Endpoints Endpoints)
{
    public string ClientId => Require("client_id");

    public string? Optional(string name) => Form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public string Require(string name) => Optional(name) ?? throw EntraErrors.MissingParameter(name);
}
