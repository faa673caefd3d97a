using System.Collections.Immutable;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ImageShare.Model;

namespace ImageShare.State;

/// <summary>The sign-ins of one runspace, newest first. Parallel runspaces never see each other's.</summary>
internal sealed class RunspaceContexts
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceContexts> All = [];
    private ImmutableList<ImageShareContext> _contexts = [];

    /// <summary>Those of the runspace that this thread runs; pipeline thread only.</summary>
    public static RunspaceContexts Current => All.GetValue(Runspace.DefaultRunspace, static _ => new RunspaceContexts());

    public IReadOnlyList<ImageShareContext> List => Volatile.Read(ref _contexts);

    public ImageShareContext? Newest => List is [var newest, ..] ? newest : null;

    /// <summary>Puts it first, in place of an older sign-in of the same account.</summary>
    public void Add(ImageShareContext context) =>
        ImmutableInterlocked.Update(ref _contexts, old => old.RemoveAll(o => SameSignIn(o, context)).Insert(0, context));

    public void Remove(ImageShareContext context) => ImmutableInterlocked.Update(ref _contexts, old => old.Remove(context));

    public void Clear() => ImmutableInterlocked.Update(ref _contexts, _ => []);

    private static bool SameSignIn(ImageShareContext a, ImageShareContext b) =>
        a.Account == b.Account && a.TenantId == b.TenantId && a.Environment == b.Environment && a.SubscriptionId == b.SubscriptionId;
}

/// <summary>Forgets the sign-ins when the module leaves the runspace.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceContexts.Current.Clear();
}
