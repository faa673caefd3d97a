using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Refusals of Microsoft.ManagedServices.</summary>
internal static class ManagedServicesErrors
{
    public static ArmException DefinitionScope(string scope) => ArmErrors.BadRequest(
        "InvalidRegistrationDefinitionUri",
        $"The registration definition request scope '{scope}' should be '/subscriptions/<subscriptionId>'.");

    public static ArmException AssignmentScope(string scope) => ArmErrors.BadRequest(
        "InvalidRegistrationAssignmentUri",
        $"The registration assignment request scope '{scope}' should be '/subscriptions/<subscriptionId>' or "
        + "'/subscriptions/<subscriptionId>/resourceGroups/<resourceGroupName>'.");

    public static ArmException Definition(string message) => ArmErrors.BadRequest("InvalidRegistrationDefinitionCreateRequest", message);

    public static ArmException Assignment(string message) => ArmErrors.BadRequest("InvalidRegistrationAssignmentCreateRequest", message);

    public static ArmException ApplicationPrincipal() => ArmErrors.BadRequest(
        "PrincipalTypeNotSupported", "Principals of type Application cannot validly be used in role assignments.");

    public static ArmException PrincipalNotFound(string id, Tenant tenant) => ArmErrors.BadRequest(
        "PrincipalNotFound",
        $"Principal {Guid.Parse(id):N} does not exist in the directory {tenant.Id}. Check that you have the correct principal ID.");

    public static ArmException DefinitionNotFound(string? id) => new(
        StatusCodes.Status404NotFound, "RegistrationDefinitionNotFound", $"The registration definition '{id}' could not be found.");

    public static ArmException DefinitionInUse(Resource definition, Resource assignment) => new(
        StatusCodes.Status409Conflict, "RegistrationDefinitionInUse",
        $"The registration definition '{definition.Id}' cannot be deleted while the registration assignment '{assignment.Id}' refers "
        + "to it.");

    public static ArmException EligibleVersion() => ArmErrors.BadRequest(
        "InvalidApiVersionParameter",
        $"The managed services operations with eligible authorizations only allowed with api-version greater and equal to "
        + $"'{ManagedServicesVersions.FirstWithEligible}'.");

    /// <summary>What whoever lacks the right to assign roles, or is a guest, is told: the service fails before it refuses.</summary>
    public static ArmException NotAnOwner(string subscriptionId) => new(
        StatusCodes.Status404NotFound, "ClassicAdministratorListFailed",
        $"Failed to list classic administrators of subscription '{subscriptionId}': 'The subscription ID was not found.'.");
}

internal static class ManagedServicesVersions
{
    public const string FirstWithEligible = "2020-02-01-preview";

    public static readonly IReadOnlyList<string> All =
        ["2018-06-01-preview", "2019-04-01-preview", "2019-06-01", "2019-09-01", FirstWithEligible, "2022-01-01-preview", "2022-10-01"];

    public static bool KnowsEligible(ArmCall call) => string.CompareOrdinal(call.ApiVersion, FirstWithEligible) >= 0;
}
