using System.Text.Json;

namespace ImageShare.Sandbox.Server;

/// <summary>What Connect-ImageShare -Environment reads to find this cloud and to trust it.</summary>
internal sealed record CloudFile(
    string Name, string ResourceManager, string Authority, string Graph, string CaCertificate, string FederationAudience)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format));
}
