using System.Text;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class RoundTripTests : HandoverBench
{
    [Theory]
    [InlineData(CredentialKind.Certificate)]
    [InlineData(CredentialKind.Federated)]
    [InlineData(CredentialKind.ManagedIdentity)]
    [InlineData(CredentialKind.Secret)]
    public async Task A_share_comes_back_as_it_was_written(CredentialKind kind)
    {
        var thumbprint = kind == CredentialKind.Certificate ? new string('A', 40) : null;

        var written = await WriteAsync(Share(App(Credential(kind, thumbprint))));
        var read = await ReadAsync();

        Assert.Equivalent(written, read, strict: true);
        Assert.Equal(HandoverKind.Share, read.Kind);
        Assert.Equal("AzureCloud", read.Environment);
        Assert.Equal((PublisherTenant, ConsumerTenant, "Fabrikam"), (read.PublisherTenantId, read.ConsumerTenantId, read.ConsumerName));
        Assert.Equal((ApplicationId, "Fabrikam 富士", PublisherTenant), (read.ApplicationId, read.DisplayName, read.AppTenantId));
        Assert.Equal((kind, thumbprint), (read.Credential!.Kind, read.Credential.Thumbprint));
        Assert.Equal(App().ConsentUri, read.ConsentUri);
        Assert.Equal((Now, read.Credential.EndsOn), (read.CreatedOn, read.ExpiresOn));
        Assert.Null(read.SignedBy);
        Assert.Null(read.Proof);
    }

    [Fact]
    public async Task An_image_comes_back_with_all_that_building_from_it_takes()
    {
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))));

        Assert.Equivalent(Image, Assert.Single((await ReadAsync()).Images), strict: true);
    }

    [Fact]
    public async Task A_definition_stays_a_definition()
    {
        var definition = Image with { Version = null, ImageVersionId = null, Encrypted = true };
        await WriteAsync(new(App(), [definition, Image]) { Kind = HandoverKind.Share });

        var images = (await ReadAsync()).Images;

        Assert.Equal([ImageId, Image.ImageVersionId], images.Select(i => i.Id));
        Assert.Null(images[0].ImageVersionId);
        Assert.True(images[0].Encrypted);
        Assert.Contains(Caller.Warnings, w => w.Contains("encryption set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_needs_neither_image_nor_publisher()
    {
        var app = App(Credential(CredentialKind.ManagedIdentity)) with
        {
            TenantId = ConsumerTenant, AppTenantId = ConsumerTenant, ConsumerTenantId = null,
        };
        await WriteAsync(new(app, []) { Kind = HandoverKind.Request });

        var read = await ReadAsync();

        Assert.Equal((HandoverKind.Request, ConsumerTenant, null), (read.Kind, read.ConsumerTenantId, read.PublisherTenantId));
        Assert.Empty(read.Images);
        Assert.Contains(ConsumerTenant, Assert.Single(Caller.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_share_that_answers_a_request_names_both_companies()
    {
        // What Approve-GalleryShareApp gives in the publisher's tenant: an app whose home is another one.
        var app = App() with { AppTenantId = ConsumerTenant, ConsumerTenantId = null, ConsumerName = null };
        await WriteAsync(Share(app));

        var read = await ReadAsync();

        Assert.Equal((PublisherTenant, ConsumerTenant, ConsumerTenant), (read.PublisherTenantId, read.ConsumerTenantId, read.AppTenantId));
        Assert.Null(read.Credential);
    }

    [Fact]
    public async Task A_share_without_app_carries_tenant_and_images()
    {
        await WriteAsync(Share(null) with { Environment = "AzureUSGovernment", ConsumerTenantId = ConsumerTenant });

        var read = await ReadAsync();

        Assert.Equal("AzureUSGovernment", read.Environment);
        Assert.Equal((PublisherTenant, ConsumerTenant), (read.PublisherTenantId, read.ConsumerTenantId));
        Assert.Null(read.ApplicationId);
        Assert.Null(read.ExpiresOn);
    }

    [Fact]
    public async Task The_newest_credential_is_handed_over_after_a_rotation()
    {
        var old = Credential(CredentialKind.Certificate, new string('A', 40)) with { StartsOn = Now.AddDays(-80) };
        await WriteAsync(Share(App(old, Credential(CredentialKind.Certificate, new string('B', 40)))));

        Assert.Equal(new string('B', 40), (await ReadAsync()).Credential!.Thumbprint);
    }

    [Fact]
    public async Task The_expiry_is_never_later_than_the_credentials_end()
    {
        var content = Share(App(Credential(CredentialKind.Certificate)));

        await WriteAsync(content with { ExpiresOn = Now.AddDays(60) });
        Assert.Equal(Now.AddDays(60), (await ReadAsync()).ExpiresOn);

        await WriteAsync(content with { ExpiresOn = Now.AddYears(2) }, new(File) { Force = true });
        Assert.Equal(Now.AddDays(90), (await ReadAsync()).ExpiresOn);
        Assert.Contains(Caller.Messages, v => v.Contains("2027-02-21", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_is_indented_utf8_in_one_order_and_shows_names_as_they_are()
    {
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))));
        var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        await WriteAsync(Share(App(Credential(CredentialKind.Federated))), new(File) { Force = true });

        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal("  \"$schema\": \"urn:imageshare:handover\",", text.ReplaceLineEndings("\n").Split('\n')[1]);
        Assert.Contains("\"displayName\": \"Fabrikam 富士\"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal(
            ["$schema", "schemaVersion", "kind", "environment", "createdOn", "publisher", "consumer", "app", "images"],
            Json().Select(m => m.Key));
        Assert.Equal(text, await TextAsync());
    }

    [Fact]
    public async Task A_byte_order_mark_and_other_line_ends_do_no_harm()
    {
        var signer = Certificate("signer");
        await WriteAsync(Share(App()), new(File) { SigningCertificate = signer.Proof });
        var text = await TextAsync();
        await System.IO.File.WriteAllTextAsync(
            File, text.ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            TestContext.Current.CancellationToken);

        Assert.Contains(signer.Thumbprint, (await ReadAsync()).SignedBy, StringComparison.Ordinal);
    }
}
