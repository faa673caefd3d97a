using System.Text.RegularExpressions;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Marketplace;

/// <summary>Refuses names that cannot be those of the Marketplace: they become part of an address.</summary>
internal static partial class MarketplaceNames
{
    public static void Check(ImagePlan plan)
    {
        Check(plan.Publisher, "Publisher");
        Check(plan.Product, "Offer");
        Check(plan.Name, "Sku");
    }

    public static string Check(string name, string parameter) => Shape().IsMatch(name) && name is not ("." or "..") ? name
        : throw InputRules.Refuse(parameter, name, $"-{parameter} must be an id of Azure Marketplace (letters, digits, - _ .); '{name}' is not.");

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,100}$")]
    private static partial Regex Shape();
}
