using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;

namespace ImageShare.Engine.Tests.Machines;

/// <summary>As much of Azure Resource Manager as a VM needs: a gallery of the publisher, an empty group of the consumer.</summary>
internal sealed class FakeAzure
{
    public const string PublisherSubscription = "66666666-6666-4666-8666-666666666666";
    public const string Gallery = $"/subscriptions/{PublisherSubscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/gal";
    public const string Definition = $"{Gallery}/images/ubuntu";
    public const string Version = $"{Definition}/versions/1.2.0";
    public const string Group = $"/subscriptions/{TestCloud.SubscriptionId}/resourceGroups/rg";

    private readonly TestCloud _cloud;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _begun = new();

    public FakeAzure() => _cloud = new TestCloud(Answer);

    /// <summary>Resources that are there, by lower-case path.</summary>
    public ConcurrentDictionary<string, JsonObject> Resources { get; } = new();

    /// <summary>A subscription that was delegated answers the consumer's token.</summary>
    public bool Delegated { get; set; }

    public bool Granted { get; set; } = true;

    public bool MayList { get; set; } = true;

    public JsonObject DefinitionProperties { get; set; } = JsonNode.Parse("""
        { "osType": "Linux", "osState": "Generalized", "hyperVGeneration": "V2", "architecture": "x64", "provisioningState": "Succeeded",
          "features": [ { "name": "SecurityType", "value": "TrustedLaunchSupported" } ] }
        """)!.AsObject();

    public List<string> Regions { get; } = ["Japan East", "Japan West"];

    /// <summary>What the end of an operation on such a path says, when it fails.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    /// <summary>As Azure does when it takes its time: the answer to the request that makes an address does not say it.</summary>
    public bool TellsAddressLater { get; set; }

    /// <summary>Runs before a request is answered.</summary>
    public Action<MockRequest>? Before { get; set; }

    /// <summary>What the consumer may not do, or not yet.</summary>
    public Func<MockRequest, bool>? Refuse { get; set; }

    /// <summary>The sizes and quotas of the subscription as JSON arrays; null when they may not be read.</summary>
    public string? Skus { get; set; }

    public string? Usages { get; set; }

    /// <summary>Whether the subscription may make networks.</summary>
    public bool Registered { get; set; } = true;

    /// <summary>Whether the Marketplace terms are accepted; null when they may not be read.</summary>
    public bool? Accepted { get; set; }

    /// <summary>Logical unit numbers of the version's data disks.</summary>
    public List<int> DataDiskLuns { get; } = [];

    /// <summary>Whether a VM's data disks are resources that stay.</summary>
    public bool MakesDisks { get; set; }

    /// <summary>How long an operation on such a path takes.</summary>
    public Dictionary<string, TimeSpan> Durations { get; } = [];

    /// <summary>Whether the list of the group shows nothing, as to whom no role is effective.</summary>
    public Func<bool>? Hide { get; set; }

    public TestCloud Cloud => _cloud;

    public IReadOnlyList<MockRequest> Requests => _cloud.Transport.Requests;

    /// <summary>Everything but polls and the reads that end an operation.</summary>
    public IReadOnlyList<MockRequest> Counted =>
        [.. Requests.Where(r => !r.Path.Contains("/operations/", StringComparison.Ordinal) && !Ends(r))];

    public BuilderFinder Builders() => new(new(_cloud.Time), new(new()), new(new(_cloud.Time)), kept: null);

    public MachineService Machines() => new(Builders(), new(), new(_cloud.Time));

    public FakeCaller Caller(bool whatIf = false) => new(_cloud.SignIn(TestCloud.ConsumerTenant)) { WhatIf = whatIf };

    public void Put(string path, string location, string properties = "{}", string? sku = null) =>
        Resources[path.ToLowerInvariant()] = new JsonObject
    {
        ["id"] = path,
        ["name"] = path.Split('/')[^1],
        ["type"] = Type(path),
        ["location"] = location,
        ["properties"] = JsonNode.Parse(properties),
        ["sku"] = sku is null ? null : new JsonObject { ["name"] = sku },
    };

    private bool Ends(MockRequest request)
    {
        var all = Requests.ToList();
        var index = all.IndexOf(request);
        return request.Method == "GET" && all.Take(index).Any(r => r.Method == "PUT" && r.Path == request.Path);
    }

