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

            As the publisher, Contoso:

              {Connect(accounts, accounts.Publisher)}

            As the consumer, Fabrikam:

              {Connect(accounts, accounts.Consumer)}

            Or as a person: leave out -ServicePrincipal and -Credential, and sign in on the page that opens.

              Contoso   {accounts.Publisher.UserName}   {accounts.Publisher.UserPassword}
              Fabrikam  {accounts.Consumer.UserName}   {accounts.Consumer.UserPassword}
              Page for device codes: {sandbox.Uri}devicelogin

            What is there:

              Contoso   subscription {accounts.Publisher.SubscriptionId}, resource group {accounts.Publisher.ResourceGroupName}, gallery {accounts.Publisher.GalleryName}
              Fabrikam  subscription {accounts.Consumer.SubscriptionId}, resource group {accounts.Consumer.ResourceGroupName}
              Cloud file, with the certificate authority to trust: {accounts.Environment}

            Ctrl+C ends it; everything in it is then gone.
            """;
    }

    private static string Connect(SandboxAccounts accounts, TenantAccount account) =>
        $"Connect-ImageShare -Environment {Quote(accounts.Environment)} -TenantId {account.TenantId} -ServicePrincipal "
        + $"-Credential ([pscredential]::new('{account.AdminApplicationId}', (ConvertTo-SecureString {Quote(account.AdminSecret)} -AsPlainText -Force)))";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
