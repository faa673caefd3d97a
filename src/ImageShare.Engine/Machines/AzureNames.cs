using System.Text.RegularExpressions;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>Azure's naming rules, checked before any request is sent.</summary>
internal static partial class AzureNames
{
    public static void RequireResourceGroup(string name) => Require(name, "resource group", 90, ResourceGroup(),
        "letters, digits, '-', '_', '.', '(' and ')', not ending with '.'");

    public static void RequireVirtualMachine(string name) => Require(name, "virtual machine", 64, VirtualMachine(),
        "letters, digits, '-', '_' and '.', starting with a letter or digit and not ending with '.' or '-'");

    public static void RequireVirtualNetwork(string name) => RequireNetwork(name, "virtual network", 64);

    public static void RequireNetwork(string name, string what, int longest = 80) => Require(name, what, longest, Network(),
        "letters, digits, '-', '_' and '.', starting with a letter or digit and ending with a letter, digit or '_'");

    private static void Require(string name, string what, int longest, Regex rule, string allowed)
    {
        if (name.Length is 0 || name.Length > longest || !rule.IsMatch(name))
            throw Invalid("InvalidResourceName", name, $"'{name}' cannot be the name of a {what}.",
                $"Azure allows 1 to {longest} characters there: {allowed}.");
    }

    public static ImageShareException Invalid(string code, string? target, string message, string? reason = null, string? fix = null) =>
        new(code, ErrorKind.InvalidArgument, message) { Target = target, Reason = reason, Fix = fix };

    [GeneratedRegex(@"^[\w\-.()]*[\w\-()]$")]
    private static partial Regex ResourceGroup();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9_.\-]*[A-Za-z0-9_])?$")]
    private static partial Regex VirtualMachine();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9_.\-]*[A-Za-z0-9_])?$")]
    private static partial Regex Network();
}
