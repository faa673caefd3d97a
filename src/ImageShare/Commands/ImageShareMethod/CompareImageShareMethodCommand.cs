using System.Management.Automation;
using ImageShare.Completion;
using ImageShare.Model;
using ImageShare.Parameters;

namespace ImageShare.Commands;

/// <summary>Compares the ways to share an image with another company, and ranks them for a case. Needs no sign-in.</summary>
[Cmdlet(VerbsData.Compare, "ImageShareMethod")]
[OutputType(typeof(ImageShareMethod))]
public sealed class CompareImageShareMethodCommand : PSCmdlet
{
    /// <summary>The image to share: says what it allows.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AsItIs(typeof(GalleryImage))]
    public GalleryImage? Image { get; set; }

    /// <summary>The consumer's tenants (GUID), as far as they are known.</summary>
    [Parameter(Position = 0)]
    [Alias("ConsumerTenantId")]
    [ValidateGuid]
    public string[] TenantId { get; set; } = [];

    /// <summary>The consumers' tenants or subscriptions are known.</summary>
    [Parameter]
    public SwitchParameter ConsumerTenantKnown { get; set; }

    /// <summary>How many consumers (companies); without it as many as tenants, at least one.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ConsumerCount { get; set; }

    /// <summary>Everybody may use the image, and nobody knows who will.</summary>
    [Parameter]
    public SwitchParameter Public { get; set; }

    /// <summary>The consumer builds in Azure Portal.</summary>
    [Parameter]
    public SwitchParameter PortalNeeded { get; set; }

    /// <summary>A pipeline or runbook of the consumer builds, not a person.</summary>
    [Parameter]
    public SwitchParameter Unattended { get; set; }

    /// <summary>The consumer pays for the image.</summary>
    [Parameter]
    public SwitchParameter Sold { get; set; }

    /// <summary>Azure cloud of both.</summary>
    [Parameter]
    [ValidateSet("AzureCloud", "AzureUSGovernment", "AzureChinaCloud")]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string Environment { get; set; } = "AzureCloud";

    /// <summary>A disk encryption set of the publisher encrypts the image version.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>The image keeps its accounts (it is specialized).</summary>
    [Parameter]
    public SwitchParameter Specialized { get; set; }

    /// <summary>Security type of the image definition.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecurityType { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(MethodAdviser.Rank(new ShareCase
    {
        ConsumerTenantKnown = ConsumerTenantKnown || TenantId.Length > 0,
        SameTenant = TenantId.Length > 0 && TenantId.All(t => t.Equals(Image?.TenantId, StringComparison.OrdinalIgnoreCase)),
        ConsumerCount = ConsumerCount > 0 ? ConsumerCount : Math.Max(1, TenantId.Length),
        Public = Public,
        PortalNeeded = PortalNeeded,
        Unattended = Unattended,
        Sold = Sold,
        Environment = Environment,
        Encrypted = Encrypted || Image?.Encrypted == true,
        OSState = Specialized ? "Specialized" : Image?.OSState,
        SecurityType = SecurityType ?? Image?.SecurityType,
        HasPlan = Image?.Plan is not null,
    }), enumerateCollection: true);
}
