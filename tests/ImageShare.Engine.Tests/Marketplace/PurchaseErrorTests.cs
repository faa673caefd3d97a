using System.Text.Json;
using Azure;
using ImageShare.Engine.Http;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Marketplace;

public sealed class PurchaseErrorTests
{
    [Theory]
    [InlineData("You have not accepted the legal terms on this subscription: 's' for this plan.", Party.Consumer, "Approve-MarketplaceImage")]
    [InlineData("Legal terms have not been accepted for this item on this subscription.", Party.Consumer, "Approve-MarketplaceImage")]
    [InlineData("The plan 'p' is a private plan.", Party.Publisher, "Set-MarketplacePlanAudience")]
    [InlineData("Offer with PublisherId: 'p' and OfferId: 'o' not found.", Party.Publisher, "Check publisher")]
    [InlineData("it is not to be sold in market: 'JP'", Party.Publisher, "market")]
    [InlineData("The offer was removed from the marketplace for new purchase.", Party.Publisher, "another plan")]
    [InlineData("Marketplace purchase is not enabled.", Party.Consumer, "billing")]
    [InlineData("unknown payment instrument(s) is unsupported for offer", Party.Consumer, "payment method")]
    [InlineData("something new", Party.Consumer, "Approve-MarketplaceImage")]
    public void The_words_of_the_inner_error_tell_what_stands_in_the_way_and_the_outer_code_stays(string words, Party who, string fix)
    {
        var body = JsonSerializer.Serialize(new
        {
            error = new
            {
                code = "MarketplacePurchaseEligibilityFailed",
                message = "Marketplace purchase eligibilty check returned errors. See inner errors for details. ",
                details = (object[])[new { code = "BadRequest", message = $"It cannot be purchased.[{{\"{words}\":\"StoreApi\"}}]" }],
            },
        });

        var explained = ServiceErrors.Explain(new RequestFailedException(new MockResponse(new MockAnswer(400, body))));

        Assert.Equal("MarketplacePurchaseEligibilityFailed", explained.Code);
        Assert.Equal(who, explained.Who);
        Assert.Contains(fix, explained.Fix, StringComparison.Ordinal);
        Assert.Contains(words, explained.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_purchase_that_a_deployment_made_is_explained_too()
    {
        var inner = """{"error":{"code":"ResourcePurchaseValidationFailed","message":"Promotion code 'x' is not valid."}}""";
        var body = JsonSerializer.Serialize(new
        {
            error = new { code = "DeploymentFailed", message = "m", details = (object[])[new { code = "BadRequest", message = inner }] },
        });

        var explained = ServiceErrors.Explain(new RequestFailedException(new MockResponse(new MockAnswer(400, body))));

        Assert.Equal("ResourcePurchaseValidationFailed", explained.Code);
        Assert.Contains("promotion code", explained.Reason, StringComparison.OrdinalIgnoreCase);
    }
}
