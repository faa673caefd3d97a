using System.Text.RegularExpressions;
using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>The roles there are, by name or by id.</summary>
internal sealed partial class RoleDefinitionsEndpoint : IArmEndpoint
{
    public string Type => "Microsoft.Authorization/roleDefinitions";

    public IReadOnlyList<string> ApiVersions => Gateway.ApiVersions.Authorization;

    // Which roles exist is no secret to whoever may see anything there.
    public bool IsOpen(ArmCall call) => call.Path.Scope.Length == 0;

    public ArmAnswer Answer(ArmCall call) => call switch
    {
        { Method: "GET", Path.IsOpenEnded: true } => ArmAnswer.List(
            call, Roles.In(call.World, call.Subscription?.TenantId).Where(Filter(call)).Select(r => r.ToJson(Scope(call)))),
        { Method: "GET" } => Roles.Find(call.World, call.Path.Name) is { } role
            ? ArmAnswer.Ok(role.ToJson(Scope(call)))
            : throw NotFound(call.Path.Name),
        _ => throw ArmErrors.MethodNotAllowed(call.Method),
    };

    /// <summary>Built-in roles are shown as belonging to the subscription.</summary>
    private static string Scope(ArmCall call) => call.Subscription?.ResourceId ?? "";

    internal static ArmException NotFound(string id) => new(
        StatusCodes.Status404NotFound, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{id}' does not exist.");

    private static Func<RoleDefinition, bool> Filter(ArmCall call)
    {
        if (call.Query("$filter") is not { Length: > 0 } filter || filter.Equals("atScopeAndBelow()", StringComparison.OrdinalIgnoreCase))
            return _ => true;

        if (Equality().Match(filter) is not { Success: true } match)
        {
            throw ArmErrors.BadRequest(
                "UnsupportedQuery", $"The filter '{filter}' is not supported. Supported filters are either 'atScopeAndBelow()', 'type eq' "
                + "or 'roleName eq'.");
        }

        var value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return match.Groups["name"].Value.Equals("roleName", StringComparison.OrdinalIgnoreCase)
            ? r => r.Name.Equals(value, StringComparison.OrdinalIgnoreCase)
            : r => r.Type.Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^\s*(?<name>roleName|type)\s+eq\s+'(?<value>(?:[^']|'')*)'\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Equality();
}
