using System.CommandLine;
using System.Globalization;

namespace ImageShare.Sandbox.CommandLine;

/// <summary>An option that takes a whole number of a range.</summary>
internal sealed class NumberOption : Option<int>
{
    public NumberOption(string name, int highest)
        : base(name)
    {
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= highest)
                return number;

            result.AddError($"{name} takes a whole number from 0 to {highest}, not '{result.Tokens[0].Value}'.");
            return 0;
        };
    }
}
