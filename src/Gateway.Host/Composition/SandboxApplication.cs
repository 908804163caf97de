using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Host.Commands;
using Gateway.Sandbox;
using Gateway.Workers.Delivery.Webhooks;
using Gateway.Workers.Heartbeat;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Composition;

/// <summary>A gateway for a vendor's system: a data folder of its own, the shipped contracts with the vendor's agency as the vendor connects it, invented other offices.</summary>
internal sealed class SandboxApplication : IAsyncDisposable
{
    private readonly DataFolder _folder;

    private SandboxApplication(WebApplication app, GatewaySettings settings, VendorSeat seat, DataFolder folder)
    {
        App = app;
        Settings = settings;
        Seat = seat;
        _folder = folder;
        Address = Gateway.Dashboard.Access.PublicAddress.Listening(app.Services);
    }

    internal WebApplication App { get; }

    internal GatewaySettings Settings { get; }

    internal VendorSeat Seat { get; }

    internal Uri Address { get; }

    /// <summary>Settings of a sandbox.</summary>
    /// <exception cref="HostFault">They name a database server.</exception>
    internal static GatewaySettings SettingsOf(IConfiguration configuration)
    {
        var settings = GatewaySettings.Read(configuration, subfolder: "sandbox");
        return settings.Database.IsEmbedded
            ? settings
            : throw new HostFault("A sandbox keeps its data in a file of its own. Leave Gateway:Database away for it.");
    }

    /// <summary>Starts it.</summary>
    /// <param name="configuration">Configuration.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="contracts">The contracts as they lie in the folder.</param>
    /// <param name="seat">What the vendor's system plays.</param>
    /// <param name="fresh">Whether what an earlier sandbox left is removed.</param>
    /// <param name="further">Further services.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task<SandboxApplication> StartAsync(
        IConfiguration configuration, GatewaySettings settings, ContractsFolder contracts, VendorSeat seat, bool fresh, Action<IServiceCollection> further, CancellationToken cancellation)
    {
        var folder = DataFolder.Take(settings.Data);
        try
        {
            if (fresh || DataFolder.IsHalfCleared(settings.Data))
                DataFolder.Clear(settings.Data);
            await VendorOptions.KeepAsync(seat, settings.Data, cancellation);
            var app = GatewayApplication.Build(configuration, settings, contracts with { Agreed = seat.In(contracts.Agreed) }, services =>
            {
                services.Configure<HeartbeatOptions>(o => o.Every = TimeSpan.Zero);
                // Whoever builds a system starts it again and again, and does not wait for pauses that are meant for the night.
                services.Configure<WebhookOptions>(o => (o.FirstPause, o.LongestPause) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
                // What it would load is the folder without the vendor's seat.
                services.Remove(services.First(s => s.ImplementationType == typeof(ContractsWatch)));
                further(services);
            });
            await GatewayApplication.PrepareAsync(app.Services, cancellation);
            await app.StartListeningAsync(settings, cancellation);
            return new SandboxApplication(app, settings, seat, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Makes the key of the vendor's system, once.</summary>
    /// <returns>Null: it was made before, and is not known any more.</returns>
    internal async Task<string?> FirstKeyAsync(CancellationToken cancellation)
    {
        var keys = App.Services.GetRequiredService<IApiKeys>();
        return (await keys.ListAsync(Seat.Agency, cancellation)).Count > 0 ? null : (await keys.CreateAsync(Seat.Agency, "sandbox", cancellation)).Key;
    }

    /// <summary>Makes the secret of the vendor's webhook, once.</summary>
    /// <returns>Null: it was made before, or there is no webhook.</returns>
    internal async Task<string?> FirstSecretAsync(CancellationToken cancellation)
    {
        var secrets = App.Services.GetRequiredService<IWebhookSecrets>();
        return Seat.Channel != ChannelKind.Webhook || (await secrets.ListAsync(Seat.Agency, cancellation)).Count > 0
            ? null
            : (await secrets.CreateAsync(Seat.Agency, "sandbox", cancellation))?.Secret;
    }

    /// <summary>Folder from which the vendor's system collects files.</summary>
    internal string Outbox => Path.Combine(Settings.Outbox, Seat.Agency);

    /// <summary>Folder into which the vendor's system drops files, in a sub-folder for each format.</summary>
    internal string Inbox => Path.Combine(Settings.FileIntake, Seat.Agency, "in");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
