using Azure.Core;
using Azure.Identity;
using ImageShare.Engine.Completion;
using ImageShare.Engine.Tests.Fakes;
using ImageShare.Model;
using Xunit;
using static ImageShare.Engine.Tests.Fakes.TestCloud;

namespace ImageShare.Engine.Tests.Completion;

public sealed class CompletionServiceTests
{
    private static readonly SuggestionQuery s_groups = new(SuggestionKind.ResourceGroup);

    private readonly TestCloud _cloud;
    private readonly FakeCredential _credential;
    private readonly ImageShareContext _context;
    private readonly CompletionService _service;
    private MockAnswer _answer = MockAnswer.Json("""{"value":[{"name":"rg-b","location":"westeurope"},{"name":"rg-a","location":"eastus"}]}""");

    public CompletionServiceTests()
    {
        _cloud = new TestCloud(_ => _answer);
        _credential = new FakeCredential(PublisherTenant, ObjectId, _cloud.Time);
        _context = _cloud.SignIn(PublisherTenant, credential: _credential);
        _service = new CompletionService(_cloud.Time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_is_not_held_is_not_asked_for()
    {
        await Assert.ThrowsAsync<CredentialUnavailableException>(() => _service.SuggestAsync(s_groups, _context, Token));

        Assert.Empty(_credential.Asked);
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task A_list_comes_sorted_and_is_kept_for_some_minutes()
    {
        await HoldTokenAsync();

        var first = await _service.SuggestAsync(s_groups, _context, Token);
        await _service.SuggestAsync(s_groups, _context, Token);
        var kept = _cloud.Transport.Requests.Count;
        _cloud.Time.Advance(TimeSpan.FromMinutes(6));
        await _service.SuggestAsync(s_groups, _context, Token);

        Assert.Equal([new("rg-a", "in eastus"), new Suggestion("rg-b", "in westeurope")], first);
        Assert.Equal((1, 2), (kept, _cloud.Transport.Requests.Count));
        Assert.Single(_credential.Asked);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        await HoldTokenAsync();
        var list = _answer;
        _answer = MockAnswer.Error(403, "AuthorizationFailed", "No.");
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => _service.SuggestAsync(s_groups, _context, Token));
        _answer = list;

        Assert.Equal(2, (await _service.SuggestAsync(s_groups, _context, Token)).Count);
    }

    [Theory]
    [InlineData(SuggestionKind.Image, null, null)]
    [InlineData(SuggestionKind.Size, null, null)]
    [InlineData(SuggestionKind.Size, "West Europe", "location eq 'WestEurope'")]
    public async Task What_the_line_does_not_say_yet_is_not_asked(SuggestionKind kind, string? location, string? filter)
    {
        await HoldTokenAsync();
        await _service.SuggestAsync(new SuggestionQuery(kind) { Location = location }, _context, Token);

        Assert.Equal(filter is null ? 0 : 1, _cloud.Transport.Requests.Count);
        Assert.All(_cloud.Transport.Requests, r => Assert.Contains(filter!, Uri.UnescapeDataString(r.Uri.Query), StringComparison.Ordinal));
    }

    private async Task HoldTokenAsync() => await ((Engine.Identity.EngineContext)_context).TokenCredential
        .GetTokenAsync(new TokenRequestContext([_cloud.Cloud.ResourceManagerScope]), Token);
}
