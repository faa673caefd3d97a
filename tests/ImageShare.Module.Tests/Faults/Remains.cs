namespace ImageShare.Tests.Faults;

/// <summary>What stays when the last step of a removal is refused each time: known, harmless, and each with its reason.</summary>
/// <param name="Step">A part of the request that fails.</param>
/// <param name="Thing">A part of the census line of what stays.</param>
/// <param name="Reason">Why that is borne.</param>
internal sealed record Remains(string Step, string Thing, string Reason)
{
    private static readonly Remains[] s_all =
    [
        new("DELETE /graph/v1.0/directory/deletedItems/", "deleted Fabrikam",
            "The app works no more; Remove-GalleryShareApp -ApplicationId purges it, else Entra does after 30 days."),
        new("DELETE /subscriptions/*/providers/Microsoft.ManagedServices/registrationDefinitions/", "/registrationDefinitions/",
            "A definition that nothing is assigned by gives nobody anything; the next delegation of that name takes it."),
        new("GET /subscriptions/*/providers/Microsoft.ManagedServices/operationStatuses/", "/registrationDefinitions/",
            "The same: the assignment is gone when its end cannot be seen."),
    ];

    public static bool IsMeant(Cell cell, string difference) => s_all.Any(remains =>
        $"{cell.Request}".StartsWith(remains.Step, StringComparison.Ordinal)
        && difference.Contains(remains.Thing, StringComparison.Ordinal));
}
