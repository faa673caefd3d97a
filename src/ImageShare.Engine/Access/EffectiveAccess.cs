using Azure;
using Azure.Identity;
using ImageShare.Engine.Http;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Access;

/// <summary>Proves that a reader reads: with its own token, for a listed assignment may need minutes to take effect.</summary>
internal sealed class EffectiveAccess(Waiter waiter, ICaller caller)
{
    /// <summary>False when the time is up.</summary>
    public async Task<bool> WaitAsync(EngineContext reader, string tenantId, GalleryImage image, CancellationToken cancellationToken)
    {
        var client = RestClient.ForResourceManager(reader, tenantId);
        var wait = new Wait(
            $"Read {image.Name} as {reader.Account}", "The role is listed; it takes some minutes to take effect.", Patience.RoleEffective);
        var read = await waiter.UntilAsync(wait, ProbeAsync, caller, cancellationToken);
        if (read is null)
        {
            caller.Warning($"{reader.Account} cannot read {image.Id} yet. The role is listed; it may take effect later.");
        }

        return read is not null;

        async Task<GalleryImage?> ProbeAsync(CancellationToken token)
        {
            try
            {
                await client.ProbeAsync($"{image.Id}?api-version={ApiVersions.Galleries}", token);
                return image;
            }
            catch (RequestFailedException exception) when (exception.Status is 401 or 403)
            {
                return null;
            }
            catch (AuthenticationFailedException exception) when (
                ServiceErrors.Explain(exception).Code is "AADSTS700016" or "AADSTS7000229")
            {
                // The reader's principal in this tenant is so new that sign-ins do not know it yet.
                return null;
            }
        }
    }
}
