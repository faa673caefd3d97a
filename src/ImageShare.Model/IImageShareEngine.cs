namespace ImageShare.Model;

/// <summary>Everything the cmdlets can ask of Azure. One instance serves the whole process and holds no sign-in: those travel with the <see cref="ICaller"/>.</summary>
public interface IImageShareEngine
{
    /// <summary>Suggestions for the command line.</summary>
    ICompletionService Completion { get; }

    /// <summary>Sign-ins.</summary>
    ISessionService Sessions { get; }

    /// <summary>Galleries, image definitions and image versions.</summary>
    IGalleryService Galleries { get; }

    /// <summary>Share apps: applications and their service principals, on either side.</summary>
    IShareAppService ShareApps { get; }

    /// <summary>Role assignments: who may read images, who may build VMs.</summary>
    IAccessService Access { get; }

    /// <summary>Azure Lighthouse.</summary>
    IDelegationService Delegations { get; }

    /// <summary>Images of other tenants, from the consumer's side.</summary>
    ISharedImageService SharedImages { get; }

    /// <summary>Hand-over files.</summary>
    IHandoverService Handovers { get; }

    /// <summary>Virtual machines made from shared images.</summary>
    IMachineService Machines { get; }
}
