using System.Management.Automation;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class FailureTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_service_failure_reaches_Error_with_everything_known_of_it()
    {
        _session.Run("'service' | Invoke-Failure");

        var record = (ErrorRecord)_session.Run("$Error[0]")[0].BaseObject;
        Assert.Equal("LinkedAuthorizationFailed,ImageShare.BridgeCmdlets.InvokeFailureCommand", record.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, record.CategoryInfo.Category);
        Assert.Equal("/subscriptions/s/image", record.TargetObject);
        Assert.Equal("Grant-GalleryReader -ObjectId o -ResourceId g", record.ErrorDetails.RecommendedAction);
        Assert.Equal(
            """
            The app may not read it.
            Why: It has no role on the gallery.
            Who: the publisher, who owns the gallery.
            Correlation id: c
            """.ReplaceLineEndings("\n"),
            record.ErrorDetails.Message);
    }

    [Fact]
    public void A_failure_ends_its_own_record_only()
    {
        var results = _session.Run("'a', 'service', 'record', 'b' | Invoke-Failure");

        Assert.Equal(["a", "b"], results.Select(r => (string)r.BaseObject));
        Assert.Equal(["LinkedAuthorizationFailed", "ThisOne"], _session.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("timeout", "OperationTimeout", ErrorCategory.OperationTimeout)]
    [InlineData("refused", "ConnectionFailed", ErrorCategory.ConnectionError)]
    [InlineData("defect", "InvalidCastException", ErrorCategory.InvalidResult)]
    public void Other_exceptions_have_an_id_a_category_and_the_input_as_target(string kind, string id, ErrorCategory category)
    {
        Assert.Equal("after", Assert.Single(_session.Run($"'{kind}', 'after' | Invoke-Failure")).BaseObject);

        var record = Assert.Single(_session.Errors);
        Assert.Equal($"{id},ImageShare.BridgeCmdlets.InvokeFailureCommand", record.FullyQualifiedErrorId);
        Assert.Equal(category, record.CategoryInfo.Category);
        Assert.Equal($"input {kind}", record.TargetObject);
        Assert.Equal(PSInvocationState.Completed, _session.State);
    }

    [Fact]
    public void A_terminating_error_of_a_worker_ends_the_command_and_can_be_caught()
    {
        var results = _session.Run("try { 'a', 'terminating', 'b' | Invoke-Failure } catch { 'caught ' + $_.FullyQualifiedErrorId }");

        Assert.Equal(["a", "caught NoFurther,ImageShare.BridgeCmdlets.InvokeFailureCommand"], results.Select(r => (string)r.BaseObject));
    }
}
