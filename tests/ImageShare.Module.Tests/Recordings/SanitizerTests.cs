using ImageShare.Sandbox.Recordings;
using Xunit;

namespace ImageShare.Tests.Recordings;

/// <summary>Whom a recording is of cannot be read from it.</summary>
public sealed class SanitizerTests
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    [Theory]
    [InlineData($"/tenants/{Tenant}", "/tenants/00000000-0000-4000-8000-000000000001")]
    [InlineData("/tenants/72F988BF-86F1-41AF-91AB-2D7CD011DB47", "/tenants/00000000-0000-4000-8000-000000000001")]
    [InlineData($"{Tenant} 72f988bf86f141af91ab2d7cd011db47", "00000000-0000-4000-8000-000000000001 00000000000040008000000000000001")]
    [InlineData("ann.smith@fabrikam.com", "person1@example.com")]
    [InlineData("%27ann.smith%40fabrikam.com%27", "%27person1%40example.com%27")]
    [InlineData("live.com#ann@outlook.com", "live.com#person1@example.com")]
    [InlineData("ann@fabrikam.com ann_fabrikam.com#EXT#@contoso.onmicrosoft.com", "person1@example.com person1_example.com#EXT#@tenant1.example.com")]
    [InlineData("https://contoso.onmicrosoft.com/x", "https://tenant1.example.com/x")]
    [InlineData("""{"defaultDomain": "contoso.com", "n": "https://www.contoso.com/x"}""", """{"defaultDomain": "tenant1.example.com", "n": "https://www.contoso.com/x"}""")]
    [InlineData("""{"publisherDomain":"contoso.com","n":"app://contoso.com/x"}""", """{"publisherDomain":"tenant1.example.com","n":"app://tenant1.example.com/x"}""")]
    [InlineData("""{"domains": ["contoso.com", "contoso.de"], "k": "contoso.de"}""", """{"domains": ["tenant1.example.com", "tenant2.example.com"], "k": "tenant2.example.com"}""")]
    [InlineData(
        """{"verifiedDomains": [{"isDefault": true, "isInitial": false, "name": "contoso.com", "type": "Managed"}]}""",
        """{"verifiedDomains": [{"isDefault": true, "isInitial": false, "name": "tenant1.example.com", "type": "Managed"}]}""")]
    [InlineData(
        """{"verifiedDomains": [{"name": "contoso.com", "isDefault": true}], "name": "vm.local"}""",
        """{"verifiedDomains": [{"name": "tenant1.example.com", "isDefault": true}], "name": "vm.local"}""")]
    [InlineData("""{"givenName": "Ann", "surname": "Smith"}""", """{"givenName": "name1", "surname": "name2"}""")]
    [InlineData("""{"body": "{\"mobilePhone\": \"+49 171 1\"}"}""", """{"body": "{\"mobilePhone\": \"name1\"}"}""")]
    [InlineData("https://contosodisks.blob.core.windows.net/vhds/a.vhd", "https://host1.blob.core.windows.net/vhds/a.vhd")]
    [InlineData("https://md-abc.z12.blob.core.windows.net/x", "https://host1.z12.blob.core.windows.net/x")]
    [InlineData("vm1-ab12.westeurope.cloudapp.azure.com", "host1.westeurope.cloudapp.azure.com")]
    [InlineData("https://contoso-vault.vault.azure.net/keys/k", "https://host1.vault.azure.net/keys/k")]
    [InlineData("""{"ipAddress": "20.31.5.77", "dns": "20.31.5.77"}""", """{"ipAddress": "203.0.113.1", "dns": "203.0.113.1"}""")]
    [InlineData("skiptoken=dGhlIG5leHQgcGFnZSBvZiBhIGxpc3Q%3d&x=1", "skiptoken=encoded1&x=1")]
    [InlineData("operationId=eyJ0aWQiOiI3MmY5ODgifQ==", "operationId=encoded1")]
    public void What_is_someones_own_is_invented(string text, string expected) => Assert.Equal(expected, new Sanitizer().Clean(text));

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("images@contoso.example ann@example.com")]
    [InlineData("00000003-0000-0000-c000-000000000000")]
    [InlineData("/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7")]
    [InlineData("https://management.azure.com/subscriptions")]
    [InlineData("\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata\"")]
    [InlineData("""{"privateIPAddress": "10.0.0.4", "ipAddress": "192.168.0.1", "version": "1.0.0.1"}""")]
    [InlineData("""{"defaultAction": "Allow", "domainNameLabelScope": "TenantReuse"}""")]
    public void What_is_everybodys_stays(string text) => Assert.Equal(text, new Sanitizer().Clean(text));

    [Fact]
    public void The_same_is_the_same_everywhere() => Assert.Equal(
        "a: person1@example.com, b: person2@example.com, again: person1@example.com",
        new Sanitizer().Clean("a: ann@fabrikam.com, b: bob@fabrikam.com, again: Ann@Fabrikam.com"));

    [Theory]
    [InlineData("/+ab=")]
    [InlineData("ab\"c\\d")]
    [InlineData("plain-secret")]
    public void A_recording_with_a_secret_of_the_accounts_is_not_written_however_it_is_spelled(string secret)
    {
        foreach (var spelled in (string[])[secret, Uri.EscapeDataString(secret), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret))])
        {
            var recording = new Recording
            {
                Origin = Recording.Sandbox, Recorded = DateTimeOffset.UtcNow, ApiVersions = [], Entries = [],
                Variables = new Dictionary<string, string> { ["x"] = spelled },
            };
            var path = Path.Combine(Path.GetTempPath(), $"imageshare-{Guid.NewGuid():N}.json");

            var refusal = Assert.Throws<ImageShare.Sandbox.CommandLine.UserException>(() => recording.Write(path, [secret]));

            Assert.Contains("a secret of the accounts would be in it", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, refusal.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(path));
        }
    }
}
