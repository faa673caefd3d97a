using ImageShare.Sandbox.Arm.Authorization;
using ImageShare.Sandbox.Arm.Compute;
using ImageShare.Sandbox.Arm.Deployments;
using ImageShare.Sandbox.Arm.Features;
using ImageShare.Sandbox.Arm.Galleries;
using ImageShare.Sandbox.Arm.Galleries.Sharing;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.ManagedIdentity;
using ImageShare.Sandbox.Arm.ManagedServices;
using ImageShare.Sandbox.Arm.Marketplace;
using ImageShare.Sandbox.Arm.Network;
using ImageShare.Sandbox.Arm.ResourceGraph;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Arm.Subscriptions;

namespace ImageShare.Sandbox.Arm;

/// <summary>Everything that Resource Manager answers for: the one list that a new type adds itself to.</summary>
internal static class ArmEndpoints
{
    public static IReadOnlyList<ResourceType> Types { get; } =
    [
        new GalleryType(), new ImageDefinitionType(), new ImageVersionType(),
        new NetworkSecurityGroupType(), new PublicIPAddressType(), new VirtualNetworkType(), new SubnetType(), new NetworkInterfaceType(),
        new NatGatewayType(),
        new VirtualMachineType(new SubscriptionTerms()), new ScaleSetType(new SubscriptionTerms()), new DiskType(),
        new UserAssignedIdentityType(),
        new RegistrationDefinitionType(),
    ];

    public static IReadOnlyList<IArmEndpoint> All()
    {
        var deployments = new DeploymentStore();
        List<IArmEndpoint> all =
        [
            .. Types.Select(t => new ResourceEndpoint(t)),
            new TenantsEndpoint(),
            new SubscriptionsEndpoint(),
            new LocationsEndpoint(),
            new ResourceGroupsEndpoint(Types),
            new OperationResultsEndpoint(),
            new ResourcesEndpoint("Microsoft.Resources/subscriptions/resources"),
            new ResourcesEndpoint("Microsoft.Resources/subscriptions/resourceGroups/resources"),
            new DeploymentOperationsEndpoint(deployments),
            new DeploymentStatusEndpoint(deployments),
            new RoleDefinitionsEndpoint(),
            new RoleAssignmentsEndpoint(),
            new RoleAssignmentUsageEndpoint(),
            new PermissionsEndpoint(),
            new RegistrationAssignmentsEndpoint(),
            new RegistrationOperationsEndpoint(),
            .. PublicView.All.SelectMany(PublicGalleriesEndpoint.Of),
            new FeaturesEndpoint(),
            new ResourceGraphEndpoint(),
            new SkusEndpoint(),
            new PlatformImagesEndpoint(),
            new AgreementsEndpoint(),
            new PartnerCenterEndpoint(),
            new UsagesEndpoint(),
            new OperationEndpoint("Microsoft.Compute/locations/operations", ApiVersions.Compute, pollAfter: 50),
            new OperationEndpoint("Microsoft.Compute/locations/diskOperations", ApiVersions.Disks, pollAfter: 2),
            new OperationEndpoint("Microsoft.Compute/locations/capsOperations", ApiVersions.Galleries),
            new OperationEndpoint("Microsoft.Network/locations/operations", ApiVersions.Network),
            new OperationEndpoint("Microsoft.Network/locations/operationResults", ApiVersions.Network),
        ];
        all.Add(new DeploymentsEndpoint(deployments, (name, type) => ProvidersEndpoint.Find(all, name, type)));
        all.Add(new ProvidersEndpoint(() => all));
        return all;
    }
}
