using ImageShare.Engine.Machines;
using ImageShare.Model;

namespace ImageShare.Engine.Checks;

/// <summary>The VM's security type must be one that the image allows and that the size has.</summary>
internal sealed class SecurityTypeCheck() : Check("SecurityType")
{
    public override ShareCheck Run(ShareFacts facts)
    {
        if (facts.Image.Value is not { } image)
            return Skip(facts.Image);
        string? type;
        try
        {
            type = MachineSecurity.Of(image, facts.Spec.SecurityType);
        }
        catch (ImageShareException refusal)
        {
            return Fail(refusal);
        }

        var lacks = facts.Size.Value switch
        {
            { HasTrustedLaunch: false } when type == MachineSecurity.TrustedLaunch => true,
            { IsConfidential: var confidential } => confidential != (type == MachineSecurity.ConfidentialVM),
            null => false,
        };
        return lacks
            ? Fail($"The size {facts.Size.Value!.Name} does not go with the security type {type ?? MachineSecurity.Standard}.",
                facts.OtherSize, Party.Consumer)
            : Pass($"The image says {image.SecurityType}; the VM gets {type ?? MachineSecurity.Standard}.");
    }
}
