using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>A file may say only what has a strict shape.</summary>
public sealed class RefusalTests : HandoverBench
{
    public static TheoryData<string, string> BadValues => new()
    {
        { "$schema", "\"https://example.org/schema\"" },
        { "$schema", "1" },
        { "schemaVersion", "0" },
        { "schemaVersion", "\"1\"" },
        { "schemaVersion", "1.5" },
        { "kind", "\"gift\"" },
        { "kind", "null" },
        { "kind", "\"Share\"" },
        { "environment", "\"\"" },
        { "environment", "\"Azure\\u001b[31mCloud\"" },
        { "environment", "\"Azure\\u202eCloud\"" },
        { "createdOn", "\"yesterday\"" },
        { "createdOn", "\"2026-11-23T12:00:00\"" },
        { "createdOn", "\"2026-11-23T12:00:00+09:00\"" },
        { "expiresOn", "\"2026-11-22T12:00:00Z\"" },
        { "expiresOn", "\"2027-12-31T12:00:00Z\"" },
        { "publisher", "{}" },
        { "publisher.tenantId", "\"contoso.com\"" },
        { "publisher.tenantId", "\"00000000-0000-0000-0000-000000000000\"" },
        { "publisher.tenantId", $"\"{ConsumerTenant}\"" },
        { "publisher.tenantId", "\"{0b9e6f6c-50c5-4a0e-9d24-0d6a2f1f6a01}\"" },
        { "consumer.tenantId", "\"../..\"" },
        { "consumer.name", "\"\"" },
        { "consumer.name", "\"Fabri\\nkam\"" },
        { "consumer.name", $"\"{new string('x', 257)}\"" },
        { "app.applicationId", "\"x\"" },
        { "app.displayName", "\" \"" },
        { "app.displayName", "\"a\\u0000b\"" },
        { "app.displayName", "\"\\u200b\"" },
        { "app.tenantId", "\"9c1d7e2a-0000-4000-8000-00000000000f\"" },
        { "app.credential.kind", "\"password\"" },
        { "app.credential.thumbprint", "\"zz\"" },
        { "app.credential.endsOn", "5" },
        { "app.credential.path", "\"/etc/passwd\"" },
        { "app.tokenEndpoint", "\"https://evil.example/token\"" },
        { "resourceManager", "\"https://evil.example/\"" },
        { "secret", "{\"protection\":\"none\",\"value\":\"x\"}" },
        { "secret", "{\"protection\":\"rot13\"}" },
        { "images", "{}" },
        { "images", "[null]" },
        { "images.0.id", "\"https://evil.example/\"" },
        { "images.0.id", $"\"{ImageId}/../../x\"" },
        { "images.0.id", $"\"{ImageId}/versions/latest\"" },
        { "images.0.id", $"\"{ImageId}?api-version=1\"" },
        { "images.0.id", $"\"{ImageId}\\n\"" },
        { "images.0.id", "\"/subscriptions/x/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b\"" },
        { "images.0.id", $"\"{ImageId.Replace("Compute", "Storage", StringComparison.Ordinal)}\"" },
        { "images.0.location", "\"japan east\"" },
        { "images.0.regions", "[\"japaneast\",\"../x\"]" },
        { "images.0.regions", $"[{string.Join(',', Enumerable.Repeat("\"japaneast\"", 201))}]" },
        { "images.0.osType", "\"BeOS\"" },
        { "images.0.osState", "\"generalized\"" },
        { "images.0.hyperVGeneration", "\"V3\"" },
        { "images.0.architecture", "\"x86\"" },
        { "images.0.securityType", "\"Trusted Launch\"" },
        { "images.0.diskControllerTypes", "[\"SCSI, NVMe\"]" },
        { "images.0.plan.name", "\"a b\"" },
        { "images.0.plan", "{\"name\":\"x\"}" },
        { "images.0.encrypted", "\"true\"" },
        { "images.0.endOfLifeDate", "\"2027-01-01\"" },
        { "signature", "\"\"" },
    };

    [Theory]
    [MemberData(nameof(BadValues))]
    public async Task A_bad_value_is_refused_without_being_shown(string path, string value)
    {
        await WriteAsync(Share(App(Credential(CredentialKind.Certificate, new string('A', 40)))));
        Edit(j => Set(j, path, JsonNode.Parse(value)));

        var refused = await RefusedAsync();

        Assert.Equal(path == "signature" ? "HandoverTampered" : "HandoverUnreadable", refused.Code);
        Assert.Equal(File, refused.Target);
        Assert.NotNull(refused.Reason);
        Assert.DoesNotContain(refused.ToString(), c => char.IsControl(c) && c is not ('\r' or '\n'));
        Assert.DoesNotContain("evil", refused + refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("environment")]
    [InlineData("createdOn")]
    [InlineData("publisher")]
    [InlineData("images")]
    [InlineData("$schema")]
    [InlineData("schemaVersion")]
    public async Task What_every_file_has_must_be_there(string name)
    {
        await WriteAsync(Share(App()));
        Edit(j => j.Remove(name));

        Assert.Equal("HandoverUnreadable", (await RefusedAsync()).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"$schema\":\"urn:imageshare:handover\",\"schemaVersion\":1,}")]
    [InlineData("{/* comment */\"$schema\":\"urn:imageshare:handover\",\"schemaVersion\":1}")]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{}}}}}}}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("<html></html>")]
    public async Task What_is_not_strict_json_is_refused(string text)
    {
        await PutAsync(text);

        await AssertRefusedAsync("HandoverUnreadable", ErrorKind.InvalidData);
    }

    [Fact]
    public async Task Text_in_other_encodings_is_refused()
    {
        await WriteAsync(Share(App()));
        var text = await TextAsync();
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            await System.IO.File.WriteAllTextAsync(File, text, encoding, TestContext.Current.CancellationToken);

            Assert.Equal("It is not UTF-8 text.", (await RefusedAsync()).Reason);
        }
    }

    [Fact]
    public async Task A_name_twice_is_refused_wherever_it_is()
    {
        await WriteAsync(Share(App()));
        var text = await TextAsync();
        foreach (var name in (string[])["kind", "tenantId", "displayName", "osType"])
        {
            var at = text.IndexOf($"\"{name}\"", StringComparison.Ordinal);
            await PutAsync(text.Insert(at, $"\"{name}\": \"x\", "));

            Assert.Contains("twice", (await RefusedAsync()).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_newer_schema_asks_for_an_update_whatever_else_it_has()
    {
        await WriteAsync(Share(App()));
        Edit(j =>
        {
            j["schemaVersion"] = 2;
            j["novelty"] = true;
        });

        var refused = await RefusedAsync();

        Assert.Equal(("HandoverSchemaNewer", ErrorKind.InvalidData), (refused.Code, refused.Kind));
        Assert.Contains("Update", refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_are_bounded_and_named_once()
    {
        await WriteAsync(Share(App()));
        var many = Enumerable.Range(0, 501).Select(i => new JsonObject { ["id"] = $"{ImageId}/versions/1.0.{i}" });
        Edit(j => j["images"] = new JsonArray([.. many]));
        Assert.Contains("500", (await RefusedAsync()).Reason, StringComparison.Ordinal);

        Edit(j => j["images"] = new JsonArray(new JsonObject { ["id"] = ImageId }, new JsonObject { ["id"] = ImageId.ToUpperInvariant() }));
        Assert.Contains("twice", (await RefusedAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_a_secret_is_refused()
    {
        await WriteAsync(Share(SecretApp), new(File) { AllowPlainTextSecret = true });
        Edit(j =>
        {
            j["kind"] = "request";
            j["app"]!["tenantId"] = ConsumerTenant;
        });

        Assert.Contains("request", (await RefusedAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_read_is_not_written_either()
    {
        foreach (var content in (HandoverContent[])
        [
            Share(App() with { ApplicationId = "" }),
            Share(App() with { DisplayName = "a\nb" }),
            Share(App() with { ConsentUri = new("https://login.example.org/x/adminconsent?client_id=" + ApplicationId) }),
            Share(App() with { AppTenantId = "9c1d7e2a-0000-4000-8000-00000000000f" }),
            Share(null),
            new(App(), [Image, Image]) { Kind = HandoverKind.Share },
            new(App(), [Image, Image with { TenantId = ConsumerTenant }]) { Kind = HandoverKind.Share },
            new(null, []) { Kind = HandoverKind.Request, Environment = "AzureCloud" },
        ])
        {
            var refused = await Assert.ThrowsAsync<ImageShareException>(() => WriteAsync(content));

            Assert.Equal(("InvalidHandover", ErrorKind.InvalidArgument), (refused.Code, refused.Kind));
            Assert.NotNull(refused.Reason);
        }
    }

    private static void Set(JsonObject json, string path, JsonNode? value)
    {
        var names = path.Split('.');
        JsonNode node = json;
        foreach (var name in names[..^1])
            node = int.TryParse(name, out var index) ? node[index]! : node[name]!;

        node[names[^1]] = value;
    }
}
