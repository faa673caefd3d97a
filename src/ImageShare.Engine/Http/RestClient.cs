using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Http;

/// <summary>
/// The calls that no SDK at hand has, on the same pipeline as the SDK's. A refusal is a <see cref="RequestFailedException"/>;
/// <see cref="ServiceErrors"/> turns it into words.
/// </summary>
internal sealed class RestClient
{
    private readonly EngineContext _context;
    private readonly HttpPipeline _pipeline;
    private readonly Uri _endpoint;

    private RestClient(EngineContext context, Uri endpoint, string scope, string? tenantId)
    {
        (_context, _endpoint) = (context, endpoint);
        _pipeline = context.Pipelines.GetOrAdd((scope, tenantId), static (key, context) => Build(context, key.Scope, key.TenantId), context);
    }

    public static RestClient ForResourceManager(EngineContext context, string? tenantId = null) =>
        new(context, context.Cloud.ResourceManager, context.Cloud.ResourceManagerScope, tenantId);

    public static RestClient ForGraph(EngineContext context, string? tenantId = null) =>
        new(context, context.Cloud.Graph, context.Cloud.GraphScope, tenantId);

    /// <summary>GET; <paramref name="path"/> is relative to the API, with its query.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await SendAsync(RequestMethod.Get, Resolve(path), null, cancellationToken), type);

    /// <summary>GET; null when it is not there.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>GET for the sake of the answer's status; its body is not looked at.</summary>
    public Task ProbeAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Get, Resolve(path), null, cancellationToken);

    /// <summary>Sends a body and reads one.</summary>
    public async Task<T> SendAsync<TBody, T>(
        RequestMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, bodyType);
        return Read(await SendAsync(method, Resolve(path), content, cancellationToken), type);
    }

    /// <summary>POST of something new, for which a second request would make a second thing: see <see cref="CarefulRetry"/>.</summary>
    public async Task<T> CreateAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, bodyType);
        return Read(await SendAsync(RequestMethod.Post, Resolve(path), content, cancellationToken, once: true), type);
    }

    /// <summary>Sends a body and expects none.</summary>
    public Task SendAsync<TBody>(
        RequestMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        SendAsync(method, Resolve(path), JsonSerializer.SerializeToUtf8Bytes(body, bodyType), cancellationToken);

    /// <summary>Sends a body (or none) for work that may go on after the answer.</summary>
    public async Task<RunningOperation> StartAsync<TBody>(
        RequestMethod method, string path, TBody? body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken)
        where TBody : class =>
        RunningOperation.Of(await SendAsync(
            method, Resolve(path), body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, bodyType), cancellationToken));

    /// <summary>PUT of a resource: what the answer says of it, and the work that may go on.</summary>
    public async Task<(T Resource, RunningOperation Work)> PutAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(body, bodyType);
        var response = await SendAsync(RequestMethod.Put, Resolve(path), content, cancellationToken);
        return (Read(response, type), RunningOperation.Of(response));
    }

    /// <summary>How far such work is.</summary>
    public async Task<RunningOperation> PollAsync(Uri status, CancellationToken cancellationToken) =>
        RunningOperation.Of(await SendAsync(RequestMethod.Get, SameHost(status.AbsoluteUri), null, cancellationToken), status);

    /// <summary>DELETE; false when it was gone already.</summary>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // ARM says 204 where there was nothing, Graph says it where there was something; both are gone now.
            await SendAsync(RequestMethod.Delete, Resolve(path), null, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    /// <summary>Every item of a list, page by page as they are asked for.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string path, JsonTypeInfo<Page<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page that leads back to an earlier one would never end.
        var read = new HashSet<Uri>();
        for (var next = Resolve(path); next is not null;)
        {
            if (!read.Add(next))
                throw Unreadable(null);

            var page = Read(await SendAsync(RequestMethod.Get, next, null, cancellationToken), type);
            foreach (var item in page.Value ?? throw Unreadable(null))
            {
                if (item is not null)
                    yield return item;
            }

            next = page.Next is { } link ? SameHost(link) : null;
        }
    }

    // Who asks is told by the flow, not by the pipeline: that outlives the call.
    private static HttpPipeline Build(EngineContext context, string scope, string? tenantId)
    {
        var options = HttpDefaults.Apply(new RestClientOptions(), context.Cloud);
        options.AddPolicy(new DebugPolicy(), HttpPipelinePosition.PerRetry);
        return HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(context.For(null).GetCredential(tenantId), scope));
    }

    private async Task<Response> SendAsync(
        RequestMethod method, Uri uri, byte[]? body, CancellationToken cancellationToken, bool once = false)
    {
        _context.Enter();
        using var message = _pipeline.CreateMessage();
        if (once)
            CarefulRetry.SendOnce(message);
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        message.Request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body);
        }

        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    private T Read<T>(Response response, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Content, type) ?? throw Unreadable(null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
    }

    private Uri Resolve(string path) => new(_endpoint, path.TrimStart('/'));

    // A token goes along: it must not go where an answer's text sends it.
    private Uri SameHost(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == _endpoint.Scheme && uri.Authority == _endpoint.Authority
            ? uri
            : throw new ImageShareException("InvalidNextLink", ErrorKind.SecurityError,
                "The service's list goes on at an address that is not its own.")
            {
                Target = _endpoint.Host,
            };

    private ImageShareException Unreadable(Exception? inner) => ConnectionErrors.Unreadable(inner, _endpoint.Host);
}

/// <summary>Options of <see cref="RestClient"/>; everything is in <see cref="HttpDefaults"/>.</summary>
internal sealed class RestClientOptions : ClientOptions;
