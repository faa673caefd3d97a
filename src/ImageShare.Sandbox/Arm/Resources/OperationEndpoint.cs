using System.Globalization;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>Where the end of an operation is asked for. A failure, too, is told with 200.</summary>
/// <param name="pollAfter">Seconds that Azure asks for while the operation runs.</param>
internal sealed class OperationEndpoint(string type, IReadOnlyList<string> apiVersions, int? pollAfter = null) : IArmEndpoint
{
    // Azure answers an unknown operation of Network without times and name.
    private readonly bool _isPlain = type.StartsWith("Microsoft.Network/", StringComparison.Ordinal);
    // The end of a gallery's DELETE is an empty 200.
    private readonly bool _isGallery = type.EndsWith("/capsOperations", StringComparison.Ordinal);
    private readonly bool _isResult = type.EndsWith("/operationResults", StringComparison.OrdinalIgnoreCase);

    public string Type => type;

    public IReadOnlyList<string> ApiVersions => apiVersions;

    /// <summary>The address itself is the right: whoever was given a role on one resource group can poll.</summary>
    public bool IsOpen(ArmCall call) => true;

    public ArmAnswer Answer(ArmCall call)
    {
        if (call.Method != "GET")
            throw ArmErrors.MethodNotAllowed(call.Method);

        var operation = call.Path.IsOpenEnded ? null : call.World.Operations.Find(call.Path.Name);
        if (operation is null || (!_isPlain && !OperationTracker.IsSignatureValid(call, operation)))
        {
            throw new ArmException(
                StatusCodes.Status404NotFound, "NotFound", $"The entity was not found. Operation '{call.Path.Names[^1]}' does not exist.");
        }

        return _isResult || call.Query("monitor") == "true" ? Result(call, operation) : Status(call, operation);
    }

    private ArmAnswer Status(ArmCall call, Operation operation)
    {
        var status = _isPlain
            ? new JsonObject { ["status"] = operation.Status }
            : new JsonObject { ["startTime"] = Time(operation.Started), ["status"] = operation.Status, ["name"] = operation.Id };
        if (!_isPlain && operation.IsDone)
            status["endTime"] = Time(operation.Ends);

        if (operation.Error is { } error)
            status["error"] = error.DeepClone();

        return ArmAnswer.Ok(status).RetryAfter(call.World, operation, pollAfter);
    }

    private ArmAnswer Result(ArmCall call, Operation operation)
    {
        if (!operation.IsDone)
        {
            return new ArmAnswer(StatusCodes.Status202Accepted)
                .With("Location", call.Endpoints.At(call.Context.Request.Path + call.Context.Request.QueryString))
                .RetryAfter(call.World, operation, pollAfter ?? 10);
        }

        return operation.Error is { } error
            ? new ArmAnswer(StatusCodes.Status409Conflict, new JsonObject { ["error"] = error.DeepClone() })
            : new ArmAnswer(_isGallery ? StatusCodes.Status200OK : StatusCodes.Status204NoContent);
    }

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
