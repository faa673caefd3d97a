using System.Collections;
using System.Management.Automation;
using ImageShare.Bridge;
using ImageShare.Completion;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>What is asked of machines alike, whether they are built one by one or as a scale set.</summary>
public abstract class SharedImageMachineCommand : ParallelCommand
{
    private protected const string ImageIdSet = "ImageId";
    private protected const string ImageSet = "Image";
    private protected const string HandoverSet = "Handover";

    /// <summary>The hand-over as Import-ImageShare gave it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HandoverSet, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(Handover))]
    public Handover? Handover { get; set; }

    /// <summary>Name of the image, when the hand-over shares several.</summary>
    [Parameter(ParameterSetName = HandoverSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HandoverImageCompleter))]
    public string? ImageName { get; set; }

    /// <summary>Administrator account of a generalized image. With an SSH key, only the user name counts.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Public SSH key file to install.</summary>
    [Parameter]
    public string? SshKeyPath { get; set; }

    /// <summary>Makes an ed25519 key pair in the .ssh folder of your home.</summary>
    [Parameter]
    public SwitchParameter GenerateSshKey { get; set; }

    /// <summary>CIDR of a new virtual network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AddressPrefix { get; set; }

    /// <summary>CIDR of a new subnet; without it the first /24 of the network.</summary>
    [Parameter]
    public string? SubnetAddressPrefix { get; set; }

    /// <summary>TCP ports to open to the world; none without it.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[] OpenPorts { get; set; } = [];

    /// <summary>Tags of everything that is made.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Gives the machine an identity of its own.</summary>
    [Parameter]
    public SwitchParameter SystemAssignedIdentity { get; set; }

    /// <summary>ARM ids of user-assigned identities.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] UserAssignedIdentity { get; set; } = [];

    /// <summary>Text that each machine finds at its first start, such as a cloud-init file; it is encoded here.</summary>
    [Parameter]
    public string? CustomData { get; set; }

    /// <summary>Accepts the Marketplace terms of the image's plan for the subscription.</summary>
    [Parameter]
    public SwitchParameter AcceptMarketplaceTerms { get; set; }

    /// <summary>Keeps what was made when a later step fails.</summary>
    [Parameter]
    public SwitchParameter KeepOnFailure { get; set; }

    /// <summary>Returns when Azure has accepted the request.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Works in the background, as a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Under -WhatIf, writes what is planned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // As with Az, -NoWait wins: there is nothing to wait for in a job.
    private protected override bool RunsAsJob => AsJob && !NoWait;

    /// <summary>The app of a hand-over signs in by itself when it brought, or was given, its credential.</summary>
    private protected void RequireBuilder()
    {
        if (Handover?.Proof is null)
            RequireSignIn();
    }

    private protected SharedImageVMSpec Machine(string name, string resourceGroupName)
    {
        var spec = new SharedImageVMSpec(name, resourceGroupName)
        {
            Handover = Handover,
            ImageName = ImageName,
            AdminUserName = Credential?.UserName,
            AdminPassword = Credential is { Password.Length: > 0 } ? Credential.Password : null,
            SshKeyPath = this.ExistingFileOrNull(SshKeyPath),
            GenerateSshKey = GenerateSshKey,
            SubnetAddressPrefix = SubnetAddressPrefix.OrNull(),
            OpenPorts = OpenPorts,
            Tags = Tag.ToTags(),
            SystemAssignedIdentity = SystemAssignedIdentity,
            UserAssignedIdentities = UserAssignedIdentity,
            CustomData = CustomData.OrNull(),
            AcceptMarketplaceTerms = AcceptMarketplaceTerms,
            KeepOnFailure = KeepOnFailure,
            NoWait = NoWait,
        };
        return AddressPrefix is null ? spec : spec with { AddressPrefix = AddressPrefix };
    }
}
