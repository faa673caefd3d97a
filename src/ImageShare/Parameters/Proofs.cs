using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using ImageShare.Bridge;
using ImageShare.Model;

namespace ImageShare.Parameters;

/// <summary>What proves an application, from a cmdlet's parameters. Pipeline thread only.</summary>
internal static class Proofs
{
    /// <summary>Null when neither is given.</summary>
    public static CertificateProof? Certificate(PSCmdlet cmdlet, string? path, SecureString? password, string? thumbprint) =>
        path is null && thumbprint is null
            ? null
            : new CertificateProof { Path = cmdlet.ExistingFileOrNull(path), Password = password, Thumbprint = thumbprint };

    public static FederatedProof Token(SecureString token) => new(_ => Task.FromResult(token.ToPlainText()));

    // Read again each time: who puts the token there renews it before it ends.
    public static FederatedProof TokenFile(string path) =>
        new(async cancellationToken => (await File.ReadAllTextAsync(path, cancellationToken)).Trim());

    /// <summary>Asks the script block whenever a token is needed, through the pipeline of the cmdlet that needs it.</summary>
    public static FederatedProof TokenProvider(SessionScript script) => new(async _ =>
    {
        var pipeline = PumpedPipeline.Current ?? throw Refusals.NoScriptOutsideCommand();
        var results = await AskAsync(pipeline, script);
        return results is [var single] ? AsToken(single?.BaseObject) : throw NotAToken($"{results.Count} objects");
    });

    // Azure's libraries would take whatever else comes out of here for a failed sign-in, and hide what the script said.
    private static async Task<Collection<PSObject>> AskAsync(IPipeline pipeline, SessionScript script)
    {
        try
        {
            return await pipeline.InvokeAsync(script);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new ImageShareException(
                "FederatedTokenProviderFailed", ErrorKind.AuthenticationError, $"The token provider failed: {e.Message}", e)
            {
                Fix = "Correct the script block of -FederatedTokenProvider; it runs in this session, whenever a token is needed.",
            };
        }
    }

    private static string AsToken(object? value) => value switch
    {
        string text when text.Length > 0 => text,
        SecureString { Length: > 0 } secret => secret.ToPlainText(),
        _ => throw NotAToken(value?.GetType().Name ?? "nothing"),
    };

    private static ImageShareException NotAToken(string what) =>
        new("FederatedTokenMissing", ErrorKind.AuthenticationError, $"The token provider gave {what}, not one token.")
        {
            Fix = "Let the script block of -FederatedTokenProvider write exactly one string or SecureString.",
        };
}
