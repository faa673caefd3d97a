using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>A generalized image takes an administrator account, a specialized one keeps its own.</summary>
internal sealed class OSStateCheck() : Check("OSState")
{
    public override ShareCheck Run(ShareFacts facts) => facts.Image.Value switch
    {
        null => Skip(facts.Image),
        { OSState: null } => Skip("The image does not say."),
        var image when AdministratorRules.IsSpecialized(image) => Pass(
            $"{image.OSType}, specialized: it keeps its accounts; give no -Credential and no SSH key."),
        var image => Pass(
            $"{image.OSType}, generalized: give -Credential{(AdministratorRules.IsWindows(image) ? "" : " or -GenerateSshKey")}."),
    };
}
