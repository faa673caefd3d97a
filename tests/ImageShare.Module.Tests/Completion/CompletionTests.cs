using System.Management.Automation;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using ImageShare.Tests.Sandbox;
using ImageShare.Tests.SignIn;
using Xunit;

namespace ImageShare.Tests.Completion;

public sealed class CompletionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly Shell _shell = new(sandbox.Accounts);

    private PublisherAccount Publisher => sandbox.Accounts.Publisher;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Resource_groups_galleries_and_images_are_those_of_the_sign_in()
    {
        SignIn();

        var group = Assert.Single(Complete("Get-GalleryImage -ResourceGroupName rg-i"));
        var galleries = Complete($"Get-GalleryImage -ResourceGroupName {Publisher.ResourceGroupName} -GalleryName ");
        var images = Complete(
            $"Get-GalleryImage -ResourceGroupName {Publisher.ResourceGroupName} -GalleryName {Publisher.GalleryName} -Name ubuntu");

        Assert.Equal((Publisher.ResourceGroupName, $"in {Publisher.Location}"), (group.CompletionText, group.ToolTip));
        Assert.Contains(galleries, g => g.CompletionText == Publisher.GalleryName);
        Assert.Contains(images, i => i is { CompletionText: "ubuntu-server", ToolTip: "Linux in westeurope" });
        Assert.All(images, i => Assert.StartsWith("ubuntu", i.CompletionText, StringComparison.Ordinal));
    }

    [Fact]
    public void A_subscription_is_found_by_its_name_and_put_in_by_its_id()
    {
        SignIn();

        var all = Complete("Get-GalleryImage -SubscriptionId ");
        var byName = Complete($"Get-GalleryImage -SubscriptionId {all[0].ListItemText[..3]}");

        Assert.Contains(all, s => s.CompletionText == Publisher.SubscriptionId);
        Assert.Equal(all[0].CompletionText, byName[0].CompletionText);
        Assert.NotEqual(byName[0].CompletionText, byName[0].ListItemText);
    }

    [Fact]
    public void A_context_on_the_line_is_the_one_that_is_asked()
    {
        SignIn();
        var consumer = sandbox.Accounts.Consumer;
        _shell["secret"] = Apps.Credential(consumer.AdminApplicationId, consumer.AdminSecret);
        _shell.Run("$publisherContext = Get-ImageShareContext; [void](Connect-ImageShare @consumer -Credential $secret)");

        Assert.DoesNotContain(Complete("Get-GalleryImage -ResourceGroupName "), g => g.CompletionText == Publisher.ResourceGroupName);
        Assert.Contains(
            Complete("Get-GalleryImage -Context $publisherContext -ResourceGroupName "), g => g.CompletionText == Publisher.ResourceGroupName);
    }

    [Fact]
    public void The_images_of_a_hand_over_are_those_that_it_shares()
    {
        _shell.Run("""
            [ImageShare.Model.GalleryImage[]] $images = foreach ($name in 'ubuntu', 'windows') {
                [ImageShare.Model.GalleryImage]@{ Name = $name; ImageId = "/subscriptions/s/$name" }
            }
            $share = [ImageShare.Model.Handover]@{ Kind = 'Share'; Environment = 'AzureCloud'; Images = $images }
            """);

        var image = Assert.Single(Complete("New-SharedImageVM vm1 rg -Handover $share -ImageName u"));
        Assert.Equal(("ubuntu", "/subscriptions/s/ubuntu"), (image.CompletionText, image.ToolTip));
        Assert.Empty(Complete("New-SharedImageVM vm1 rg -ImageName u"));
    }

    [Fact]
    public void Clouds_need_no_sign_in()
    {
        var clouds = Complete("Connect-ImageShare -Environment azureu");

        Assert.Equal("AzureUSGovernment", Assert.Single(clouds).CompletionText);
    }

    [Fact]
    public void Nobody_is_asked_without_a_sign_in_and_none_is_made()
    {
        Assert.Empty(Complete("Get-GalleryImage -ResourceGroupName "));
        Assert.Empty(_shell.Run("Get-ImageShareContext"));
    }

    [Fact]
    public async Task A_list_is_kept_and_an_Azure_that_does_not_answer_disturbs_nobody()
    {
        var options = new SandboxOptions { Delays = Delays.None };
        await using var server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var shell = new Shell(server.Accounts);
        shell["secret"] = Apps.Credential(server.Accounts.Publisher.AdminApplicationId, server.Accounts.Publisher.AdminSecret);
        shell.Run("[void](Connect-ImageShare @publisher -Credential $secret)");

        Assert.NotEmpty(Complete(shell, "Get-GalleryImage -ResourceGroupName "));
        await server.DisposeAsync();
        Assert.NotEmpty(Complete(shell, "Get-GalleryImage -ResourceGroupName "));
        Assert.Empty(Complete(shell, "Get-GalleryImage -GalleryName "));
    }

    [Fact]
    public async Task An_Azure_that_takes_its_time_is_not_waited_for()
    {
        var options = new SandboxOptions
        {
            Delays = Delays.None,
            Faults = [new FaultRule { Path = "/resourcegroups", Delay = 60_000 }],
        };
        await using var server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var shell = new Shell(server.Accounts);
        shell["secret"] = Apps.Credential(server.Accounts.Publisher.AdminApplicationId, server.Accounts.Publisher.AdminSecret);
        shell.Run("[void](Connect-ImageShare @publisher -Credential $secret)");

        var completing = Task.Run(() => Complete(shell, "Get-GalleryImage -ResourceGroupName "), TestContext.Current.CancellationToken);
        Assert.Empty(await completing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private void SignIn()
    {
        _shell["secret"] = Apps.Credential(Publisher.AdminApplicationId, Publisher.AdminSecret);
        _shell.Run("[void](Connect-ImageShare @publisher -Credential $secret)");
    }

    private IReadOnlyList<CompletionResult> Complete(string line) => Complete(_shell, line);

    // As the Tab key does.
    private static IReadOnlyList<CompletionResult> Complete(Shell shell, string line)
    {
        shell["line"] = line;
        var results = shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches");
        return [.. results.Select(r => (CompletionResult)r.BaseObject).Where(r => r.ResultType == CompletionResultType.ParameterValue)];
    }
}
