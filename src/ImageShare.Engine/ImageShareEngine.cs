using ImageShare.Engine.Access;
using ImageShare.Engine.Checks;
using ImageShare.Engine.Completion;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Galleries.Copies;
using ImageShare.Engine.Galleries.Sharing;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Handovers;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
using ImageShare.Engine.Machines.ScaleSets;
using ImageShare.Engine.Machines.Templates;
using ImageShare.Engine.Machines.Updates;
using ImageShare.Engine.Marketplace;
using ImageShare.Engine.Shares;
using ImageShare.Engine.Shares.Report;
using ImageShare.Model;

namespace ImageShare.Engine;

/// <summary>Puts the rooms together. The cmdlets find it by name in a load context of its own.</summary>
public sealed class ImageShareEngine : IImageShareEngine
{
    /// <summary>Makes an engine; nothing is reached before the first call.</summary>
    public ImageShareEngine()
    {
        var time = TimeProvider.System;
        var tenants = new SubscriptionTenants();
        var contexts = new ContextSelector(tenants);
        var sessions = new SessionService(time);
        var waiter = new Waiter(time);
        var builders = new BuilderFinder(sessions, contexts, new AccessWait(waiter), new ProofTokens());
        Completion = new CompletionService(time);
        Sessions = sessions;
        Galleries = new GalleryService(contexts, tenants);
        GallerySharing = new GallerySharingService(contexts, time);
        ImageRegions = new ImageRegionService(contexts, time);
        ShareApps = new ShareAppService(contexts, sessions, new SharedScopes(Galleries), time);
        Access = new AccessService(contexts, Galleries, time);
        Errors = new ErrorService();
        Delegations = new DelegationService(contexts, tenants, Galleries, time);
        SharedImages = new SharedImageService(Galleries);
        Shares = new ShareService(contexts, tenants, time);
        ShareReports = new ShareReportService(Shares, Galleries, contexts, time);
        ImageCopies = new ImageCopyService(builders, tenants, waiter);
        Handovers = new HandoverService(time);
        ShareTests = new ShareTestService(sessions, contexts, tenants, time);
        Machines = new MachineService(builders, tenants, waiter);
        MachineUpdates = new MachineUpdateService(builders, tenants, waiter);
        ScaleSets = new ScaleSetService(builders, tenants, waiter);
        Marketplace = new MarketplaceService(contexts);
        MarketplacePublishing = new MarketplacePublishingService(contexts, Galleries, time);
    }

    /// <inheritdoc />
    public ICompletionService Completion { get; }

    /// <inheritdoc />
    public ISessionService Sessions { get; }

    /// <inheritdoc />
    public IGalleryService Galleries { get; }

    /// <inheritdoc />
    public IGallerySharingService GallerySharing { get; }

    /// <inheritdoc />
    public IImageRegionService ImageRegions { get; }

    /// <inheritdoc />
    public IShareAppService ShareApps { get; }

    /// <inheritdoc />
    public IAccessService Access { get; }

    /// <inheritdoc />
    public IDelegationService Delegations { get; }

    /// <inheritdoc />
    public IErrorService Errors { get; }

    /// <inheritdoc />
    public ISharedImageService SharedImages { get; }

    /// <inheritdoc />
    public IShareService Shares { get; }

    /// <inheritdoc />
    public IShareReportService ShareReports { get; }

    /// <inheritdoc />
    public IImageCopyService ImageCopies { get; }

    /// <inheritdoc />
    public IShareTestService ShareTests { get; }

    /// <inheritdoc />
    public IHandoverService Handovers { get; }

    /// <inheritdoc />
    public IMachineService Machines { get; }

    /// <inheritdoc />
    public IMachineUpdateService MachineUpdates { get; }

    /// <inheritdoc />
    public IScaleSetService ScaleSets { get; }

    /// <inheritdoc />
    public ITemplateService Templates { get; } = new TemplateService();

    /// <inheritdoc />
    public IMarketplaceService Marketplace { get; }

    /// <inheritdoc />
    public IMarketplacePublishingService MarketplacePublishing { get; }
}
