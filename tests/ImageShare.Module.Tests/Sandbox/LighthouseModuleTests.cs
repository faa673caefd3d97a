using System.Management.Automation;
using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Tests.Bridge;
using Xunit;

namespace ImageShare.Tests.Sandbox;

/// <summary>The built module and Azure Lighthouse, where a Pester file does not reach: other kinds of principal, and deployments.</summary>
public sealed class LighthouseModuleTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly ArmCalls _arm = new(sandbox.Server);
    private readonly Session _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        _session.Dispose();
        _arm.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_user_a_groups_member_a_service_principal_and_a_managed_identity_find_and_use_the_image()
    {
        var (member, app) = (_arm.NewOwnApplication(), _arm.NewOwnApplication());
        var group = new Group { DisplayName = "Operators" };
        group.Members.Add(member.PrincipalId);
        sandbox.Server.World.Do(w => w.FindTenant(_arm.Consumer.TenantId)!.Groups.Add(group));
        string[] principals = [_arm.Consumer.UserObjectId, group.Id, app.PrincipalId, _arm.Consumer.ManagedIdentityObjectId];
        string[] tokens =
        [
            await sandbox.UserTokenAsync(_arm.Consumer.TenantId, _arm.Consumer.UserName, _arm.Consumer.UserPassword),
            await _arm.TokenAsync(_arm.Consumer.TenantId, member.AppId, member.Secret),
            await _arm.TokenAsync(_arm.Consumer.TenantId, app.AppId, app.Secret),
            await sandbox.IdentityTokenAsync(),
        ];
        var admin = await _arm.AdminTokenAsync(_arm.Consumer);
        foreach (var principal in (string[])[member.PrincipalId, app.PrincipalId, _arm.Consumer.ManagedIdentityObjectId])
            await _arm.AssignAsync(admin, _arm.Group, ArmCalls.Contributor, principal);
        await ConnectAsync();
        Run($"New-LighthouseDelegation -PrincipalId {string.Join(',', principals)} {Arguments("All kinds")}");

        for (var i = 0; i < tokens.Length; i++)
        {
            Run("Disconnect-ImageShare");
            Connect(tokens[i], $"-SubscriptionId {_arm.Consumer.SubscriptionId}");
            var image = Assert.Single(Run($"Get-SharedImage {_arm.Publisher.ImageId.Split('/')[^1]}"));
            Assert.Equal(_arm.Publisher.ImageId, image.Properties["ImageId"].Value);
            var vm = Assert.Single(Run(
                $"Get-SharedImage {image.Properties["Name"].Value} | New-SharedImageVM vm-{i} {_arm.Consumer.ResourceGroupName} "
                + "-NoPublicIp -Credential ([pscredential]::new('azureuser', "
                + "[System.Net.NetworkCredential]::new('', 'Correct-Horse-7').SecurePassword))"));
            Assert.Equal("Succeeded", vm.Properties["ProvisioningState"].Value);
        }
    }

    [Theory]
    [InlineData("-ResourceGroupName")]
    [InlineData("-EntireSubscription -SubscriptionId")]
    public async Task What_Export_writes_deploys_to_what_New_makes(string scope)
    {
        var path = Path.Combine(_folder.FullName, "images.json");
        var target = scope == "-ResourceGroupName" ? $"{scope} {_arm.Publisher.ResourceGroupName} -SubscriptionId" : scope;
        var what = $"{target} {_arm.Publisher.SubscriptionId} -ManagedByTenantId {_arm.Consumer.TenantId} -OfferName 'By template' "
            + $"-PrincipalId {_arm.Consumer.UserObjectId} -EligibleRoleDefinitionName Contributor";
        Run($"Export-LighthouseTemplate {what} -Path '{path}'");
        var token = await _arm.OwnerAsync();
        var deployed = await _arm.PutAsync(
            token, $"{_arm.OwnersSubscription()}/providers/Microsoft.Resources/deployments/{Guid.NewGuid():N}", new JsonObject
            {
                ["location"] = "westeurope",
                ["properties"] = new JsonObject
                {
                    ["mode"] = "Incremental",
                    ["template"] = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)),
                    ["parameters"] = JsonNode.Parse(await File.ReadAllTextAsync(
                        Path.ChangeExtension(path, ".parameters.json"), TestContext.Current.CancellationToken))!["parameters"]!.DeepClone(),
                },
            });
        Assert.Equal("Succeeded", (string?)(await _arm.EndAsync(token, deployed)).Body!["status"]);
        await ConnectAsync();

        var again = Assert.Single(Run($"New-LighthouseDelegation {what} -Verbose"));

        Assert.Contains(_session.Streams.Verbose, v => v.Message.EndsWith("as 'By template' already.", StringComparison.Ordinal));
        Assert.Equal(true, again.Properties["Effective"].Value);
        Assert.Single(Run("Get-LighthouseDelegation 'By template'"));
        Run("Get-LighthouseDelegation 'By template' | Remove-LighthouseDelegation -Confirm:$false");
    }

    private string Arguments(string offer) =>
        $"-ResourceGroupName {_arm.Publisher.ResourceGroupName} -ManagedByTenantId {_arm.Consumer.TenantId} -OfferName '{offer}'";

    private async Task ConnectAsync() => Connect(await _arm.AdminTokenAsync(_arm.Publisher));

    private void Connect(string token, string more = "") =>
        Run($"$null = Connect-ImageShare -AccessToken '{token}' -Environment '{sandbox.Accounts.Environment}' {more}");

    private IReadOnlyList<PSObject> Run(string script)
    {
        var result = _session.Run(script);
        Assert.Empty(_session.Errors);
        return result;
    }
}
