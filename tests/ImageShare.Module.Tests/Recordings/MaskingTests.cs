using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>Secrets and tokens, wherever Azure may put them, are not in a recording.</summary>
public sealed class MaskingTests
{
    private const string Secret = "N0t-For-Anyones-Eyes";
    private const string EntraSecret = "abc8Q~defghijklmnopqrstuvwxyz0123456789-";
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ0ZW5hbnQiLCJzZWNyZXQiOiJOMHQtRm9yLUFueW9uZXMtRXllcyJ9.c2lnbmF0dXJlLW9mLW1pbmU";
    private const string Jwe = "eyJhbGciOiJSU0EtT0FFUCJ9.ZW5jcnlwdGVkLWtleQ.aXYtb2YtbWluZQ.Y2lwaGVydGV4dC1vZi1taW5l.dGFnLW9mLW1pbmU";
    private const string Opaque = "EwBYA8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAd";

    [Theory]
    [InlineData("""{ "client_secret": "N0t-For-Anyones-Eyes" }""")]
    [InlineData("""{ "properties": [{ "adminPassword": { "value": "N0t-For-Anyones-Eyes" } }] }""")]
    [InlineData("""{ "passwordCredentials": [{ "hint": "N0t-For-Anyones-Eyes" }] }""")]
    [InlineData("""{ "body": "{\"refresh_token\": \"N0t-For-Anyones-Eyes\", \"n\": 1}" }""")]
    [InlineData("""{ "error": { "message": "{\"error\":{\"details\":\"{\\\"secretText\\\": \\\"N0t-For-Anyones-Eyes\\\"}\"}}" } }""")]
    [InlineData("""{ "connectionString": "AccountName=a;N0t-For-Anyones-Eyes" }""")]
    [InlineData("""{ "text": "DefaultEndpointsProtocol=https;AccountKey=N0t-For-Anyones-Eyes==;EndpointSuffix=x" }""")]
    [InlineData("""{ "accessSAS": "https://md.blob.storage.azure.net/a/abcd?sv=2018&sr=b&sig=N0t-For-Anyones-Eyes%3D" }""")]
    [InlineData("""{ "osDiskImage": { "sourceUri": "https://a.blob.core.windows.net/c/b.vhd?sv=2018&sig=N0t-For-Anyones-Eyes%2Fabc%3D&se=2030" } }""")]
    [InlineData("""{ "url": "https://x.test/?rd=https%3a%2f%2fx.test%2f%3fsig%3dN0t-For-Anyones-Eyes%26ver%3d2" }""")]
    [InlineData("""{ "message": "-----BEGIN PRIVATE KEY-----\nN0t-For-Anyones-Eyes\n-----END PRIVATE KEY-----" }""")]
    [InlineData("""{ "message": "sent was Basic N0t-For-Anyones-Eyes" }""")]
    [InlineData("""{ "keyData": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA ann@N0t-For-Anyones-Eyes" }""")]
    [InlineData("""{ "customData": "#cloud-config\nssh_authorized_keys: [ssh-rsa AAAAB3NzaC1yc2E= ann@N0t-For-Anyones-Eyes]" }""")]
    [InlineData("""{ "text": "ssh_authorized_keys: [ssh-rsa AAAAB3NzaC1yc2E= ann@N0t-For-Anyones-Eyes]" }""")]
    public void A_secret_in_a_body_is_hidden(string body)
    {
        var (asked, answered) = Exchange(body: body, answer: body);

        foreach (var text in (string[])[asked, answered])
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.Contains("***", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Jwt, "c2lnbmF0dXJlLW9mLW1pbmU")]
    [InlineData(Jwe, "Y2lwaGVydGV4dC1vZi1taW5l")]
    [InlineData(Jwe, "dGFnLW9mLW1pbmU")]
    [InlineData(Opaque, Opaque)]
    public void A_token_is_hidden_wherever_it_is_sent(string token, string part)
    {
        var (asked, answered) = Exchange(
            headers: new() { ["Authorization"] = $"Bearer {token}", ["x-ms-authorization-auxiliary"] = $"Bearer {Jwt}, Bearer {token}" },
            body: $$"""{ "inner": "{\"access_token\":\"{{token}}\"}", "id_token": "{{token}}" }""",
            answer: $$"""{ "access_token": "{{token}}", "refresh_token": "{{token}}" }""");

        Assert.DoesNotContain(part, asked, StringComparison.Ordinal);
        Assert.DoesNotContain(part, answered, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, asked, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_of_a_token_is_whose_it_is() => Assert.Contains(
        """Bearer {\u0022tid\u0022:\u0022tenant\u0022}""", Exchange(headers: new() { ["Authorization"] = $"Bearer {Jwt}" }).Asked, StringComparison.Ordinal);

    [Fact]
    public void A_secret_of_Entra_is_known_by_its_looks()
    {
        var (asked, answered) = Exchange(body: $$"""{ "value": "{{EntraSecret}}" }""", answer: $$"""{ "error": "the secret {{EntraSecret}} is none" }""");

        Assert.DoesNotContain(EntraSecret, asked + answered, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_in_the_address_of_an_operation_is_hidden_and_the_rest_is_not()
    {
        const string Address = "https://management.azure.com/subscriptions/s/operations/o?api-version=2024-07-01&t=638000000000000000"
            + "&c=MIIHhzCCBm-gAwIBAgIT&s=N0t-For-Anyones-Eyes&h=N0t-For-Anyones-Eyes-Either";
        var (asked, answered) = Exchange(url: Address, location: Address);

        foreach (var text in (string[])[asked, answered])
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.Contains("operations/o?api-version=2024-07-01\\u0026t=638000000000000000\\u0026c=***\\u0026s=***\\u0026h=***", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_challenge_still_names_the_tenant_to_sign_in_to()
    {
        const string Challenge = "Bearer authorization_uri=\"https://login.windows.net/t\", error=\"invalid_token\"";

        Assert.Equal(Challenge, Masking.Hide(Challenge));
    }

    [Fact]
    public void What_is_no_secret_stays()
    {
        const string Body = """{ "password": null, "size": "Standard_B2s", "keyId": "00000000-0000-0000-0000-000000000001", "url": "https://x.test/?search=a&s=b&h=c" }""";

        Assert.Equal(JsonNode.Parse(Body)!.ToJsonString(), Asked(Body).Body!.ToJsonString());
    }

    private static RecordedRequest Asked(string body) => RecordedRequest.Of(Traffic("https://management.azure.com/x", [], body, "", ""), Addresses.Azure);

    // What is recorded of an exchange, as text.
    private static (string Asked, string Answered) Exchange(
        string url = "https://management.azure.com/x", Dictionary<string, string>? headers = null, string body = "{}", string answer = "{}", string location = "https://x.test")
    {
        var entry = Recording.Of([Traffic(url, headers ?? [], body, answer, location)], Addresses.Azure, new SandboxAccounts(), Recording.Sandbox).Entries[0];
        return (System.Text.Json.JsonSerializer.Serialize(entry.Request), System.Text.Json.JsonSerializer.Serialize((entry.ResponseHeaders, entry.ResponseBody).ToTuple()));
    }

    private static TrafficEntry Traffic(string url, Dictionary<string, string> headers, string body, string answer, string location)
    {
        var sent = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Content-Type"] = "application/json" };
        foreach (var (name, value) in headers)
            sent[name] = value;
        var received = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Location"] = location };
        return new TrafficEntry(
            "POST", Redaction.Text(url), Redaction.Headers(sent), Redaction.Body("application/json", Encoding.UTF8.GetBytes(body)), 200,
            Redaction.Headers(received), Redaction.Body("application/json", Encoding.UTF8.GetBytes(answer)), 1);
    }
}
