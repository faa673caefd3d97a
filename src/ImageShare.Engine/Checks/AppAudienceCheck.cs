using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>Only a multi-tenant app can have a principal in both tenants.</summary>
internal sealed class AppAudienceCheck() : Check("AppAudience")
{
    private static readonly string[] s_multiTenant = ["AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount"];

    public override ShareCheck Run(ShareFacts facts)
    {
        var (parties, read) = (facts.Parties, facts.App.Application);
        if (parties.ApplicationId is not { } app)
            return Skip(NoApp);
        if (read.Value is { SignInAudience: { } audience })
        {
            return s_multiTenant.Contains(audience, StringComparer.OrdinalIgnoreCase)
                ? Pass($"The app is multi-tenant ({audience}).")
                : Fail($"The app is single-tenant ({audience}): no other tenant can approve it.",
                    $"az ad app update --id {app} --sign-in-audience AzureADMultipleOrgs", parties.AppOwner);
        }

        if (read.Refusal is { Code: "AppNotFound" } gone)
            return Fail(
                $"{gone.Message} It was removed, or the id is wrong.", "New-GalleryShareApp, and a new hand-over", parties.AppOwner);
        return facts.IsAppIn(parties.ApprovingTenantId) ? Pass("The app got a token outside of its home tenant.") : Skip(read);
    }
}
