using System.Management.Automation;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class StreamTests
{
    [Fact]
    public void Each_word_goes_to_its_stream()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        session.Run("$DebugPreference = 'Continue'; Show-Streams -Verbose");

        Assert.Equal("a milestone", Assert.Single(session.Streams.Verbose).Message);
        Assert.Equal("a detail", Assert.Single(session.Streams.Debug).Message);
        Assert.Equal("a warning", Assert.Single(session.Streams.Warning).Message);
        Assert.Equal("enter ABC at https://example.org", Assert.Single(session.Streams.Information).MessageData.ToString());
    }

    [Fact]
    public void A_prompt_is_shown_by_the_host_whatever_the_preferences_are()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        session.Run("$InformationPreference = 'SilentlyContinue'; Show-Streams");
        Assert.Contains("enter ABC at https://example.org", host.Lines);
    }

    [Fact]
    public void Every_activity_is_one_progress_record_and_is_completed()
    {
        using var session = new Session();
        session.Run("Show-Streams");

        var activities = session.Streams.Progress.GroupBy(p => p.ActivityId).Select(g => g.ToList()).ToList();
        Assert.Equal(["Wait", "Create"], activities.Select(a => a[0].Activity));
        Assert.All(activities, a => Assert.Equal(ProgressRecordType.Completed, a[^1].RecordType));
        Assert.All(activities, a => Assert.Single(a, p => p.RecordType == ProgressRecordType.Completed));
        Assert.Equal(["for a role (1 s)", "for a role (2 s)", "Wait"], activities[0].Select(p => p.StatusDescription));
    }

    [Fact]
    public void The_progress_of_a_failed_work_is_completed()
    {
        using var session = new Session();
        session.Run("1 | Invoke-Slow -FailOn 1");
        Assert.Equal(ProgressRecordType.Completed, session.Streams.Progress.Last().RecordType);
        Assert.Single(session.Errors);
    }
}
