using System.Globalization;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The date until which the publisher keeps the image up; Azure enforces nothing at it.</summary>
internal sealed class EndOfLifeCheck() : Check("EndOfLife")
{
    private const int DaysToChange = 30;

    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Version.Value is not { } image)
            return Skip(facts.Version);
        if (image.EndOfLifeDate is not { } end)
            return Pass("None is set.");
        var date = end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (end - facts.Now).TotalDays < DaysToChange
            ? Warn($"It {(end <= facts.Now ? "was" : "is")} {date}: no more updates come after that.",
                $"Get-GalleryImage -ResourceId {image.ImageId} -Version latest", Party.Publisher)
            : Pass($"It is {date}.");
    }
}
