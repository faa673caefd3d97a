using ImageShare.Engine.Access;
using ImageShare.Engine.Completion;
using ImageShare.Engine.Delegation;
using ImageShare.Engine.Galleries;
using ImageShare.Engine.Graph;
using ImageShare.Engine.Handovers;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Engine.Machines;
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
        Completion = new CompletionService(time);
        Sessions = sessions;
        Galleries = new GalleryService(contexts, tenants);
        ShareApps = new ShareAppService(contexts, sessions, new SharedScopes(Galleries), time);
        Access = new AccessService(contexts, Galleries, time);
        Delegations = new DelegationService(contexts, tenants, Galleries, time);
        SharedImages = new SharedImageService(Galleries);
        Handovers = new HandoverService(time);
        Machines = new MachineService(sessions, contexts, tenants, new Waiter(time));
    }

    /// <inheritdoc />
    public ICompletionService Completion { get; }

    /// <inheritdoc />
    public ISessionService Sessions { get; }

    /// <inheritdoc />
    public IGalleryService Galleries { get; }

    /// <inheritdoc />
    public IShareAppService ShareApps { get; }

    /// <inheritdoc />
    public IAccessService Access { get; }

    /// <inheritdoc />
    public IDelegationService Delegations { get; }

    /// <inheritdoc />
    public ISharedImageService SharedImages { get; }

    /// <inheritdoc />
    public IHandoverService Handovers { get; }

    /// <inheritdoc />
    public IMachineService Machines { get; }
}
