using System.Management.Automation;
using Xunit;

namespace ImageShare.Tests.Bridge;

public sealed class QuestionTests
{
    [Fact]
    public void A_worker_that_blocks_on_its_next_question_gets_the_answer()
    {
        using var session = new Session();
        Assert.Equal("planned", Assert.Single(session.Run("Request-Answer -Log $log")).BaseObject);
        Assert.Equal(["first True", "same thread False", "second True"], session.Log);
    }

    [Fact]
    public void WhatIf_answers_no_names_the_full_target_and_writes_nothing_planned()
    {
        var host = new AnsweringHost("none");
        using var session = new Session(host);
        Assert.Empty(session.Run("Request-Answer -WhatIf -Log $log"));
        Assert.Equal(["first False", "same thread False", "second False"], session.Log);
        Assert.Equal(["/first", "/second"], host.Lines.Select(l => l.Split('"')[3]));
    }

    [Fact]
    public void Confirm_asks_the_user()
    {
        var host = new AnsweringHost("No");
        using var session = new Session(host);
        Assert.Empty(session.Run("Request-Answer -Confirm -Log $log"));
        Assert.Equal(["first False", "same thread False", "second False"], session.Log);
        Assert.Equal(2, host.Questions.Count);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("No", false)]
    public void ShouldContinue_asks_the_user(string answer, bool expected)
    {
        var host = new AnsweringHost(answer);
        using var session = new Session(host);
        session.Run("Request-Answer -Continue -Log $log");
        Assert.Equal($"continue {expected}", session.Log.Last());
        Assert.Equal("Replace it?", Assert.Single(host.Questions));
    }

    [Fact]
    public void Force_answers_ShouldContinue()
    {
        using var session = new Session();
        session.Run("Request-Answer -Continue -Force -Log $log");
        Assert.Equal("continue True", session.Log.Last());
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_error_says_to_force()
    {
        using var session = new Session();
        session.Run("Request-Answer -Continue -Log $log");
        var error = Assert.Single(session.Errors);
        Assert.Equal("ConfirmationNeeded", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_block_runs_on_the_pipeline_thread_with_its_variables()
    {
        using var session = new Session();
        var results = session.Run(
            """
            $x = 41; function next { $x + 1 }; function thread { [Threading.Thread]::CurrentThread.ManagedThreadId }
            Invoke-Provider { next; thread }; thread
            """);
        Assert.Equal(42, results[0].BaseObject);
        Assert.Equal(results[2].BaseObject, results[1].BaseObject);
    }

    [Fact]
    public void What_a_script_block_throws_goes_to_the_worker_that_asked()
    {
        using var session = new Session();
        session.Run("Invoke-Provider { throw 'no token today' }");
        Assert.Equal("no token today", Assert.Single(session.Errors).Exception.Message);
        Assert.Equal(PSInvocationState.Completed, session.State);
    }
}
