using System.Text.Json;

namespace ImageShare.Sandbox.Server;

/// <summary>What Connect-ImageShare -Environment reads to find this cloud and to trust it.</summary>
internal sealed record CloudFile(
    string Name, string ResourceManager, string Authority, string Graph, string CaCertificate, string FederationAudience)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static CloudFile Read(string path) =>
        JsonSerializer.Deserialize<CloudFile>(File.ReadAllText(path), Format) ?? throw new JsonException("It is empty.");

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format));
}
