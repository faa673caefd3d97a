using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.State;

namespace ImageShare.Completion;

/// <summary>Completes a parameter with what Azure knows. Never signs in, never throws, and answers within two seconds or not at all.</summary>
public abstract class AzureCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private protected abstract SuggestionKind Kind { get; }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if ((Completions.Given<ImageShareContext>(fakeBoundParameters, "Context") ?? RunspaceContexts.Current.Newest) is not { } context)
            return [];

        var query = new SuggestionQuery(Kind)
        {
            SubscriptionId = Text(fakeBoundParameters, "SubscriptionId"),
            ResourceGroupName = Text(fakeBoundParameters, "ResourceGroupName"),
            GalleryName = Text(fakeBoundParameters, "GalleryName"),
            Location = Text(fakeBoundParameters, "Location"),
        };
        return Completions.Matching(wordToComplete, Suggestions(query, context));
    }

    // Whatever goes wrong, the user is in the middle of typing: no suggestion is the answer that does not disturb.
    private static IReadOnlyList<Suggestion> Suggestions(SuggestionQuery query, ImageShareContext context)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return Task.Run(() => EngineLoader.Engine.Completion.SuggestAsync(query, context, limit.Token)).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            return [];
        }
    }

    private static string? Text(IDictionary bound, string parameter) => bound[parameter] switch
    {
        string { Length: > 0 } text => text,
        object[] or null => null,
        var value => value.ToString(),
    };
}

/// <summary>Regions of the subscription.</summary>
public sealed class LocationCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Location;
}

/// <summary>VM sizes of the region that the command line names.</summary>
public sealed class SizeCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Size;
}

/// <summary>Resource groups of the subscription.</summary>
public sealed class ResourceGroupCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.ResourceGroup;
}

/// <summary>Galleries of the subscription, or of the resource group that the command line names.</summary>
public sealed class GalleryCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Gallery;
}

/// <summary>Image definitions of the gallery that the command line names.</summary>
public sealed class ImageCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Image;
}

/// <summary>Roles.</summary>
public sealed class RoleCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Role;
}

/// <summary>Subscriptions that the sign-in sees.</summary>
public sealed class SubscriptionCompleter : AzureCompleter
{
    private protected override SuggestionKind Kind => SuggestionKind.Subscription;
}
