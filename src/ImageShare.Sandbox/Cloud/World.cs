namespace ImageShare.Sandbox.Cloud;

/// <summary>
/// What exists in this cloud. It holds no lock inside: whoever touches it owns it for that moment,
/// a request through the server, a test through <see cref="Do{T}"/>.
/// </summary>
internal sealed class World(TimeProvider clock, Delays delays, Random random) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public TimeProvider Clock { get; } = clock;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Delays Delays { get; } = delays;

    public Random Random { get; } = random;

    public List<Tenant> Tenants { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    public ResourceStore Resources { get; } = new();

    public List<RoleAssignment> RoleAssignments { get; } = [];

    public List<CustomRole> CustomRoles { get; } = [];

    public List<DelegatedRole> DelegatedRoles { get; } = [];

    public MarketplaceCatalog Marketplace { get; } = new();

    public OperationStore Operations { get; } = new();

    /// <summary>The moment something that starts now is known everywhere.</summary>
    public DateTimeOffset After(DelayRange delay) => Now + delay.Draw(Random);

    /// <summary>By id, or by a domain name of the tenant.</summary>
    public Tenant? FindTenant(string? idOrDomain) => Tenants.Find(t =>
        string.Equals(t.Id, idOrDomain, StringComparison.OrdinalIgnoreCase)
        || string.Equals(t.DefaultDomain, idOrDomain, StringComparison.OrdinalIgnoreCase));

    public Subscription? FindSubscription(string? id) =>
        Subscriptions.Find(s => string.Equals(s.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The application behind an app id, in whichever tenant it is registered.</summary>
    public (Tenant Home, Application Application)? FindApplication(string? appId)
    {
        foreach (var tenant in Tenants)
        {
            if (tenant.Applications.Find(a => string.Equals(a.AppId, appId, StringComparison.OrdinalIgnoreCase)) is { } found)
                return (tenant, found);
        }

        return null;
    }

    /// <summary>Makes an application known in a tenant, by Graph or by consent.</summary>
    public ServicePrincipal AddServicePrincipal(Tenant tenant, Tenant home, Application application)
    {
        var principal = new ServicePrincipal
        {
            AppId = application.AppId,
            AppOwnerTenantId = home.Id,
            DisplayName = application.DisplayName,
            Created = Now,
            ListedFrom = After(Delays.GraphReplication),
            KnownFrom = After(Delays.PrincipalReplication),
        };
        tenant.ServicePrincipals.Add(principal);
        return principal;
    }

    /// <summary>Owns the world until disposed. Never wait for anything while holding it.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        Operations.Settle(Now);
        return new Turn(_gate);
    }

    public T Do<T>(Func<World, T> action)
    {
        _gate.Wait();
        using (new Turn(_gate))
        {
            Operations.Settle(Now);
            return action(this);
        }
    }

    public void Do(Action<World> action) => Do(world =>
    {
        action(world);
        return true;
    });

    public void Dispose() => _gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
