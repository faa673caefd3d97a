using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Marketplace;

/// <summary>The resource provider of Partner Center: it is registered, and has nothing to ask of it.</summary>
internal sealed class PartnerCenterEndpoint : IArmEndpoint
{
    public string Type => $"{MicrosoftPrincipals.PartnerCenter}/operations";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.PartnerCenterIngestion;

    public ArmAnswer Answer(ArmCall call) => ArmAnswer.List(call, []);
}
