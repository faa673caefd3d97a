using System.Text.Json.Nodes;

namespace ImageShare.Sandbox.Cloud;

/// <summary>A long-running operation: in progress until its time has come, then done or failed.</summary>
internal sealed class Operation
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ends { get; init; }

    /// <summary>What happens at the end; returns the error of a failed operation.</summary>
    public Func<JsonObject?>? Completion { get; init; }

    /// <summary>Resource the operation is about.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Tenant and object id of who started it.</summary>
    public string? TenantId { get; init; }

    public JsonObject? Error { get; private set; }

    public bool IsDone { get; private set; }

    public string Status => !IsDone ? "InProgress" : Error is null ? "Succeeded" : "Failed";

    public void Complete()
    {
        Error = Completion?.Invoke();
        IsDone = true;
    }
}

internal sealed class OperationStore
{
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.OrdinalIgnoreCase);

    public Operation? Find(string id) => _operations.GetValueOrDefault(id);

    public Operation Start(Operation operation)
    {
        _operations.Add(operation.Id, operation);
        return operation;
    }

    /// <summary>Ends, in their order, the operations whose time has come.</summary>
    public void Settle(DateTimeOffset now)
    {
        // The end of one may be the start of the next.
        while (_operations.Values.Where(o => !o.IsDone && o.Ends <= now).MinBy(o => o.Ends) is { } due)
            due.Complete();
    }
}
