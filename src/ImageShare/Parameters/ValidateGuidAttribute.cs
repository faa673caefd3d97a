using System.Management.Automation;

namespace ImageShare.Parameters;

/// <summary>Refuses, before any request, what is not a GUID. Empty passes: an optional column of a CSV file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateGuidAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        if (element is not "" && !Guid.TryParse(element?.ToString(), out _))
            throw new ValidationMetadataException($"'{element}' is not a GUID, such as 00000000-0000-0000-0000-000000000000.");
    }
}

internal static class OptionalText
{
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
