using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server.Tokens;

namespace ImageShare.Sandbox.Arm.Authorization;

/// <summary>One way of being given roles: assignments in the subscription's own tenant, delegation to another tenant.</summary>
internal interface IGrantSource
{
    /// <summary>True when tokens of the tenant are good for the subscription at all.</summary>
    bool Opens(World world, string tenantId, Subscription subscription);

    /// <summary>Tenants that manage the subscription or part of it from outside.</summary>
    IEnumerable<string> ManagingTenants(World world, Subscription subscription);

    /// <summary>Every grant of the caller that is in force, at whatever scope.</summary>
    IEnumerable<Grant> Of(World world, Caller caller);
}

/// <summary>A role, in force at a scope and under it.</summary>
internal sealed record Grant(string Scope, RoleDefinition Role);
