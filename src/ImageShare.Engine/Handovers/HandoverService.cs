using System.Security.Cryptography;
using ImageShare.Model;

namespace ImageShare.Engine.Handovers;

/// <summary>Hand-over files. No network: everything it needs stands in the file, or comes from the caller.</summary>
internal sealed class HandoverService(TimeProvider time, int passphraseIterations = PassphraseProtection.DefaultIterations)
    : IHandoverService
{
    public async Task<Handover> WriteAsync(
        HandoverContent content, HandoverWriteOptions options, ICaller caller, CancellationToken cancellationToken)
    {
        if (options.Resume)
        {
            (options, var there) = await new FolderFile(time, options, caller).ResolveAsync(content, cancellationToken).ConfigureAwait(false);
            if (there is not null)
                return there;
        }

        return await new HandoverWriter(time, passphraseIterations, options, caller).WriteAsync(content, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<Handover> ReadAsync(HandoverReadOptions options, ICaller caller, CancellationToken cancellationToken)
    {
        var bytes = await HandoverFile.ReadAsync(options.Path, cancellationToken).ConfigureAwait(false);
        try
        {
            return new HandoverReader(time, options, caller).Read(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
