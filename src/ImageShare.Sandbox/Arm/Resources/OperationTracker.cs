using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Arm.Gateway;
using ImageShare.Sandbox.Cloud;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageShare.Sandbox.Arm.Resources;

/// <summary>Starts long-running operations and tells callers where to wait for them.</summary>
internal static class OperationTracker
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    // As long as Azure's, which is a whole certificate: nobody should think that a poll address is short.
    private static readonly string Certificate = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(1200));

    public static Operation Start(ArmCall call, Resource resource, DelayRange duration, Func<JsonObject?> completion) =>
        resource.Operation = call.World.Operations.Start(new Operation
        {
            Started = call.World.Now,
            Ends = call.World.After(duration),
            ResourceId = resource.Id,
            TenantId = call.Caller.TenantId,
            Completion = completion,
        });

    /// <summary>Adds the poll address, and for a DELETE the Location.</summary>
    public static ArmAnswer Track(this ArmAnswer answer, ArmCall call, Operation operation, LongRunning style, string location)
    {
        answer.With("Azure-AsyncOperation", Address(call, operation, style, style.Operations, location, isMonitor: false));
        answer.With("Azure-AsyncNotification", "Enabled");
        if (call.Method is "DELETE" or "POST")
            answer.With("Location", Address(call, operation, style, style.Results, location, isMonitor: style.Results == style.Operations));

        return answer.RetryAfter(call.World, operation, style.RetryAfter);
    }

    /// <summary>Azure's seconds, but never more than the operation still takes.</summary>
    public static ArmAnswer RetryAfter(this ArmAnswer answer, World world, Operation operation, int? seconds)
    {
        if (seconds is null || operation.IsDone)
            return answer;

        var left = Math.Max(0, (int)Math.Ceiling((operation.Ends - world.Now).TotalSeconds));
        return answer.With("Retry-After", Math.Min(seconds.Value, left).ToString(CultureInfo.InvariantCulture));
    }

    public static bool IsSignatureValid(ArmCall call, Operation operation) =>
        call.Query("t") is { } time && call.Query("h") is { } signature && signature == Sign(operation, time);

    private static string Address(ArmCall call, Operation operation, LongRunning style, string type, string location, bool isMonitor)
    {
        var segments = type.Split('/');
        var path = $"/subscriptions/{call.SubscriptionId}/providers/{segments[0]}/{segments[1]}/{location}/{segments[2]}/{operation.Id}";
        var query = new Dictionary<string, string?>();
        if (style == LongRunning.Machine)
            query["p"] = call.SubscriptionId;

        if (isMonitor)
            query["monitor"] = "true";

        query["api-version"] = style.PollVersion ?? call.ApiVersion;
        if (style.IsSigned)
        {
            var time = operation.Started.UtcTicks.ToString(CultureInfo.InvariantCulture);
            query["t"] = time;
            query["c"] = Certificate;
            query["s"] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(256));
            query["h"] = Sign(operation, time);
        }

        return QueryHelpers.AddQueryString(call.Endpoints.At(path), query);
    }

    private static string Sign(Operation operation, string time) =>
        WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(operation.Id + time)));
}
