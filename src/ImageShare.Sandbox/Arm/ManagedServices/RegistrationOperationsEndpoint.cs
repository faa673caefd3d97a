using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Arm.Resources;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.ManagedServices;

/// <summary>Where the end of a registration is asked for: the address itself names the job.</summary>
internal sealed class RegistrationOperationsEndpoint : IArmEndpoint
{
    private const string TypeName = "Microsoft.ManagedServices/operationStatuses";
    private const string JobPrefix = "RegistrationAssignmentJob-";
    private const int PollAfter = 15;

    public string Type => TypeName;

    public IReadOnlyList<string> ApiVersions => ManagedServicesVersions.All;

    public bool IsOpen(ArmCall call) => true;

    /// <summary>Whoever ended its own delegation has nothing left there, and still asks whether the end is reached.</summary>
    public bool IsOpenToEveryTenant => true;

    public static ArmAnswer Track(ArmCall call, ArmAnswer answer, Operation operation, string header)
    {
        var job = new JsonObject { ["fullyQualifiedResourceId"] = operation.ResourceId, ["jobId"] = JobPrefix + operation.Id };
        var name = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(job.ToJsonString()));
        var address = $"/subscriptions/{call.SubscriptionId}/providers/{TypeName}/{name}?api-version={call.ApiVersion}";
        return answer
            .With(header, call.Endpoints.At(address))
            .RetryAfter(call.World, operation, PollAfter);
    }

    public ArmAnswer Answer(ArmCall call)
    {
        if (call is not { Method: "GET", Path.IsOpenEnded: false })
            throw ArmErrors.MethodNotAllowed(call.Method);

        var operation = call.World.Operations.Find(OperationId(call.Path.Name)) ?? throw new ArmException(
            StatusCodes.Status404NotFound, "NotFound", $"The operation '{call.Path.Name}' could not be found.");
        var status = operation.IsDone ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        var answer = new ArmAnswer(status, new JsonObject { ["status"] = operation.IsDone ? operation.Status : "Running" });
        return answer.RetryAfter(call.World, operation, PollAfter);
    }

    private static string OperationId(string name)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        var text = Base64Url.IsValid(bytes) ? Encoding.UTF8.GetString(Base64Url.DecodeFromUtf8(bytes)) : "";
        var at = text.IndexOf(JobPrefix, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + JobPrefix.Length)..].TrimEnd('"', '}');
    }
}
