using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>All that one kind of resource does differently from the others. <see cref="ResourceEndpoint"/> does the rest.</summary>
internal abstract class ResourceType
{
    /// <summary>As in <c>Microsoft.Compute/galleries/images</c>: a slash more means a parent.</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<string> ApiVersions { get; }

    public virtual bool HasLocation => true;

    public virtual bool HasEtag => false;

    /// <summary>True when a 201 names the new resource by its path in Location.</summary>
    public virtual bool SendsRelativeLocation => false;

    /// <summary>How a PUT is waited for; null when it is done at once.</summary>
    public virtual LongRunning? Writing => null;

    /// <summary>How a DELETE is waited for; null when it is done at once.</summary>
    public virtual LongRunning? Deleting => Writing;

    /// <summary>Provisioning state of a new one until its operation ends; null when it has no such property.</summary>
    public virtual string? FirstState => "Creating";

    public virtual DelayRange Duration(Delays delays) => delays.ResourceCreation;

    public virtual void CheckName(string name)
    {
    }

    /// <summary>Refuses a bad body, and completes a good one with defaults and what only the service knows.</summary>
    public virtual void Prepare(Draft draft)
    {
    }

    /// <summary>What is left to do once it is stored.</summary>
    public virtual void Stored(Draft draft, Resource resource)
    {
    }

    /// <summary>The end of the PUT's operation; the error when it fails.</summary>
    public virtual JsonObject? Complete(World world, Resource resource) => null;

    /// <summary>False when the list's <c>$filter</c> leaves it out.</summary>
    public virtual bool IsListed(ArmCall call, Resource resource) => true;

    /// <summary>What a GET answers.</summary>
    public virtual JsonObject Show(ArmCall call, Resource resource) => (JsonObject)resource.Body.DeepClone();

    /// <summary>Refuses a DELETE while something needs it.</summary>
    public virtual void RequireUnused(World world, Resource resource)
    {
    }

    /// <summary>True when its children go with it.</summary>
    public virtual bool OwnsChildren => false;

    public virtual void Deleted(World world, Resource resource)
    {
    }

    /// <summary>Actions (POST) and views (GET) under the resource.</summary>
    public virtual ArmAnswer Act(ArmCall call, Resource resource) => throw ArmErrors.MethodNotAllowed(call.Method);
}
