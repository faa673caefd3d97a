using System.Globalization;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The app's credential: does it sign in, and how long still.</summary>
internal sealed class CredentialCheck() : Check("Credential")
{
    private const int DaysToRenew = 30;

    private static readonly string[] s_refused =
    [
        "AADSTS7000215", "AADSTS7000222", "AADSTS700024", "AADSTS700027", "AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS700213",
        "AADSTS700222", "AADSTS700231", "AADSTS700236",
    ];

    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Parties.ApplicationId is not { } app)
            return Skip(NoApp);
        if (facts.Consumer.Builder.Refusal is { } refusal && s_refused.Contains(refusal.Code))
            return Fail(refusal);

        var (kind, signsIn) = (facts.App.Credential ?? "Credential", facts.IsAppIn(facts.Parties.ConsumerTenantId));
        if (facts.App.EndsOn is not { } end)
        {
            return signsIn ? Pass($"{kind}: it signs in.")
                : facts.App.Credential is "Federated" or "ManagedIdentity" ? Pass($"{kind}: a trust in another issuer does not end.")
                : Skip("When it ends is not known, and it is not at hand to be tried.");
        }

        var days = (int)(end - facts.Now).TotalDays;
        var date = end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var until = $"{kind}: {(signsIn ? "it signs in, " : "")}good until {date}";
        var fix = $"New-GalleryShareAppCredential -ApplicationId {app}";
        return end <= facts.Now ? Fail($"{kind}: it ended {Days(-days)} ago.", fix, facts.Parties.AppOwner)
            : days < DaysToRenew ? Warn($"{until}: {Days(days)} left.", fix, facts.Parties.AppOwner)
            : Pass($"{until} ({Days(days)}).");
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
