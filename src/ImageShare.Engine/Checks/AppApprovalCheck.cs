using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>An app of another company works in a tenant only when an administrator there made its service principal.</summary>
internal sealed class AppApprovalCheck() : Check("AppApproval")
{
    private static readonly string[] s_unknown = ["AADSTS700016", "AADSTS7000229", "AADSTS700011", "AADSTS65001"];

    public override ShareCheck Run(ShareFacts facts)
    {
        var (parties, read) = (facts.Parties, facts.App.Principal);
        if (parties.ApplicationId is not { } app)
            return Skip(NoApp);
        var (tenant, who) = (parties.ApprovingTenantId, parties.PartyOf(parties.ApprovingTenantId));
        var refusal = who == Party.Consumer ? facts.Consumer.Builder.Refusal : facts.Consumer.PublisherToken.Refusal;
        if (facts.IsAppIn(tenant))
            return Pass($"The app has a service principal in tenant {tenant}: it got a token there.");
        if (refusal?.Code == "AADSTS7000112" || read.Value is { AccountEnabled: false })
        {
            return Fail($"The app's service principal in tenant {tenant} is disabled.",
                $"az ad sp update --id {app} --set accountEnabled=true", who);
        }

        if (read.Value is { } principal)
            return Pass($"The app has a service principal in tenant {tenant}, object id {principal.Id}.");
        if (read.Refusal?.Code != "AppNotFound" && !s_unknown.Contains(refusal?.Code))
            return Skip(read);
        return Fail(
            $"The app has no service principal in tenant {tenant}: no administrator there has approved it yet.",
            $"Approve-GalleryShareApp -ApplicationId {app}{(parties.AppTenantId is { } home ? $" -AppTenantId {home}" : "")}", who);
    }
}
