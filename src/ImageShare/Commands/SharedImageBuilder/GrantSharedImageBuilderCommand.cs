using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Loading;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Lets an app or identity build VMs in a resource group of the consumer.</summary>
[Cmdlet(VerbsSecurity.Grant, "SharedImageBuilder", DefaultParameterSetName = AppSet, SupportsShouldProcess = true)]
[OutputType(typeof(SharedImageBuilder))]
public sealed class GrantSharedImageBuilderCommand : ParallelCommand
{
    private const string AppSet = "App";
    private const string ObjectIdSet = "ObjectId";
    private const string ApplicationIdSet = "ApplicationId";

    /// <summary>The app, approved in the consumer's tenant.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = AppSet)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryShareApp))]
    public GalleryShareApp? App { get; set; }

    /// <summary>Object id (GUID) of a service principal, managed identity, user or group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalId")]
    [ValidateGuid]
    public string? ObjectId { get; set; }

    /// <summary>User, Group or ServicePrincipal; without it, looked up.</summary>
    [Parameter(ParameterSetName = ObjectIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PrincipalType")]
    [ValidateSet("User", "Group", "ServicePrincipal")]
    public string? ObjectType { get; set; }

    /// <summary>Application (client) id (GUID) of an app that has a service principal here.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApplicationIdSet, ValueFromPipelineByPropertyName = true)]
    [Alias("AppId", "ServicePrincipalName")]
    [ValidateGuid]
    public string? ApplicationId { get; set; }

    /// <summary>Resource group to build in.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupCompleter))]
    public string ResourceGroupName { get; set; } = "";

    /// <summary>Subscription (GUID) of the resource group; without it that of the sign-in.</summary>
    [Parameter]
    [Alias("Subscription")]
    [ValidateGuid]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string? SubscriptionId { get; set; }

    /// <summary>Names or ids of the roles.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? RoleDefinitionName { get; set; }

    /// <summary>Under -WhatIf, writes the planned grants.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var planned = PassThru.IsPresent;
        var spec = new BuilderGrantSpec
        {
            App = App,
            ObjectId = ObjectId,
            ObjectType = ObjectType,
            ApplicationId = ApplicationId,
            SubscriptionId = SubscriptionId,
            ResourceGroupName = ResourceGroupName,
        };
        if (RoleDefinitionName is not null)
            spec = spec with { RoleDefinitionNames = RoleDefinitionName };
        yield return new Work(App?.ToString() ?? ObjectId ?? ApplicationId!, async (pipeline, cancellationToken) =>
        {
            await foreach (var builder in EngineLoader.Engine.Access.GrantBuilderAsync(spec, pipeline, cancellationToken))
                await pipeline.WriteChangeAsync(builder, planned);
        });
    }
}
