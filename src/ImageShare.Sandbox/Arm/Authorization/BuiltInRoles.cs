using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>Azure's own roles, those that matter where images are shared.</summary>
internal static class BuiltInRoles
{
    public const string UserAccessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
    public const string RegistrationAssignmentDelete = "91c1777a-f3dc-4fae-b103-61d183457e46";

    public static readonly IReadOnlyList<RoleDefinition> All =
    [
        new(BuiltInRoleIds.Owner, "Owner",
            "Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.", ["*"]),
        new("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor",
            "Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in "
            + "Azure Blueprints, or share image galleries.",
            ["*"])
        {
            NotActions =
            [
                "Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action",
                "Microsoft.Blueprint/blueprintAssignments/write", "Microsoft.Blueprint/blueprintAssignments/delete",
                "Microsoft.Compute/galleries/share/action", "Microsoft.Purview/consents/write", "Microsoft.Purview/consents/delete",
                "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
            ],
        },
        new("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader",
            "View all resources, but does not allow you to make any changes.", ["*/read"]),
        new(UserAccessAdministrator, "User Access Administrator", "Lets you manage user access to Azure resources.",
            ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"]),
        new("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator",
            "Manage access to Azure resources by assigning roles using Azure RBAC. This role does not allow you to manage access using "
            + "other ways, such as Azure Policy.",
            [
                "Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/roleAssignments/delete", "*/read",
                "Microsoft.Support/*",
            ]),
        new("9980e02c-c2be-4d73-94e8-173b1dc7cf3c", "Virtual Machine Contributor",
            "Lets you manage virtual machines, but not access to them, and not the virtual network or storage account "
            + "they're connected to.",
            [
                "Microsoft.Authorization/*/read", "Microsoft.Compute/availabilitySets/*", "Microsoft.Compute/locations/*",
                "Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/virtualMachineScaleSets/*", "Microsoft.Compute/cloudServices/*",
                "Microsoft.Compute/disks/write", "Microsoft.Compute/disks/read", "Microsoft.Compute/disks/delete",
                "Microsoft.DevTestLab/schedules/*", "Microsoft.Insights/alertRules/*",
                "Microsoft.Network/applicationGateways/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatRules/join/action", "Microsoft.Network/loadBalancers/probes/join/action",
                "Microsoft.Network/loadBalancers/read", "Microsoft.Network/locations/*", "Microsoft.Network/networkInterfaces/*",
                "Microsoft.Network/networkSecurityGroups/join/action", "Microsoft.Network/networkSecurityGroups/read",
                "Microsoft.Network/publicIPAddresses/join/action", "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read", "Microsoft.Network/virtualNetworks/subnets/join/action",
                "Microsoft.ResourceHealth/availabilityStatuses/read", "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.SerialConsole/serialPorts/connect/action",
                "Microsoft.SqlVirtualMachine/*", "Microsoft.Storage/storageAccounts/listKeys/action",
                "Microsoft.Storage/storageAccounts/read", "Microsoft.Support/*",
            ]),
        new("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor", "Lets you manage networks, but not access to them.",
            [
                "Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*", "Microsoft.Network/*",
                "Microsoft.ResourceHealth/availabilityStatuses/read", "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.Support/*",
            ]),
        new("cf7c76d2-98a3-4358-a134-615aa78bf44d", "Compute Gallery Image Reader", "This is the role for reading gallery images.",
            ["Microsoft.Compute/galleries/images/read", "Microsoft.Compute/galleries/images/versions/read"]),
        new("85a2d0d9-2eba-4c9c-b355-11c2cc0788ab", "Compute Gallery Artifacts Publisher",
            "This is the role for publishing gallery artifacts.",
            [
                "Microsoft.Compute/galleries/*", "Microsoft.Compute/locations/capsOperations/read",
                "Microsoft.Compute/locations/communityGalleries/*", "Microsoft.Compute/locations/sharedGalleries/*",
                "Microsoft.Compute/images/*", "Microsoft.Compute/virtualMachines/write",
                "Microsoft.Compute/disks/write", "Microsoft.Authorization/*/read", "Microsoft.Insights/alertRules/*",
                "Microsoft.Resources/deployments/*", "Microsoft.Resources/subscriptions/resourceGroups/read",
            ])
        {
            NotActions = ["Microsoft.Compute/galleries/share/action"],
        },
        new("1ef6a3be-d0ac-425d-8c01-acb62866290b", "Compute Gallery Sharing Admin",
            "This role allows user to share gallery to another subscription/tenant or share it to the public.",
            ["Microsoft.Compute/galleries/share/action"]),
        new(RegistrationAssignmentDelete, "Managed Services Registration assignment Delete Role",
            "Managed Services Registration Assignment Delete Role allows the managing tenant users to delete the registration assignment "
            + "assigned to their tenant.",
            [
                "Microsoft.ManagedServices/registrationAssignments/read", "Microsoft.ManagedServices/registrationAssignments/delete",
                "Microsoft.ManagedServices/operationStatuses/read",
            ]),
        new("fb879df8-f326-4884-b1cf-06f3ad86be52", "Virtual Machine User Login",
            "View Virtual Machines in the portal and login as a regular user.",
            [
                "Microsoft.Network/publicIPAddresses/read", "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/loadBalancers/read", "Microsoft.Network/networkInterfaces/read",
                "Microsoft.Compute/virtualMachines/*/read", "Microsoft.HybridCompute/machines/*/read",
                "Microsoft.HybridConnectivity/endpoints/listCredentials/action",
            ])
        {
            DataActions = ["Microsoft.Compute/virtualMachines/login/action", "Microsoft.HybridCompute/machines/login/action"],
        },
        new("36243c78-bf99-498c-9df9-86d9f8d28608", "Resource Policy Contributor",
            "Users with rights to create/modify resource policy, create support ticket and read resources/hierarchy.",
            [
                "*/read", "Microsoft.Authorization/policyassignments/*", "Microsoft.Authorization/policydefinitions/*",
                "Microsoft.Authorization/policyexemptions/*", "Microsoft.Authorization/policysetdefinitions/*",
                "Microsoft.PolicyInsights/*", "Microsoft.Support/*",
            ]),
    ];

    /// <summary>By a GUID, or by an id that ends in one.</summary>
    public static RoleDefinition? Find(string? id) =>
        id is null ? null : All.FirstOrDefault(r => r.Id.Equals(id[(id.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase));
}
