namespace ImageShare.Model;

/// <summary>What can be completed with what Azure knows.</summary>
public enum SuggestionKind
{
    /// <summary>A region of the subscription.</summary>
    Location,

    /// <summary>A VM size of a region.</summary>
    Size,

    /// <summary>A resource group.</summary>
    ResourceGroup,

    /// <summary>A gallery.</summary>
    Gallery,

    /// <summary>An image definition of a gallery.</summary>
    Image,

    /// <summary>A role.</summary>
    Role,

    /// <summary>A subscription.</summary>
    Subscription,
}

/// <summary>What is asked for, and what the command line says already.</summary>
/// <param name="Kind">What to suggest.</param>
public sealed record SuggestionQuery(SuggestionKind Kind)
{
    /// <summary>Subscription (GUID); null for the sign-in's own.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource group.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Gallery.</summary>
    public string? GalleryName { get; init; }

    /// <summary>Region.</summary>
    public string? Location { get; init; }
}

/// <summary>One suggestion.</summary>
/// <param name="Text">What is put in.</param>
/// <param name="ToolTip">What it is.</param>
/// <param name="ListText">What a list shows, where it is not the text.</param>
public sealed record Suggestion(string Text, string ToolTip, string? ListText = null);

/// <summary>Suggestions for the command line.</summary>
public interface ICompletionService
{
    /// <summary>
    /// Everything of that kind, as it is or was some minutes ago. Asks nobody to sign in: only tokens that a sign-in already holds are used,
    /// and without one there are no suggestions.
    /// </summary>
    /// <exception cref="ImageShareException">Azure refused.</exception>
    Task<IReadOnlyList<Suggestion>> SuggestAsync(SuggestionQuery query, ImageShareContext context, CancellationToken cancellationToken);
}
