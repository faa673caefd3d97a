using System.Text.Json;
using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Http;

public sealed class ErrorServiceTests
{
    [Fact]
    public void Of_several_errors_the_innermost_comes_first()
    {
        var inner = JsonSerializer.Serialize(new { error = new { code = "SkuNotAvailable", message = "no such size" } });
        var body = JsonSerializer.Serialize(new
        {
            error = new
            {
                code = "QuotaExceeded",
                message = "outer",
                details = new object[]
                {
                    new { code = "DeploymentFailed", message = "Said: " + inner }, new { code = "ScopeLocked", message = "x" },
                },
            },
        });

        Assert.Equal(["SkuNotAvailable", "ScopeLocked", "QuotaExceeded"], Codes($"ERROR: Deployment failed. {body} Try again."));
    }

    [Fact]
    public void In_words_the_cause_stands_further_down()
    {
        Assert.Equal(
            ["SubnetIsFull", "AllocationFailed"],
            Codes("(AllocationFailed) Allocation failed.\nException Details: (SubnetIsFull) Subnet default is full."));
        Assert.Equal(
            ["SkuNotAvailable", "AADSTS700024"],
            Codes("AADSTS700024: old.\n{\"error\":{\"code\":\"SkuNotAvailable\",\"message\":\"m\"}}"));
    }

    [Fact]
    public void An_error_that_is_said_twice_is_told_once() =>
        Assert.Equal(["ScopeLocked"], Codes("(ScopeLocked) locked\nCode: ScopeLocked\nMessage: locked"));

    [Fact]
    public void An_error_deep_in_other_JSON_is_found() => Assert.Equal(
        ["ScopeLocked"],
        Codes("""
            {"value":[{"properties":{"provisioningState":"Failed","statusMessage":{"error":{"code":"ScopeLocked","message":"m"}}}}]}
            """));

    [Fact]
    public void Words_that_came_before_the_code_count()
    {
        var text = """
            The gallery image x is not available in japaneast region.
            Status: 404 (Not Found)
            ErrorCode: GalleryImageNotFound
            """;

        Assert.Contains("no replica in japaneast", new ErrorService().Explain(new(text))[0].Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The moon is full.", "Unknown")]
    [InlineData("", "Unknown")]
    [InlineData("(VMIsPurple) The VM cannot be purple.\nCode: VMIsPurple", "VMIsPurple")]
    [InlineData("""{"error":{"code":"VMIsPurple","message":"no"}}""", "VMIsPurple")]
    public void What_is_not_known_is_said_to_be_so(string text, string code)
    {
        var explanation = Assert.Single(new ErrorService().Explain(new(text)));

        Assert.Equal((code, false, "You"), (explanation.Code, explanation.IsKnown, explanation.Who));
        Assert.Contains("not known", explanation.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hand_over_tells_which_company_it_is_and_the_correlation_id_is_kept()
    {
        var handover = new Handover
        {
            Kind = HandoverKind.Share, Environment = "AzureCloud", PublisherTenantId = PublisherTenant, ConsumerTenantId = ConsumerTenant,
            AppTenantId = PublisherTenant, ApplicationId = "a1",
        };
        var text = "AADSTS7000222: expired. Trace ID: 1 Correlation ID: 6f1c4e0b-1111-4111-8111-000000000000 Timestamp: x";

        var explanation = new ErrorService().Explain(new(text) { Handover = handover })[0];

        Assert.Equal(("Publisher", "6f1c4e0b-1111-4111-8111-000000000000"), (explanation.Who, explanation.CorrelationId));
        Assert.Contains("-ApplicationId a1", explanation.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void No_token_and_no_secret_of_the_text_is_shown()
    {
        var token = FakeCredential.Token(ConsumerTenant, ObjectId, DateTimeOffset.UnixEpoch);
        foreach (var text in new[] { $"(ScopeLocked) Bearer {token}", $"nothing known, client_secret=verysecretvalue {token}" })
        {
            var explanation = new ErrorService().Explain(new(text))[0];
            Assert.DoesNotContain(token, $"{explanation.Message}", StringComparison.Ordinal);
            Assert.DoesNotContain("verysecret", $"{explanation.Message}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_big_log_is_read_in_no_time()
    {
        var log = string.Concat(Enumerable.Repeat("{ not JSON } (Something) with {braces\n", 20_000)) + "(ScopeLocked) at last";

        Assert.Equal(["ScopeLocked"], Codes(log));
    }

    private static IEnumerable<string> Codes(string text) => new ErrorService().Explain(new(text)).Select(e => e.Code);
}
