namespace ImageShare.Model;

/// <summary>One resource group or subscription of the publisher, delegated to the consumer's tenant through Azure Lighthouse.</summary>
public sealed record LighthouseDelegation
{
    /// <summary>Name of the offer.</summary>
    public required string OfferName { get; init; }

    /// <summary>Description of the offer.</summary>
    public string? OfferDescription { get; init; }

    /// <summary>Given, to another tenant, or received from one.</summary>
    public required DelegationDirection Direction { get; init; }

    /// <summary>The consumer's tenant (GUID); Azure calls it the managing one.</summary>
    public required string ManagedByTenantId { get; init; }

    /// <summary>The publisher's tenant (GUID), where known.</summary>
    public string? TenantId { get; init; }

    /// <summary>The publisher's subscription (GUID).</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The delegated resource group; null when the whole subscription is.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>ARM id of what is delegated.</summary>
    public required string Scope { get; init; }

    /// <summary>Who has which role all the time.</summary>
    public IReadOnlyList<LighthouseAuthorization> Authorizations { get; init => field = value.ToArray(); } = [];

    /// <summary>Who may activate which role for a while.</summary>
    public IReadOnlyList<EligibleLighthouseAuthorization> EligibleAuthorizations { get; init => field = value.ToArray(); } = [];

    /// <summary>Accepted, Succeeded, ... as Azure says; Planned under -WhatIf.</summary>
    public required string ProvisioningState { get; init; }

    /// <summary>
    /// True when Azure has finished and lists it; the consumer may still have to wait up to 15 minutes, or sign in again.
    /// </summary>
    public bool Effective { get; init; }

    /// <summary>ARM id of the registration definition: what is offered.</summary>
    public required string RegistrationDefinitionId { get; init; }

    /// <summary>ARM id of the registration assignment: where it holds. Its name is a GUID.</summary>
    public required string RegistrationAssignmentId { get; init; }

    /// <summary>ARM id of the registration assignment.</summary>
    public string Id => RegistrationAssignmentId;

    /// <inheritdoc />
    public override string ToString() => $"{OfferName}: {Scope}";
}

/// <summary>Which side of a delegation one stands on.</summary>
public enum DelegationDirection
{
    /// <summary>The signed-in tenant is the publisher.</summary>
    Given,

    /// <summary>The signed-in tenant is the consumer.</summary>
    Received,
}
