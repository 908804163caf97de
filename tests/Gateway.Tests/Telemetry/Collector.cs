using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Telemetry;

/// <summary>A collector that takes OTLP over gRPC and keeps the bytes as they came: text in them is plain UTF-8.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _taken;

    private Collector(WebApplication app, ConcurrentQueue<(string, byte[])> taken)
    {
        _app = app;
        _taken = taken;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public string Address { get; }

    public static async Task<Collector> StartAsync()
    {
        var taken = new ConcurrentQueue<(string, byte[])>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            // /opentelemetry.proto.collector.{signal}.v1.{Signal}Service/Export
            taken.Enqueue((http.Request.Path.Value!.Split('.')[3], body.ToArray()));
            http.Response.ContentType = "application/grpc";
            // An empty answer in its frame: everything was taken.
            await http.Response.Body.WriteAsync(new byte[5], http.RequestAborted);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return new Collector(app, taken);
    }

    /// <summary>Messages of a signal, as they came.</summary>
    public IEnumerable<byte[]> Messages(string signal) => _taken.Where(t => t.Signal == signal).Select(t => t.Body);

    /// <summary>Everything of a signal (<c>trace</c>, <c>metrics</c>, <c>logs</c>) as text.</summary>
    public string Text(string signal) => string.Concat(Messages(signal).Select(Encoding.UTF8.GetString));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
