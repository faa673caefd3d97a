using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>What <c>serve</c> tells: how to come in, ready to paste.</summary>
internal static class ConnectionGuide
{
    public static string For(SandboxServer sandbox, string modulePath)
    {
        var accounts = sandbox.Accounts;
        return $"""
            The sandbox listens on {sandbox.Uri}

            Paste into PowerShell 7.4 or later:

              Import-Module {Quote(modulePath)}
              $cloud = {Quote(accounts.Environment)}

            As the publisher, Contoso:

              {Secret(accounts.Publisher)}
              {Connect(accounts.Publisher)}

            As the consumer, Fabrikam:

              {Secret(accounts.Consumer)}
              {Connect(accounts.Consumer)}

            Or as a person: leave out -ServicePrincipal and -Credential, and sign in on the page that opens
            (the browser does not know the sandbox's certificate, and says so).

              Contoso   {accounts.Publisher.UserName}   {accounts.Publisher.UserPassword}
              Fabrikam  {accounts.Consumer.UserName}  {accounts.Consumer.UserPassword}
              Page for device codes: {sandbox.Uri}devicelogin

            What is there:

              Contoso   gallery {accounts.Publisher.GalleryName} in resource group {accounts.Publisher.ResourceGroupName}
                        subscription {accounts.Publisher.SubscriptionId}
              Fabrikam  an empty resource group, {accounts.Consumer.ResourceGroupName}
                        subscription {accounts.Consumer.SubscriptionId}

            The cloud file ($cloud) names all addresses and the certificate authority to trust.
            Ctrl+C ends the sandbox; everything in it is then gone.
            """;
    }

    private static string Secret(TenantAccount account) =>
        $"$secret = ConvertTo-SecureString {Quote(account.AdminSecret)} -AsPlainText -Force";

    private static string Connect(TenantAccount account) =>
        $"Connect-ImageShare -Environment $cloud -TenantId {account.TenantId} -ServicePrincipal "
        + $"-Credential ([pscredential]::new('{account.AdminApplicationId}', $secret))";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
