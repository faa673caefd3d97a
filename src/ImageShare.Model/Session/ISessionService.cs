namespace ImageShare.Model;

/// <summary>Signs in.</summary>
public interface ISessionService
{
    /// <summary>Signs in and proves it with a token for Azure Resource Manager.</summary>
    /// <exception cref="ImageShareException">The sign-in was refused (the AADSTS code is the error's code), or the cloud file cannot be used.</exception>
    Task<ImageShareContext> ConnectAsync(SignIn signIn, ICaller caller, CancellationToken cancellationToken);
}
