using Azure;
using Azure.Core;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>A role that is given, or would be.</summary>
/// <param name="RoleAssignmentId">ARM id of the assignment.</param>
/// <param name="Planned">Nothing was changed: -WhatIf, or the user said no.</param>
internal sealed record Grant(string RoleAssignmentId, bool Planned);

/// <summary>Gives one role to one principal at one scope, and waits until the assignment is listed.</summary>
internal sealed class RoleGranter(EngineContext context, ICaller caller, Waiter waiter)
{
    private readonly RoleAssignmentClient _client = new(context);

    public async Task<Grant> GrantAsync(
        ResourceIdentifier scope, Role role, Principal principal, string? description, CancellationToken cancellationToken)
    {
        var who = principal.Words;
        if (principal.ObjectId.Length > 0
            && await _client.FindAsync(scope, role.Id, principal.ObjectId, cancellationToken) is { Id: { } existing })
        {
            caller.Verbose($"{who} has the role '{role.Name}' at {scope} already.");
            return new Grant(existing, Planned: false);
        }

        var assignment = NameBasedGuid.Create(scope.ToString(), role.Id, principal.ObjectId);
        if (!await caller.ShouldProcessAsync(scope.ToString(), $"Give role '{role.Name}' to {principal.Type} {who}")
            || principal.ObjectId.Length == 0)
            return new Grant(RoleAssignmentClient.IdOf(scope, assignment), Planned: true);

        var properties = new RoleAssignmentProperties(RoleAssignmentClient.RoleDefinitionId(scope, role.Id), principal.ObjectId)
        {
            PrincipalType = principal.Type,
            Description = description,
        };
        await CreateAsync(scope, assignment, properties, cancellationToken);
        caller.Verbose($"Gave role '{role.Name}' to {who} at {scope}.");
        return new Grant(await WaitUntilListedAsync(scope, role, principal, cancellationToken), Planned: false);
    }

    private async Task CreateAsync(
        ResourceIdentifier scope, Guid assignment, RoleAssignmentProperties properties, CancellationToken cancellationToken)
    {
        var wait = new Wait(
            $"Give a role at {scope.Name}", "Azure Resource Manager does not know the new principal yet.", Patience.Principal);
        try
        {
            // The same GUID each time: a try that was lost on its way back must not leave a second assignment.
            await waiter.RetryAsync(
                wait, token => _client.CreateAsync(scope, assignment, properties, token), e => e.ErrorCode == "PrincipalNotFound", caller,
                cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "RoleAssignmentExists")
        {
            caller.Verbose($"The role at {scope} was given already, under another name.");
        }
    }

    private async Task<string> WaitUntilListedAsync(
        ResourceIdentifier scope, Role role, Principal principal, CancellationToken cancellationToken)
    {
        var wait = new Wait($"Give a role at {scope.Name}", "The assignment is not listed yet.", Patience.RoleListed);
        var listed = await waiter.UntilAsync(
            wait, token => _client.FindAsync(scope, role.Id, principal.ObjectId, token), caller, cancellationToken);
        return listed?.Id ?? throw new ImageShareException(
            "RoleAssignmentNotListed", ErrorKind.OperationTimeout,
            $"The role '{role.Name}' was given at {scope}, but does not show up there.")
        {
            Target = scope.ToString(),
            Fix = "Run the command again in some minutes: it goes on where it stopped.",
        };
    }
}
