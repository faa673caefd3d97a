namespace ImageShare.Model;

/// <summary>What an error means.</summary>
public sealed record ErrorExplanation
{
    /// <summary>
    /// The service's code, such as LinkedAuthorizationFailed or AADSTS700016, else a stable word of ours; Unknown without any.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>False when the table of errors has no such one.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Why it happened.</summary>
    public required string Cause { get; init; }

    /// <summary>What to do, as a command to paste where there is one.</summary>
    public string? Fix { get; init; }

    /// <summary>
    /// Who must do it: Publisher, Consumer, You (whoever got the error), or in words where a text alone does not tell which company it is:
    /// Owner of the app, Administrator of the tenant.
    /// </summary>
    public required string Who { get; init; }

    /// <summary>What the service said; no token and no secret is in it.</summary>
    public string? Message { get; init; }

    /// <summary>The service's correlation id (GUID), for a support request.</summary>
    public string? CorrelationId { get; init; }

    /// <inheritdoc />
    public override string ToString() => Code;
}
