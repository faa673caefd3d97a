using System.Management.Automation;

namespace ImageShare.Parameters;

/// <summary>
/// Refuses, before any request, what is not a GUID. Empty passes: an optional column of a CSV file, a property of a piped object that is
/// not known.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateGuidAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var elements = arguments is string[] list ? list : [arguments?.ToString() ?? ""];
        if (elements.FirstOrDefault(e => !string.IsNullOrEmpty(e) && !Guid.TryParse(e, out _)) is { } wrong)
            throw new ValidationMetadataException($"'{wrong}' is not a GUID, such as 00000000-0000-0000-0000-000000000000.");
    }
}

internal static class OptionalText
{
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
