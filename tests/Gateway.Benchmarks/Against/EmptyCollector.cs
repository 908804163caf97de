using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Benchmarks.Against;

/// <summary>A collector that takes OTLP over gRPC and keeps nothing but counts.</summary>
internal sealed class EmptyCollector : IAsyncDisposable
{
    private static readonly byte[] EmptyAnswer = new byte[5];

    private readonly WebApplication _app;
    private long _calls;
    private long _bytes;

    private EmptyCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What it took so far.</summary>
    public Taken All => new(Interlocked.Read(ref _calls), Interlocked.Read(ref _bytes));

    public static async Task<EmptyCollector> StartAsync(CancellationToken cancellation)
    {
        var collector = new EmptyCollector();
        await collector._app.StartAsync(cancellation);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var part = new byte[64 * 1024];
        while (await http.Request.Body.ReadAsync(part, http.RequestAborted) is > 0 and var read)
            Interlocked.Add(ref _bytes, read);
        Interlocked.Increment(ref _calls);
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(EmptyAnswer, http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>What was exported.</summary>
    internal sealed record Taken(long Calls, long Bytes);
}
