using System.Globalization;

namespace ImageShare.Benchmarks;

/// <summary>Something that is measured beside its yardstick.</summary>
internal interface IMeasure
{
    string Name { get; }

    Task<Row> RunAsync();
}

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">ImageShare's figure.</param>
/// <param name="Yardstick">The other figure.</param>
/// <param name="Beside">What the yardstick is.</param>
/// <param name="Unit">Of both figures.</param>
/// <param name="Aim">The ratio to keep to.</param>
internal sealed record Row(string What, double Ours, double Yardstick, string Beside, string Unit, Aim Aim)
{
    private double Ratio => Aim.IsSpeedUp ? Yardstick / Ours : Ours / Yardstick;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {What} | {Ours:0.##} {Unit} | {Yardstick:0.##} {Unit} | {Beside} | {Ratio:0.00}x | {Aim} | {Outcome} |");

    private string Outcome => Aim.IsMet(Ratio) ? "met" : "missed";
}

/// <summary>At most so many times the yardstick; or, of a speed-up, at least.</summary>
internal sealed record Aim(double Limit, bool IsSpeedUp = false)
{
    public bool IsMet(double ratio) => IsSpeedUp ? ratio >= Limit : ratio <= Limit;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsSpeedUp ? ">=" : "<=")} {Limit:0.##}x");
}
