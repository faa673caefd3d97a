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

    /// <summary>Sharing whole galleries: directly, or with everyone.</summary>
    IGallerySharingService GallerySharing { get; }

    /// <summary>Regions of image versions.</summary>
    IImageRegionService ImageRegions { get; }

    /// <summary>Share apps: applications and their service principals, on either side.</summary>
    IShareAppService ShareApps { get; }

    /// <summary>Role assignments: who may read images, who may build VMs.</summary>
    IAccessService Access { get; }

    /// <summary>Azure Lighthouse.</summary>
    IDelegationService Delegations { get; }

    /// <summary>What errors mean; offline.</summary>
    IErrorService Errors { get; }

    /// <summary>Images of other tenants, from the consumer's side.</summary>
    ISharedImageService SharedImages { get; }

    /// <summary>What is shared with whom, and taking it back.</summary>
    IShareService Shares { get; }

    /// <summary>Pages that tell who reads what.</summary>
    IShareReportService ShareReports { get; }

    /// <summary>Copies of such images in galleries of one's own.</summary>
    IImageCopyService ImageCopies { get; }
    /// <summary>Looks shares over before anything is built.</summary>
    IShareTestService ShareTests { get; }

    /// <summary>Hand-over files.</summary>
    IHandoverService Handovers { get; }

    /// <summary>Virtual machines made from shared images.</summary>
    IMachineService Machines { get; }

    /// <summary>Changes of such machines.</summary>
    IMachineUpdateService MachineUpdates { get; }

    /// <summary>Scale sets made from shared images.</summary>
    IScaleSetService ScaleSets { get; }

    /// <summary>Templates of planned machines.</summary>
    ITemplateService Templates { get; }
    /// <summary>Azure Marketplace, from the consumer's side.</summary>
    IMarketplaceService Marketplace { get; }

    /// <summary>Azure Marketplace, from the publisher's side.</summary>
    IMarketplacePublishingService MarketplacePublishing { get; }
}
