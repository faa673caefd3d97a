namespace ImageShare.Model;

/// <summary>Images of other tenants, as the consumer's own sign-in sees them.</summary>
public interface ISharedImageService
{
    /// <summary>Images in the subscriptions and resource groups that were delegated to the sign-in's tenant.</summary>
    IAsyncEnumerable<GalleryImage> GetDelegatedAsync(GalleryImageQuery query, ICaller caller, CancellationToken cancellationToken);
}
