namespace ImageShare.Help.Pages;

/// <summary>A page has not the form that the help is made from.</summary>
internal sealed class PageException(string path, int line, string message) : Exception(message)
{
    /// <summary>As MSBuild and editors read it. Lines count from 1.</summary>
    public string Line => $"{path}({line}): error IMAGESHAREHELP: {Message}";
}
