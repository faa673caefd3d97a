using System.Text.Json;
using System.Text.Json.Serialization;
using ImageShare.Engine.Http;

namespace ImageShare.Engine.Identity;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Page<Subscription>))]
internal sealed partial class IdentityJson : JsonSerializerContext;