    private MockAnswer Answer(MockRequest request)
    {
        Before?.Invoke(request);
        var tenant = Tenant(request);
        var path = request.Path;
        if (path.StartsWith($"/subscriptions/{PublisherSubscription}", StringComparison.OrdinalIgnoreCase))
            return Image(path, tenant);
        if (tenant != TestCloud.ConsumerTenant)
            return WrongTenant(TestCloud.ConsumerTenant);
        if (path.Contains("/operations/", StringComparison.Ordinal))
            return Poll(request);
        if (Refuse?.Invoke(request) is true)
            return Forbidden("something", path);
        if (path.Equals(Group, StringComparison.OrdinalIgnoreCase))
            return MockAnswer.Json($$"""{ "id": "{{Group}}", "name": "rg", "location": "japaneast", "properties": {} }""");
        if (path.Equals($"{Group}/resources", StringComparison.OrdinalIgnoreCase))
            return List();
        if (path.EndsWith("/Microsoft.Compute/skus", StringComparison.OrdinalIgnoreCase))
            return Skus is null ? Forbidden("Microsoft.Compute/skus/read", path) : MockAnswer.Json($$"""{ "value": {{Skus}} }""");
        if (path.EndsWith("/usages", StringComparison.OrdinalIgnoreCase))
        {
            return Usages is null ? Forbidden("Microsoft.Compute/locations/usages/read", path)
                : MockAnswer.Json($$"""{ "value": {{Usages}} }""");
        }

        if (path.EndsWith("/agreements/current", StringComparison.OrdinalIgnoreCase))
            return Agreement(request);
        if (path.EndsWith("/register", StringComparison.OrdinalIgnoreCase))
            Registered = true;
        if (path.EndsWith("/providers/Microsoft.Network", StringComparison.OrdinalIgnoreCase) || request.Method == "POST")
            return MockAnswer.Json($$"""{ "registrationState": "{{(Registered ? "Registered" : "NotRegistered")}}" }""");
        return request.Method switch
        {
            "PUT" => Create(request),
            "DELETE" => Resources.TryRemove(path.ToLowerInvariant(), out _) ? new(200) : new(204),
            _ => Resources.TryGetValue(path.ToLowerInvariant(), out var found) ? MockAnswer.Json(found.ToJsonString())
                : MockAnswer.Error(404, "ResourceNotFound", $"The Resource '{path}' was not found."),
        };
    }

    private MockAnswer List() => MayList
        ? MockAnswer.Json(new JsonObject
        {
            ["value"] = new JsonArray([.. (Hide?.Invoke() is true ? [] : Resources.Values).Select(r => new JsonObject
            {
                ["id"] = r["id"]!.GetValue<string>(),
                ["name"] = r["name"]!.GetValue<string>(),
                ["type"] = r["type"]!.GetValue<string>(),
                ["location"] = r["location"]!.GetValue<string>(),
            })]),
        }.ToJsonString())
        : Forbidden("Microsoft.Resources/subscriptions/resourceGroups/resources/read", Group);

    private MockAnswer Agreement(MockRequest request)
    {
        if (Accepted is null)
            return Forbidden("Microsoft.MarketplaceOrdering/offertypes/publishers/offers/plans/agreements/read", request.Path);
        Accepted |= request.Method == "PUT" && request.Body.Contains("\"accepted\":true", StringComparison.Ordinal);
        return MockAnswer.Json($$"""{ "properties": { "signature": "S", "accepted": {{(Accepted.Value ? "true" : "false")}} } }""");
    }

