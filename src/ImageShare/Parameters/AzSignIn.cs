using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Model;

namespace ImageShare.Parameters;

/// <summary>
/// The sign-in of Az.Accounts in this session: who it is, and its tokens. Az keeps it; nothing of it is stored or changed.
/// </summary>
internal sealed class AzSignIn
{
    // -AsSecureString came with Az.Accounts 2.17; later it is what there is.
    private const string TokenScript =
        """
        param($context, $resource, $tenantId)
        $wish = @{ ResourceUrl = $resource; DefaultProfile = $context; ErrorAction = 'Stop' }
        if ($tenantId) { $wish.TenantId = $tenantId }
        if ((Get-Command Get-AzAccessToken).Parameters.ContainsKey('AsSecureString')) { $wish.AsSecureString = $true }
        (Get-AzAccessToken @wish).Token
        """;

    private readonly PSObject _context;
    private readonly SessionScript _getToken = new(ScriptBlock.Create(TokenScript));

    private AzSignIn(PSObject context) => _context = context;

    /// <summary>Name of the cloud.</summary>
    public string? Environment => Text("Environment", "Name");

    /// <summary>GUID; null when none is chosen.</summary>
    public string? SubscriptionId => Text("Subscription", "Id").OrNull();

    /// <summary>GUID.</summary>
    public string? TenantId => Text("Tenant", "Id").OrNull();

    /// <summary>Tokens of the account as it is now, whichever context Az selects later.</summary>
    public BorrowedCredential Credential => new(async (resource, tenantId, _) =>
    {
        var pipeline = PumpedPipeline.Current ?? throw Refusals.NoScriptOutsideCommand();
        return await AskAsync(pipeline, resource, tenantId) switch
        {
            [{ BaseObject: SecureString token }] => token.ToPlainText(),
            [{ BaseObject: string token }] => token,
            _ => throw Failed("Get-AzAccessToken gave no token."),
        };
    });

    /// <summary>Pipeline thread only.</summary>
    /// <exception cref="ImageShareException">Az.Accounts is not there, or nobody is signed in to it.</exception>
    public static AzSignIn Of(PSCmdlet cmdlet)
    {
        if (cmdlet.InvokeCommand.GetCommand("Get-AzContext", CommandTypes.Cmdlet | CommandTypes.Function) is null)
        {
            throw new ImageShareException(
                "AzAccountsNotFound", ErrorKind.ObjectNotFound, "The module Az.Accounts is not installed: there is no Get-AzContext.")
            {
                Fix = "Install-PSResource Az.Accounts, or sign in without -UseAzContext.",
            };
        }

        return cmdlet.InvokeCommand.InvokeScript("Get-AzContext") is [{ } context] && context.Properties["Account"]?.Value is not null
            ? new AzSignIn(context)
            : throw new ImageShareException("AzNotConnected", ErrorKind.AuthenticationError, "Nobody is signed in to Az in this session.")
            {
                Fix = "Run Connect-AzAccount, or sign in without -UseAzContext.",
            };
    }

    private async Task<Collection<PSObject>> AskAsync(IPipeline pipeline, string resource, string? tenantId)
    {
        try
        {
            return await pipeline.InvokeAsync(_getToken, _context, resource, tenantId);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Failed(e.Message, e);
        }
    }

    private ImageShareException Failed(string what, Exception? inner = null) =>
        new("AzTokenFailed", ErrorKind.AuthenticationError, $"Az gave no token: {what}", inner)
        {
            Target = Text("Account", "Id"),
            Fix = "Run Connect-AzAccount again (with -TenantId for a tenant other than the account's own).",
        };

    private string? Text(string part, string property) =>
        _context.Properties[part]?.Value is { } value ? PSObject.AsPSObject(value).Properties[property]?.Value?.ToString() : null;
}
