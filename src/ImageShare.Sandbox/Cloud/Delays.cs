namespace ImageShare.Sandbox.Cloud;

/// <summary>How long the cloud takes to know what it was told.</summary>
internal sealed record Delays
{
    /// <summary>From the creation of a directory object until Graph's reads find it.</summary>
    public DelayRange GraphReplication { get; init; } = DelayRange.Seconds(0, 0.3);

    /// <summary>From the creation of a principal or a federated credential until sign-in and ARM know it.</summary>
    public DelayRange PrincipalReplication { get; init; } = DelayRange.Seconds(0.2, 1.5);

    /// <summary>From the moment a role assignment is listed until it takes effect.</summary>
    public DelayRange RoleEffective { get; init; } = DelayRange.Seconds(0.2, 2);

    /// <summary>From the end of a delegation's making until its roles take effect.</summary>
    public DelayRange DelegationEffective { get; init; } = DelayRange.Seconds(0.3, 2.5);

    /// <summary>A small long-running operation: a network, an address, a gallery.</summary>
    public DelayRange ResourceCreation { get; init; } = DelayRange.Seconds(0.1, 0.4);

    public DelayRange MachineCreation { get; init; } = DelayRange.Seconds(0.8, 1.2);

    /// <summary>From a deployment's PUT until it makes its first resource.</summary>
    public DelayRange DeploymentStart { get; init; } = DelayRange.Seconds(0.1, 0.3);

    /// <summary>From a version's PUT until it is copied to all its regions; hours in Azure.</summary>
    public DelayRange Replication { get; init; } = DelayRange.Seconds(0.6, 1.5);

    /// <summary>A change of an offer's draft in Partner Center; minutes in truth.</summary>
    public DelayRange MarketplaceDraft { get; init; } = DelayRange.Seconds(0.1, 0.4);

    /// <summary>Validation and certification of a submission; hours or days in truth.</summary>
    public DelayRange MarketplaceSubmission { get; init; } = DelayRange.Seconds(1, 2);

    /// <summary>Nothing waits: for tests of something else.</summary>
    public static Delays None { get; } = new()
    {
        GraphReplication = DelayRange.None,
        PrincipalReplication = DelayRange.None,
        RoleEffective = DelayRange.None,
        DelegationEffective = DelayRange.None,
        ResourceCreation = DelayRange.None,
        MachineCreation = DelayRange.None,
        DeploymentStart = DelayRange.None,
        Replication = DelayRange.None,
        MarketplaceDraft = DelayRange.None,
        MarketplaceSubmission = DelayRange.None,
    };
}
