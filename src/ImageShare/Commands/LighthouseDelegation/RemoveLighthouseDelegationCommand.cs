using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Loading;

namespace ImageShare.Commands;

/// <summary>
/// Removes delegations, as the publisher or as the consumer. What Azure takes away from other delegations with it is put back, where the
/// publisher runs it.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "LighthouseDelegation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(bool))]
public sealed class RemoveLighthouseDelegationCommand : ImageShareCommand
{
    /// <summary>ARM id of the registration assignment.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceId", "Id")]
    [ValidateNotNullOrEmpty]
    public string RegistrationAssignmentId { get; set; } = "";

    /// <summary>Does not ask, though other delegations lose access that only the publisher can give again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes true for each delegation that is gone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override IEnumerable<Work> Process()
    {
        RequireSignIn();
        var (id, passThru) = (RegistrationAssignmentId, PassThru.IsPresent);
        yield return new Work(id, async (pipeline, cancellationToken) =>
        {
            await EngineLoader.Engine.Delegations.RemoveAsync(id, pipeline, cancellationToken);
            if (passThru)
                await pipeline.WriteChangeAsync(true, planned: false);
        });
    }
}
