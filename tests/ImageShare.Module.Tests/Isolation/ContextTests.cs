using Xunit;

namespace ImageShare.Tests.Isolation;

public sealed class ContextTests
{
    private const string App = "00000000-0000-0000-0000-0000000000ee";
    private static readonly string ImportModule = $"Import-Module '{Fixtures.EchoModule}'";

    [Fact]
    public async Task Parallel_runspaces_see_their_own_sign_ins_only()
    {
        var lines = await Probe.RunAsync(
            ImportModule,
            "[void](Connect-ImageShare -Identity -AccountId outer)",
            $$"""
            1..2 | ForEach-Object -Parallel {
                {{ImportModule}}
                [void](Connect-ImageShare -Identity -AccountId "inner$_")
                [System.Threading.Thread]::Sleep(300)
                "$(@(Get-ImageShareContext).Count) $((Get-ImageShareContext).Account)"
            }
            """,
            "\"$(@(Get-ImageShareContext).Count) $((Get-ImageShareContext).Account)\"");

        Assert.Equal(
            [
                "1 ManagedIdentityAccount { AccountId = inner1 }", "1 ManagedIdentityAccount { AccountId = inner2 }",
                "1 ManagedIdentityAccount { AccountId = outer }",
            ],
            lines.Order());
    }

    [Fact]
    public async Task A_parallel_runspace_without_a_sign_in_is_told_what_to_hand_over()
    {
        var lines = await Probe.RunAsync(
            ImportModule,
            "$ctx = Connect-ImageShare -Identity",
            $$"""
            1 | ForEach-Object -Parallel {
                {{ImportModule}}
                Get-GalleryImage -ErrorAction SilentlyContinue
                "$($Error[0].FullyQualifiedErrorId) $($Error[0].ErrorDetails.RecommendedAction -like '*-Context $using:ctx*')"
                (Get-GalleryImage -Name centos -Context $using:ctx).Name
            }
            """);

        Assert.Equal(["NotConnected,ImageShare.Commands.GetGalleryImageCommand True", "centos"], lines);
    }

    [Fact]
    public async Task A_token_provider_is_asked_again_by_later_commands_where_its_variables_live_and_in_parallel_runspaces_without_them()
    {
        var lines = await Probe.RunAsync(
            ImportModule,
            $$"""$ctx = Connect-ImageShare -ApplicationId {{App}} -FederatedTokenProvider { $script:n++; "token$script:n" }""",
            "$ctx.Account",
            "Get-GalleryImage -Name centos -Verbose 4>&1 | ? { \"$_\" -like 'token*' } | % { \"$_\" }",
            $$"""
            1 | ForEach-Object -Parallel {
                {{ImportModule}}
                Get-GalleryImage -Context $using:ctx -Name centos -Verbose 4>&1 | ? { "$_" -like 'token*' } | % { "$_" }
            }
            """,
            $$"""[void](Connect-ImageShare -ApplicationId {{App}} -FederatedTokenProvider { throw 'no token' })""",
            $$"""try { Connect-ImageShare -ApplicationId {{App}} -FederatedTokenProvider { 1, 2 } } catch { $_.FullyQualifiedErrorId }""");

        Assert.Equal($"{App} token token1", lines[0]);
        Assert.Equal("token token2", lines[1]);
        Assert.Equal("token token1", lines[2]);
        Assert.Equal("error FederatedTokenProviderFailed,ImageShare.Commands.ConnectImageShareCommand", lines[3]);
        Assert.Equal("FederatedTokenMissing,ImageShare.Commands.ConnectImageShareCommand", lines[^1]);
    }

    [Fact]
    public async Task Newest_first_the_same_sign_in_once_and_each_can_be_dropped()
    {
        var lines = await Probe.RunAsync(
            ImportModule,
            "'a', 'b', 'a' | % { [void](Connect-ImageShare -Identity -AccountId $_) }; (Get-ImageShareContext).Account",
            "Get-ImageShareContext | ? Account -like '*a }' | Disconnect-ImageShare -WhatIf; @(Get-ImageShareContext).Count",
            "Get-ImageShareContext | ? Account -like '*a }' | Disconnect-ImageShare -PassThru | % Account; @(Get-ImageShareContext).Count",
            "Get-ImageShareContext -TenantId 00000000-0000-0000-0000-000000000099; Disconnect-ImageShare; @(Get-ImageShareContext).Count");

        Assert.Equal(
            [
                "ManagedIdentityAccount { AccountId = a }", "ManagedIdentityAccount { AccountId = b }", "2",
                "ManagedIdentityAccount { AccountId = a }", "1", "0",
            ],
            lines);
    }

    [Fact]
    public async Task Removing_the_module_forgets_the_sign_ins()
    {
        var lines = await Probe.RunAsync(
            ImportModule, "[void](Connect-ImageShare -Identity)", $"{ImportModule} -Force", "@(Get-ImageShareContext).Count");

        Assert.Equal(["0"], lines);
    }
}
