using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>Resource Manager's refusals, in its words. Those of the resource providers stand with their types.</summary>
internal static class ArmErrors
{
    public static ArmException InvalidRequestContent(string message) => Gateway(Status400BadRequest, "InvalidRequestContent", message);

    public static ArmException InvalidQuery(string message) => Gateway(Status400BadRequest, "InvalidFilterInQueryString", message);

    public static ArmException MissingApiVersion() => Gateway(
        Status400BadRequest, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");

    public static ArmException InvalidApiVersion(string version, IEnumerable<string> supported) => Gateway(
        Status400BadRequest, "InvalidApiVersionParameter",
        $"The api-version '{version}' is invalid. The supported versions are '{string.Join(',', supported.Reverse())}'.");

    public static ArmException NoRegisteredProvider(
        string? location, string version, string type, IEnumerable<string> supported) => Gateway(
        Status400BadRequest, "NoRegisteredProviderFound",
        $"No registered resource provider found for location '{location}' and API version '{version}' for type '{type}'. "
        + $"The supported api-versions are '{string.Join(", ", supported)}'. The supported locations are '{Locations.Names}'.");

    public static ArmException InvalidNamespace(string name) => Gateway(
        Status404NotFound, "InvalidResourceNamespace", $"The resource namespace '{name}' is invalid.");

    public static ArmException InvalidResourceType(
        string providerNamespace, string type, string version, IEnumerable<string> supported) => Gateway(
        Status404NotFound, "InvalidResourceType",
        $"The resource type '{type}' could not be found in the namespace '{providerNamespace}' for api version '{version}'. "
        + $"The supported api-versions are '{string.Join(',', supported)}'.");

    public static ArmException MethodNotAllowed(string method) => Gateway(
        Status405MethodNotAllowed, "HttpMethodNotSupported", $"The http method '{method}' is not supported for this resource type.");

    public static ArmException InvalidSubscription(string id) => Gateway(
        Status400BadRequest, "InvalidSubscriptionId", $"The provided subscription identifier '{id}' is malformed or invalid.");

    public static ArmException SubscriptionNotFound(string id) => Gateway(
        Status404NotFound, "SubscriptionNotFound", $"The subscription '{id}' could not be found.");

    public static ArmException ResourceGroupNotFound(string? name) => Gateway(
        Status404NotFound, "ResourceGroupNotFound", $"Resource group '{name}' could not be found.");

    public static ArmException ResourceGroupBeingDeleted(string name) => Gateway(
        Status409Conflict, "ResourceGroupBeingDeleted",
        $"The resource group '{name}' is in deprovisioning state and cannot perform this operation.");

    public static ArmException ResourceNotFound(string id)
    {
        var path = ArmPath.Parse(id);
        var typeAndName = path.Namespace + string.Concat(path.Types.Zip(path.Names, (type, name) => $"/{type}/{name}"));
        return Gateway(
            Status404NotFound, "ResourceNotFound",
            $"The Resource '{typeAndName}' under resource group '{ResourceIds.Segment(id, "resourceGroups")}' was not found. "
            + "For more details please go to https://aka.ms/ARMResourceNotFoundFix");
    }

    public static ArmException ParentNotFound(string type, string parentId) => Gateway(
        Status404NotFound, "ParentResourceNotFound",
        $"Failed to perform 'write' on resource(s) of type '{type[(type.IndexOf('/') + 1)..]}', because the parent resource '{parentId}' "
        + "could not be found.");

    public static ArmException NestedResources() => Gateway(
        Status409Conflict, "CannotDeleteResource", "Cannot delete resource while nested resources exist. Please delete all nested "
            + "resources first.");

    public static ArmException LocationRequired() => Gateway(
        Status400BadRequest, "LocationRequired", "The location property is required for this definition.");

    public static ArmException LocationNotAvailable(string location, string type) => Gateway(
        Status400BadRequest, "LocationNotAvailableForResourceType",
        $"The provided location '{location}' is not available for resource type '{type}'. List of available regions for the resource type "
        + $"is '{Locations.Names}'.");

    public static ArmException LocationDiffers(Resource existing, string location) => Gateway(
        Status409Conflict, "InvalidResourceLocation",
        $"The resource '{existing.Name}' already exists in location '{existing.Location}' in resource group "
        + $"'{existing.ResourceGroupName}'. "
        + $"A resource with the same name cannot be created in location '{location}'. Please select a new resource name.");

    public static ArmException ZoneNotSupported(string zones, string type, string name, string location) => Gateway(
        Status400BadRequest, "AvailabilityZoneNotSupported",
        $"The zone(s) '{zones}' for resource '{type}/{name}' is not supported. The supported zones for location '{location}' are "
        + $"'{string.Join(',', Locations.Get(location).Zones)}'");

    public static ArmException MissingRegistration(string providerNamespace) => Gateway(
        Status409Conflict, "MissingSubscriptionRegistration",
        $"The subscription is not registered to use namespace '{providerNamespace}'. See https://aka.ms/rps-not-found for how to register "
        + "subscriptions.");

    public static ArmException Throttled(string subscriptionId, string operation, int seconds) =>
        new(Status429TooManyRequests, "SubscriptionRequestsThrottled",
            $"Number of requests for subscription '{subscriptionId}' and operation '{operation}' exceeded the backend storage limit. "
            + $"Please try again after '{seconds}' seconds.")
        {
            IsGateway = true,
            Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) },
        };

    public static ArmException InvalidLinkedId(string? id, string path) => Gateway(
        Status400BadRequest, "LinkedInvalidPropertyId",
        $"Property id '{id}' at path '{path}' is invalid. Expect fully qualified resource Id that start with "
        + $"'/subscriptions/{{subscriptionId}}' or '/providers/{{resourceProviderNamespace}}/'.");

    public static ArmException BadRequest(string code, string message, string? target = null) =>
        new(Status400BadRequest, code, message) { Target = target };

    public static ArmException InvalidParameter(string message, string target) => BadRequest("InvalidParameter", message, target);

    /// <summary>A refusal of Microsoft.Network, which always sends an empty list of details.</summary>
    public static ArmException Network(string code, string message, int status = Status400BadRequest) =>
        new(status, code, message) { Details = [] };

    public static ArmException Gateway(int status, string code, string message) => new(status, code, message) { IsGateway = true };
}
