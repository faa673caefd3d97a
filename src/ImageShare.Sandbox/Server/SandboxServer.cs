using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Entra;
using ImageShare.Sandbox.Recordings;
using ImageShare.Sandbox.Server.Tokens;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ImageShare.Sandbox.Server;

/// <summary>Two tenants of Azure on one loopback port.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions ReadyFormat = new() { WriteIndented = true };

    private readonly WebApplication _app;
    private readonly CertificateAuthority _authority;
    private readonly X509Certificate2 _certificate;
    private readonly string? _temporaryCloudFile;

    private SandboxServer(
        WebApplication app, CertificateAuthority authority, X509Certificate2 certificate, SandboxAccounts accounts,
        string? temporaryCloudFile)
    {
        (_app, _authority, _certificate, _temporaryCloudFile) = (app, authority, certificate, temporaryCloudFile);
        Accounts = accounts;
    }

    /// <summary>Base address; ends with a slash.</summary>
    public Uri Uri => _app.Services.GetRequiredService<Endpoints>().Base;

    public World World => _app.Services.GetRequiredService<World>();

    public SandboxAccounts Accounts { get; }

    public Addresses Addresses => Addresses.Of(_app.Services.GetRequiredService<Endpoints>());

    public string CaCertificatePem => _authority.CertificatePem;

    /// <summary>Every exchange since the start, secrets and tokens masked.</summary>
    public TrafficLog Traffic => _app.Services.GetRequiredService<TrafficLog>();

    /// <summary>Mints assertions as an OIDC issuer outside Azure does.</summary>
    public WorkloadIssuer Workload => _app.Services.GetRequiredService<WorkloadIssuer>();

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var authority = new CertificateAuthority();
        var certificate = authority.IssueServerCertificate();
        var app = Build(options, certificate);
        var endpoints = app.Services.GetRequiredService<Endpoints>();
        try
        {
            var accounts = options.Accounts ?? Plant(options, app.Services.GetRequiredService<World>());

            await app.StartAsync(cancellationToken);
            endpoints.Base = new Uri(app.Urls.First() + "/");

            var cloudFile = options.CloudFilePath ?? Path.Combine(Path.GetTempPath(), $"imageshare-sandbox-{Guid.NewGuid():N}.json");
            new CloudFile(
                "Sandbox", endpoints.Base.AbsoluteUri, endpoints.Base.AbsoluteUri, endpoints.Graph,
                authority.CertificatePem, Endpoints.FederationAudience).Write(cloudFile);
            accounts.Environment = Path.GetFullPath(cloudFile);
            if (options.Accounts is null)
            {
                accounts.IdentityEndpoint = endpoints.At(Endpoints.IdentityPath);
                accounts.IdentityHeader = app.Services.GetRequiredService<IdentityHeader>().Value;
                accounts.WorkloadIssuer = endpoints.WorkloadIssuer;
            }

            if (options.ReadyFilePath is { } ready)
                WriteWhole(ready, JsonSerializer.Serialize(accounts, ReadyFormat));

            return new SandboxServer(app, authority, certificate, accounts, options.CloudFilePath is null ? accounts.Environment : null);
        }
        catch
        {
            await app.DisposeAsync();
            certificate.Dispose();
            authority.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
        if (_temporaryCloudFile is not null)
            File.Delete(_temporaryCloudFile);
    }

    private static SandboxAccounts Plant(SandboxOptions options, World world)
    {
        var accounts = Contoso.Build(world);
        foreach (var seed in options.Seeds)
            seed.Plant(world, accounts);

        return accounts;
    }

    private static WebApplication Build(SandboxOptions options, X509Certificate2 certificate)
    {
        // Slim and empty: no configuration files, no environment, no console logger of the directory it happens to run in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRouting();
        builder.Services
            .AddSingleton<IHostLifetime, SandboxLifetime>()
            .AddSingleton(options)
            .AddSingleton(new World(options.Clock, options.Delays, options.RandomSeed is { } seed ? new Random(seed) : new Random()))
            .AddSingleton<Endpoints>()
            .AddSingleton<SigningKey>()
            .AddSingleton<TokenIssuer>()
            .AddSingleton<TokenReader>()
            .AddSingleton<WorkloadIssuer>()
            .AddSingleton<IdentityHeader>()
            .AddSingleton<TrafficLog>()
            .AddSingleton<SignInStore>()
            .AddSingleton<AppSignIn>()
            .AddSingleton<UserSignIn>()
            .AddSingleton<CertificateAssertion>()
            .AddSingleton<FederatedAssertion>();

        var app = builder.Build();
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<TrafficMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<LatencyMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<TurnMiddleware>();
        app.UseRouting();
        foreach (var room in options.Rooms)
            room.Map(app);

        return app;
    }

    // Whoever waits for the file must never see half of it.
    private static void WriteWhole(string path, string text)
    {
        var draft = path + ".tmp";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }
}

/// <summary>The value that a managed-identity request must show, as on App Service.</summary>
internal sealed class IdentityHeader
{
    public string Value { get; } = Guid.NewGuid().ToString("N");
}
