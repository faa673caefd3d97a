namespace ImageShare.Model;

/// <summary>The two companies that meet in a share.</summary>
public enum Party
{
    /// <summary>Owns the gallery.</summary>
    Publisher,

    /// <summary>Builds VMs from the publisher's images.</summary>
    Consumer,
}
