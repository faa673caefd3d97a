using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;
using Xunit;

namespace ImageShare.Tests.Flows;

/// <summary>What cannot be right is refused where it stands: a clear record, and not one request.</summary>
public sealed class BadInputTests(BadInputTests.Fixture fixture) : IClassFixture<BadInputTests.Fixture>
{
    [Theory]
    [InlineData("Name", "'vm/1'", "InvalidResourceName")]
    [InlineData("Name", "'-vm'", "InvalidResourceName")]
    [InlineData("Name", "'vm.'", "InvalidResourceName")]
    [InlineData("Name", "'v m'", "InvalidResourceName")]
    [InlineData("Name", "[string]::new([char]'a', 65)", "InvalidResourceName")]
    [InlineData("ResourceGroupName", "'rg.'", "InvalidResourceName")]
    [InlineData("ResourceGroupName", "'rg/vms'", "InvalidResourceName")]
    [InlineData("ResourceGroupName", "[string]::new([char]'a', 91)", "InvalidResourceName")]
    [InlineData("VirtualNetworkName", "'_net'", "InvalidResourceName")]
    [InlineData("SubnetName", "'a b'", "InvalidResourceName")]
    [InlineData("SecurityGroupName", "'group/'", "InvalidResourceName")]
    [InlineData("PublicIpAddressName", "'ip-'", "InvalidResourceName")]
    [InlineData("AddressPrefix", "'10.0.0.1/16'", "InvalidAddressPrefix")]
    [InlineData("AddressPrefix", "'10.0.0.0/33'", "InvalidAddressPrefix")]
    [InlineData("AddressPrefix", "'10.0.0.0'", "InvalidAddressPrefix")]
    [InlineData("AddressPrefix", "'10.0.0.0/30'", "InvalidAddressPrefix")]
    [InlineData("AddressPrefix", "'fd00::/64'", "InvalidAddressPrefix")]
    [InlineData("SubnetAddressPrefix", "'192.168.0.0/24'", "InvalidAddressPrefix")]
    [InlineData("SubnetAddressPrefix", "'10.0.0.0/8'", "InvalidAddressPrefix")]
    [InlineData("Zone", "'4'", "InvalidZone")]
    [InlineData("Zone", "'west'", "InvalidZone")]
    [InlineData("SubnetId", "'/subscriptions/x/subnet'", "InvalidSubnetId")]
    [InlineData("SubnetId", "$Sandbox.Consumer.ManagedIdentityId", "InvalidSubnetId")]
    [InlineData("ImageName", "'nothing'", "ImageNotInHandover")]
    public void A_VM(string parameter, string value, string code)
    {
        var refusal = fixture.Desk.Refusal($"$with = $vm.Clone(); $with['{parameter}'] = {value}; $share | New-SharedImageVM @with");

        Assert.Equal($"{code},ImageShare.Commands.NewSharedImageVMCommand", refusal.FullyQualifiedErrorId);
        Assert.Equal("InvalidArgument", refusal.CategoryInfo.Category.ToString());
        Assert.Equal(fixture.Desk.Text(value), refusal.TargetObject?.ToString());
        Assert.Empty(fixture.Desk.Traffic);
    }

    [Theory]
    [InlineData("Tag", "@{ 'a<b' = 'c' }", "InvalidTag")]
    [InlineData("Credential", "(New-Credential 'root' 'Correct-Horse-42')", "InvalidAdminUserName")]
    [InlineData("Credential", "(New-Credential 'operator' 'horse')", "InvalidAdminPassword")]
    [InlineData("NoPublicIp", "$true; $with['PublicIpAddressName'] = 'ip'", "ConflictingParameters")]
    [InlineData("SubnetName", "'s'; $with['SubnetId'] = $subnetId", "ConflictingParameters")]
    public void More_of_a_VM(string parameter, string value, string code)
    {
        var refusal = fixture.Desk.Refusal($"$with = $vm.Clone(); $with['{parameter}'] = {value}; $share | New-SharedImageVM @with");

        Assert.Equal($"{code},ImageShare.Commands.NewSharedImageVMCommand", refusal.FullyQualifiedErrorId);
        Assert.Equal("InvalidArgument", refusal.CategoryInfo.Category.ToString());
        Assert.DoesNotContain("horse'", $"{refusal.Exception} {refusal.ErrorDetails}", StringComparison.Ordinal);
        Assert.Empty(fixture.Desk.Traffic);
    }

    [Theory]
    [InlineData("ubuntu")]
    [InlineData("/subscriptions/here/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Compute/galleries/g")]
    [InlineData("/SharedGalleries/g")]
    [InlineData("/CommunityGalleries/g/Images/i/Versions/1.0.0/More/x")]
    public void An_id_of_no_image(string id)
    {
        var refusal = fixture.Desk.Refusal($"New-SharedImageVM -Name vm -ResourceGroupName rg -ImageId '{id}'");

        Assert.Equal("InvalidImageId,ImageShare.Commands.NewSharedImageVMCommand", refusal.FullyQualifiedErrorId);
        Assert.Equal("InvalidArgument", refusal.CategoryInfo.Category.ToString());
        Assert.Equal(id, refusal.TargetObject);
        Assert.Empty(fixture.Desk.Traffic);
    }