    private MockAnswer Create(MockRequest request)
    {
        if (!Registered && request.Path.Contains("/Microsoft.Network/", StringComparison.Ordinal))
        {
            return MockAnswer.Error(
                409, "MissingSubscriptionRegistration", "The subscription is not registered to use namespace 'Microsoft.Network'.");
        }

        var body = JsonNode.Parse(request.Body)!.AsObject();
        body["id"] = request.Path;
        body["name"] = request.Path.Split('/')[^1];
        body["type"] = Type(request.Path);
        body["properties"]!["provisioningState"] = "Succeeded";
        if (request.Path.Contains("/publicIPAddresses/", StringComparison.Ordinal))
            body["properties"]!["ipAddress"] = "203.0.113.7";
        if (request.Path.Contains("/networkInterfaces/", StringComparison.Ordinal))
            body["properties"]!["ipConfigurations"]![0]!["properties"]!["privateIPAddress"] = "10.0.0.4";
        if (MakesDisks && body["properties"]!["storageProfile"]?["dataDisks"]?[0] is JsonObject disk)
        {
            var id = $"{Group}/providers/Microsoft.Compute/disks/data";
            Put(id, "japaneast");
            disk["managedDisk"] = new JsonObject { ["id"] = id };
        }

        Resources[request.Path.ToLowerInvariant()] = body;
        var kind = request.Path.Split('/')[^2];
        _begun[request.Path.Split('/')[^2]] = _cloud.Time.GetUtcNow();
        var operation = $"https://management.azure.com/subscriptions/{TestCloud.SubscriptionId}/operations/{kind}?api-version=2024-01-01";
        var told = body.DeepClone();
        if (TellsAddressLater)
            told["properties"]!.AsObject().Remove("ipAddress");
        return new(201, told.ToJsonString(), ("Azure-AsyncOperation", operation));
    }

    private MockAnswer Poll(MockRequest request)
    {
        var kind = request.Path.Split('/')[^1];
        if (Durations.TryGetValue(kind, out var duration) && _cloud.Time.GetUtcNow() < _begun[kind] + duration)
            return MockAnswer.Json("""{ "status": "InProgress" }""");
        return MockAnswer.Json(Failures.TryGetValue(kind, out var error)
            ? $$"""{ "status": "Failed", "error": {{error}} }"""
            : """{ "status": "Succeeded" }""");
    }

    private MockAnswer Image(string path, string tenant)
    {
        if (tenant != TestCloud.PublisherTenant && !(Delegated && tenant == TestCloud.ConsumerTenant))
            return WrongTenant(TestCloud.PublisherTenant);
        if (!Granted)
            return Forbidden("Microsoft.Compute/galleries/images/versions/read", path);

        var version = VersionBody("1.2.0").ToJsonString();
        return path switch
        {
            Definition => MockAnswer.Json(new JsonObject
            {
                ["id"] = Definition,
                ["name"] = "ubuntu",
                ["type"] = "Microsoft.Compute/galleries/images",
                ["location"] = "japaneast",
                ["properties"] = DefinitionProperties.DeepClone(),
            }.ToJsonString()),
            Version => MockAnswer.Json(version),
            $"{Definition}/versions" => MockAnswer.Json(
                new JsonObject { ["value"] = new JsonArray(VersionBody("1.9.0"), VersionBody("1.10.0")) }.ToJsonString()),
            _ => MockAnswer.Error(404, "ResourceNotFound", $"The Resource '{path}' was not found."),
        };
    }

    private JsonObject VersionBody(string number) => new()
    {
        ["id"] = $"{Definition}/versions/{number}",
        ["name"] = number,
        ["type"] = "Microsoft.Compute/galleries/images/versions",
        ["location"] = "japaneast",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["storageProfile"] = new JsonObject
            {
                ["osDiskImage"] = new JsonObject { ["sizeInGB"] = 30 },
                ["dataDiskImages"] = new JsonArray([.. DataDiskLuns.Select(lun => new JsonObject { ["lun"] = lun })]),
            },
            ["publishingProfile"] = new JsonObject
            {
                ["targetRegions"] = new JsonArray([.. Regions.Select(r => new JsonObject { ["name"] = r, ["regionalReplicaCount"] = 1 })]),
            },
        },
    };

    private static MockAnswer Forbidden(string action, string scope) => MockAnswer.Error(403, "AuthorizationFailed",
        $"The client 'x' with object id '{TestCloud.ObjectId}' does not have authorization to perform action '{action}' "
        + $"over scope '{scope}'.");

    private static MockAnswer WrongTenant(string owner) => new(
        401, """{"error":{"code":"InvalidAuthenticationTokenTenant","message":"The access token is from the wrong issuer."}}""",
        ("WWW-Authenticate", $"Bearer authorization_uri=\"https://login.windows.net/{owner}\", error=\"invalid_token\""));

    public static string Tenant(MockRequest request) => TenantOf(request.Header("Authorization")!);

    public static string TenantOf(string bearer) => TokenClaims.Read(bearer["Bearer ".Length..])!.TenantId!;

    private static string Type(string path)
    {
        var parts = path.Split("/providers/")[^1].Split('/');
        return $"{parts[0]}/{string.Join('/', parts.Skip(1).Where((_, i) => i % 2 == 0))}";
    }
}
