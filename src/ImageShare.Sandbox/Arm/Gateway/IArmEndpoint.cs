namespace ImageShare.Sandbox.Arm.Gateway;

/// <summary>Answers for one resource type: everything whose path ends in that type.</summary>
internal interface IArmEndpoint
{
    /// <summary>As in <c>Microsoft.Compute/galleries/images</c>.</summary>
    string Type { get; }

    IReadOnlyList<string> ApiVersions { get; }

    /// <summary>True when no role is asked for at the door: the answer itself holds only what the caller may see.</summary>
    bool IsOpen(ArmCall call) => false;

    /// <summary>True when a token of any tenant is good for it, delegated or not.</summary>
    bool IsOpenToEveryTenant => false;

    /// <summary>True when a POST to the type itself asks a question, in place of an action on one of its resources.</summary>
    bool IsQuery => false;

    ArmAnswer Answer(ArmCall call);
}
