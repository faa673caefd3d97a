using System.Collections;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Host.StandIns.Text;

[Cmdlet(VerbsData.ConvertTo, "Json")]
internal sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _items = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    protected override void ProcessRecord() => _items.Add(InputObject);

    protected override void EndProcessing()
    {
        var node = Node(_items.Count == 1 && !AsArray ? _items[0] : _items, 0);
        WriteObject(node is null ? "null" : node.ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = !Compress,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }));
    }

    private JsonNode? Node(object? value, int depth)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null or DBNull => null,
            string or char or Guid or Uri or Version => JsonValue.Create(bare.ToString()),
            bool flag => JsonValue.Create(flag),
            Enum name => EnumsAsStrings ? JsonValue.Create(name.ToString()) : JsonValue.Create(Convert.ToInt64(name, null)),
            DateTime or DateTimeOffset => JsonSerializer.SerializeToNode(bare),
            _ when bare.GetType().IsPrimitive || bare is decimal => JsonSerializer.SerializeToNode(bare, bare.GetType()),
            _ when depth > Depth => JsonValue.Create(LanguagePrimitives.ConvertTo<string>(value)),
            IDictionary table => new JsonObject(table.Cast<DictionaryEntry>().Select(entry =>
                KeyValuePair.Create(LanguagePrimitives.ConvertTo<string>(entry.Key), Node(entry.Value, depth + 1)))),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Node(item, depth + 1))]),
            _ => new JsonObject(PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable).Select(property =>
                KeyValuePair.Create(property.Name, Node(property.Value, depth + 1)))),
        };
    }
}
