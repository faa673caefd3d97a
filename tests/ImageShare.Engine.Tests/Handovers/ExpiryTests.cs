using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

public sealed class ExpiryTests : HandoverBench
{
    [Theory]
    [InlineData(31, null)]
    [InlineData(30, "can make a new one")]
    [InlineData(14, "soon")]
    [InlineData(7, "now")]
    public async Task The_end_is_announced(int days, string? words)
    {
        await WriteAsync(Share(App()) with { ExpiresOn = Now.AddDays(days) });

        await ReadAsync();

        var warnings = Caller.Warnings.Where(w => w.Contains("expires", StringComparison.Ordinal));
        if (words is null)
        {
            Assert.Empty(warnings);
            return;
        }

        var warning = Assert.Single(warnings);
        Assert.Contains($"in {days} day(s)", warning, StringComparison.Ordinal);
        Assert.Contains(words, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_file_is_refused_by_its_own_day_or_its_credentials(bool own)
    {
        await WriteAsync(own ? Share(App()) with { ExpiresOn = Now.AddDays(10) } : Share(App(Credential(CredentialKind.Secret))));
        Clock.Advance(TimeSpan.FromDays(own ? 10 : 90));

        var refused = await RefusedAsync();

        Assert.Equal(("HandoverExpired", Party.Publisher), (refused.Code, refused.Who));
        Assert.Contains(own ? "2026-12-03" : "2027-02-21", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_over_that_is_over_already_is_not_written()
    {
        Assert.Equal("InvalidExpiresOn", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App()) with { ExpiresOn = Now }))).Code);
        Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal("InvalidExpiresOn", (await Assert.ThrowsAsync<ImageShareException>(
            () => WriteAsync(Share(App(Credential(CredentialKind.Secret)))))).Code);
    }
}