    [Theory]
    [InlineData("Get-GalleryImage -ResourceId '/nowhere'", "InvalidResourceId", "/nowhere")]
    [InlineData("Grant-GalleryReader -ObjectId $someone -ResourceId 'gallery'", "InvalidResourceId", "gallery")]
    [InlineData("Grant-GalleryReader -ObjectId $someone", "ScopeRequired", null)]
    [InlineData("Grant-SharedImageBuilder -ObjectId $someone -ResourceGroupName 'rg/vms'", "InvalidResourceGroupName", "rg/vms")]
    [InlineData("New-GalleryShareApp -DisplayName ' ' -FederatedIssuer 'https://a.example' -FederatedSubject s", "InvalidDisplayName", " ")]
    [InlineData("New-GalleryShareApp -DisplayName a -FederatedIssuer 'http://a.example' -FederatedSubject s",
        "InvalidFederatedIssuer", "http://a.example")]
    [InlineData("New-GalleryShareApp -DisplayName a -SecretLifetime 1000.00:00:00", "InvalidSecretLifetime", "1000.00:00:00")]
    [InlineData("New-GalleryShareApp -DisplayName a -ManagedIdentity identity", "InvalidManagedIdentity", "identity")]
    [InlineData("New-GalleryShareApp -DisplayName a -ImageId image -SecretLifetime 1.00:00:00", "InvalidResourceId", "image")]
    [InlineData("Approve-GalleryShareApp -ApplicationId '00000000-0000-0000-0000-000000000000'",
        "InvalidApplicationId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Remove-GalleryShareApp -ApplicationId '00000000-0000-0000-0000-000000000000'",
        "InvalidApplicationId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Connect-ImageShare -TenantId 'a b' -AccessToken x",
        "InvalidTenantId", "a b")]
    [InlineData("Connect-ImageShare -TenantId $someone -ServicePrincipal -Credential (New-Credential 'app' x)",
        "InvalidApplicationId", "app")]
    [InlineData("Connect-ImageShare -TenantId $someone -ServicePrincipal -Credential (New-Credential $someone '')",
        "SecretRequired", null)]
    public void Other_ids_and_names(string command, string code, string? target)
    {
        var refusal = fixture.Desk.Refusal(command);

        Assert.StartsWith($"{code},", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("InvalidArgument", refusal.CategoryInfo.Category.ToString());
        if (target is not null)
            Assert.Equal(target, refusal.TargetObject?.ToString());
        Assert.Empty(fixture.Desk.Traffic);
    }

    [Theory]
    [InlineData("$share | New-SharedImageVM @vm -SubscriptionId 'mine'")]
    [InlineData("$share | New-SharedImageVM @vm -OpenPorts 0")]
    [InlineData("$share | New-SharedImageVM @vm -OpenPorts 65536")]
    [InlineData("Get-GalleryImage -SubscriptionId mine")]
    [InlineData("Grant-GalleryReader -ObjectId 'someone' -ResourceId $Sandbox.Publisher.ImageId")]
    [InlineData("Grant-SharedImageBuilder -ApplicationId 'app' -ResourceGroupName rg")]
    [InlineData("Approve-GalleryShareApp -ApplicationId 'app'")]
    [InlineData("Remove-GalleryShareApp -ApplicationId 'app'")]
    [InlineData("New-GalleryShareApp -DisplayName a -ConsumerTenantId 'fabrikam'")]
    [InlineData("New-GalleryShareApp -DisplayName ('a' * 121)")]
    public void What_PowerShell_itself_refuses(string command)
    {
        var refusal = fixture.Desk.Refusal(command);

        Assert.StartsWith("ParameterArgumentValidationError,ImageShare.Commands.", refusal.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(fixture.Desk.Traffic);
    }

    /// <summary>The consumer, signed in, with a share in hand.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private Desk? _desk;

        internal Desk Desk => _desk!;

        public async ValueTask InitializeAsync()
        {
            var server = await SandboxServer.StartAsync(
                new SandboxOptions { Delays = Delays.None }, TestContext.Current.CancellationToken);
            _desk = new Desk(server);
            _desk.Run("""
                $folder = New-Folder
                $certificate = New-CertificateFile $folder 'fabrikam'
                $consumer = $Sandbox.Consumer.TenantId
                $null = Connect-Side Publisher
                $file = Get-GalleryImage -ResourceId $Sandbox.Publisher.ImageId -Version latest |
                    New-GalleryShareApp -DisplayName Fabrikam -ConsumerTenantId $consumer -CertificatePath $certificate.Cer |
                    Export-ImageShare -Path "$folder/share.json"
                $null = Connect-Side Consumer
                $share = Import-ImageShare $file -CertificatePath $certificate.Pfx
                [System.IO.File]::Delete("$folder/share.json")
                $someone = $Sandbox.Consumer.UserObjectId
                $group = "/subscriptions/$($Sandbox.Consumer.SubscriptionId)/resourceGroups/rg"
                $subnetId = "$group/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
                $vm = @{ Name = 'vm'; ResourceGroupName = 'rg-machines'; Credential = New-Credential 'operator' 'Correct-Horse-42' }
                """);
        }

        public async ValueTask DisposeAsync()
        {
            Desk.Run("[System.IO.Directory]::Delete($folder, $true)");
            Desk.Dispose();
            await Desk.Server.DisposeAsync();
        }
    }
}
