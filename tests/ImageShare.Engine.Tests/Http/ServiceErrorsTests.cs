using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Azure;
using Azure.Identity;
using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Http;

public sealed class ServiceErrorsTests
{
    private const string Gallery = $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal";
    private const string Image = $"{Gallery}/images/centos/versions/1.0.0";
    private const string Vm = "/subscriptions/s2/resourceGroups/rg2/providers/Microsoft.Compute/virtualMachines/vm1";

    private static readonly ErrorFacts s_facts = new()
    {
        TenantId = ConsumerTenant,
        PublisherTenantId = PublisherTenant,
        ConsumerTenantId = ConsumerTenant,
        AppOwner = Party.Publisher,
    };

    public static TheoryData<int, string, string, ErrorKind, Party?, string> Table => new()
    {
        { 403, "LinkedAuthorizationFailed",
            $"The client has permission to perform action 'Microsoft.Compute/galleries/images/versions/read' on scope '{Vm}', however "
                + $"the current tenant '{ConsumerTenant}' is not authorized to access linked subscription '{SubscriptionId}'.",
            ErrorKind.PermissionDenied, Party.Consumer, PublisherTenant },
        { 403, "LinkedAuthorizationFailed",
            $"The client 'x' with object id '{ObjectId}' has permission to perform action 'Microsoft.Compute/virtualMachines/write' on "
                + $"scope '{Vm}'; however, it does not have permission to perform action 'read' on the linked scope(s) '{Image}' or "
                    + "the linked scope(s) are invalid.",
            ErrorKind.PermissionDenied, Party.Publisher, $"Grant-GalleryReader -ObjectId {ObjectId} -ResourceId {Gallery}" },
        { 403, "AuthorizationFailed",
            $"The client 'x' with object id '{ObjectId}' does not have authorization to perform action "
                + $"'Microsoft.Compute/galleries/images/versions/read' over scope '{Image}' or the scope is invalid.",
            ErrorKind.PermissionDenied, Party.Publisher, $"Grant-GalleryReader -ObjectId {ObjectId} -ResourceId {Gallery}" },
        { 403, "AuthorizationFailed",
            $"The client 'x' with object id '{ObjectId}' does not have authorization to perform action "
                                                                                    + $"'Microsoft.Authorization/roleAssignments/write' over scope '{Gallery}/providers/Microsoft.Authorization/roleAssignments/1' or the "
                                                    + "scope is invalid.",
            ErrorKind.PermissionDenied, null, $"Ask an owner of {Gallery} to run" },
        { 401, "InvalidAuthenticationTokenTenant",
            $"The access token is from the wrong issuer 'https://sts.windows.net/{ConsumerTenant}/'. It must match the tenant "
                + $"'https://sts.windows.net/{PublisherTenant}/' associated with this subscription.",
            ErrorKind.AuthenticationError, null, $"Connect-ImageShare -TenantId {PublisherTenant}" },
        { 404, "GalleryImageNotFound",
            $"The gallery image {Image} is not available in japaneast region. Please contact image owner to replicate to this region, "
                + "or change your requested region.",
            ErrorKind.ObjectNotFound, Party.Publisher, "-AddRegion japaneast" },
        { 400, "PrincipalNotFound", "Principal x does not exist in the directory y.", ErrorKind.ObjectNotFound, null, "service principal" },
        { 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", ErrorKind.PermissionDenied, null,
            "administrator" },
        { 403, "Directory_QuotaExceeded", "The directory object quota limit for the Principal has been exceeded.", ErrorKind.QuotaExceeded,
            null, "Remove-GalleryShareApp" },
        { 400, "CredentialInvalidLifetimeAsPerAppPolicy", "Credential lifetime exceeds the max value allowed as per assigned policy 'x'.",
            ErrorKind.PermissionDenied, null, "-SecretLifetime" },
        { 400, "InvalidParameter", "Parameter 'osProfile' is not allowed.", ErrorKind.InvalidArgument, null, "-Credential" },
        { 429, "SubscriptionRequestsThrottled", "Please try again after '6' seconds.", ErrorKind.LimitsExceeded, null, "Wait" },
        { 429, "SomethingNew", "slow down", ErrorKind.LimitsExceeded, null, "Try again" },
        { 503, "ServerBusy", "oops", ErrorKind.ResourceUnavailable, null, "Try again" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_refusal_becomes_code_kind_fix_and_who(int status, string code, string message, ErrorKind kind, Party? who, string fix)
    {
        var exception = ServiceErrors.Explain(Refused(MockAnswer.Error(status, code, message)), s_facts);

        Assert.Equal((code, kind, who), (exception.Code, exception.Kind, exception.Who));
        Assert.Contains(fix, exception.Reason + exception.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("{", exception.Reason + exception.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("customer", exception.Reason + exception.Fix, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_regions_that_work_and_the_object_id_to_grant_come_from_the_facts()
    {
        var facts = s_facts with { Regions = ["westeurope", "japanwest"], ReaderObjectId = "reader-in-tenant-1" };

        var region = ServiceErrors.Explain(Refused(
            MockAnswer.Error(404, "GalleryImageNotFound", "The gallery image x is not available in japaneast region.")), facts);
        var reader = ServiceErrors.Explain(Refused(
            MockAnswer.Error(403, "LinkedAuthorizationFailed",
                $"The client 'x' with object id '{ObjectId}' has permission to perform action 'a' on scope 'v'; however, it does not "
                    + $"have permission to perform action 'read' on the linked scope(s) '{Image}' or the linked scope(s) are invalid.")),
                        facts);

        Assert.Contains("westeurope, japanwest", region.Reason, StringComparison.Ordinal);
        Assert.Contains("-ObjectId reader-in-tenant-1", reader.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AADSTS700016: Application with identifier 'a1' was not found in the directory 'Fabrikam'. This can happen if ...",
        "AADSTS700016", Party.Consumer, "Approve-GalleryShareApp -ApplicationId a1")]
    [InlineData("AADSTS7000222: The provided client secret keys for app '***' are expired.", "AADSTS7000222", Party.Publisher,
        "New-GalleryShareAppCredential")]
    [InlineData("AADSTS7000215: Invalid client secret provided.", "AADSTS7000215", Party.Publisher, "new secret")]
    [InlineData("AADSTS700213: No matching federated identity record found.", "AADSTS700213", Party.Publisher, "issuer")]
    [InlineData("AADSTS700236: Entra ID tokens issued by issuer x may not be used.", "AADSTS700236", Party.Consumer, "-ManagedIdentity")]
    [InlineData("AADSTS90002: Tenant 'x' not found.", "AADSTS90002", null, "-Environment")]
    public void A_refused_sign_in_becomes_its_AADSTS_code(string message, string code, Party? who, string fix)
    {
        var text = $"ClientSecretCredential authentication failed: A configuration issue is preventing authentication. Original "
            + $"exception: {message} Trace ID: 0b9f5b0a-0000-0000-0000-000000000000 Correlation ID: "
                + "6f1c4e0b-1111-4111-8111-000000000000 Timestamp: 2026-11-23 12:00:00Z";

        var exception = ServiceErrors.Explain(new AuthenticationFailedException(text), s_facts);

        Assert.Equal((code, ErrorKind.AuthenticationError, who), (exception.Code, exception.Kind, exception.Who));
        Assert.Contains(fix, exception.Fix, StringComparison.Ordinal);
        Assert.Equal("6f1c4e0b-1111-4111-8111-000000000000", exception.CorrelationId);
        Assert.DoesNotContain("Trace ID", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, ErrorKind.ResourceUnavailable)]
    [InlineData(429, ErrorKind.LimitsExceeded)]
    public void A_sign_in_service_that_is_out_is_told_as_that(int status, ErrorKind kind)
    {
        var busy = new Microsoft.Identity.Client.MsalServiceException("service_not_available", "Out.", status);

        var exception = ServiceErrors.Explain(new AuthenticationFailedException("ClientSecretCredential authentication failed: ", busy));

        Assert.Equal(("SignInUnavailable", kind), (exception.Code, exception.Kind));
        Assert.Equal("Try again in a few minutes.", exception.Fix);
    }

    [Fact]
    public void A_secret_of_the_shape_of_an_id_is_told()
    {
        var failed = new AuthenticationFailedException("AADSTS7000215: Invalid client secret provided.");

        Assert.Contains(
            "this looks like the secret's id", ServiceErrors.Explain(failed, s_facts with { SecretLooksLikeId = true }).Reason,
            StringComparison.Ordinal);
        Assert.DoesNotContain("looks like", ServiceErrors.Explain(failed, s_facts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_innermost_error_counts_even_when_it_is_JSON_text_in_a_message()
    {
        var inner = JsonSerializer.Serialize(new { error = new { code = "SkuNotAvailable", message = "no such size", target = "vm1" } });
        var body = JsonSerializer.Serialize(new
        {
            status = "Failed",
            error = new { code = "DeploymentFailed", message = "At least one failed.",
                details = new[] { new { code = "Conflict", message = "Said: " + inner } } },
        });

        var exception = ServiceErrors.Explain(Refused(new MockAnswer(409, body, ("x-ms-correlation-request-id", "c1"))));

        Assert.Equal(("SkuNotAvailable", ErrorKind.ResourceUnavailable, "no such size"),
            (exception.Code, exception.Kind, exception.Message));
        Assert.Equal(("vm1", "c1"), (exception.Target, exception.CorrelationId));
    }

    [Fact]
    public void Endless_nesting_ends()
    {
        var text = "{}";
        for (var i = 0; i < 12; i++)
            text = JsonSerializer.Serialize(new { code = $"Level{i}", message = text });

        var exception = ServiceErrors.Explain(Refused(new MockAnswer(400, $$"""{"error":{{text}}}""")));

        Assert.StartsWith("Level", exception.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_tokens_nor_signatures_nor_secrets_get_through()
    {
        var token = FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UnixEpoch);
        var message = $"Token {token} at "
            + $"https://management.azure.com/x?api-version=2024-07-01&t=638000000000000&c=MIIabcdefghijklmnop&s={new string('s', 80)}&h=abcdefghijklmnop with client_secret=verysecretvalue";

        var exception = ServiceErrors.Explain(Refused(MockAnswer.Error(400, "Odd", message)));

        Assert.Contains("api-version=2024-07-01", exception.Message, StringComparison.Ordinal);
        foreach (var hidden in (string[])[token, "MIIabcdefgh", "sssss", "abcdefghijklmnop", "verysecretvalue", "638000000000000"])
            Assert.DoesNotContain(hidden, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_below_HTTP_are_told_apart()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError, "no",
            new SocketException((int)SocketError.ConnectionRefused));
        var tls = new HttpRequestException(HttpRequestError.SecureConnectionError, "no", new AuthenticationException("untrusted root"));
        var name = new HttpRequestException(HttpRequestError.NameResolutionError, "no");
        var tries = new AggregateException("Retry failed after 6 tries.", new RequestFailedException(0, "no", refused));

        Assert.Equal(("ConnectionFailed", ErrorKind.ConnectionError), Short(refused));
        Assert.Equal(("ConnectionFailed", ErrorKind.ConnectionError), Short(tries));
        Assert.Equal(("TlsRefused", ErrorKind.ConnectionError), Short(tls));
        Assert.Equal(("NameNotResolved", ErrorKind.ConnectionError), Short(name));
        Assert.Equal(("Timeout", ErrorKind.OperationTimeout), Short(new TaskCanceledException()));
        Assert.Equal(("UnreadableResponse", ErrorKind.InvalidData), Short(new JsonException("half an answer")));
        Assert.Equal(("UnexpectedError", ErrorKind.InvalidOperation), Short(new InvalidOperationException("x")));
    }

    [Fact]
    public async Task A_timeout_is_a_failure_but_the_users_stop_is_not()
    {
        using var stop = new CancellationTokenSource();

        var timeout = await Assert.ThrowsAsync<ImageShareException>(
            () => Explained.RunAsync(() => Task.FromException<int>(new TaskCanceledException()), ErrorFacts.None, stop.Token));
        Assert.Equal("Timeout", timeout.Code);

        await stop.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(
            () => Explained.RunAsync(() => Task.FromException<int>(new TaskCanceledException()), ErrorFacts.None, stop.Token));
    }

    private static (string, ErrorKind) Short(Exception exception)
    {
        var explained = ServiceErrors.Explain(exception);
        return (explained.Code, explained.Kind);
    }

    private static RequestFailedException Refused(MockAnswer answer) => new(new MockResponse(answer));
}
