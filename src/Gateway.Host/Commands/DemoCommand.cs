using System.CommandLine;
using Gateway.Core.Reading;
using Gateway.Dashboard;
using Gateway.Demo;
using Gateway.Demo.Clock;
using Gateway.Host.Composition;
using Gateway.Workers.Clocks;
using Gateway.Workers.Heartbeat;
using Gateway.Workers.Retention;
using Gateway.Workers.Traffic;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>demo</c>: a simulated year of the pilot on the real gateway.</summary>
internal static class DemoCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var once = new Option<bool>("--once") { Description = "End when everything is settled, instead of serving on." };
        var resume = new Option<bool>("--continue") { Description = "Go on with the data and the clock of an earlier run that was stopped or crashed." };
        var still = new Option<bool>("--still") { Description = "Let the clock stand still on the first quiet day, two working weeks after the year, instead of going on." };
        var json = SharedOptions.Json("Print one JSON object on standard output, and nothing else.");
        var command = new Command("demo", "Run one simulated year of a five-site pilot: simulated offices talk to the HTTP API in their own formats.") { once, still, resume, json };
        command.SetAction((parsed, cancellation) => RunAsync(configuration, (parsed.GetValue(once), parsed.GetValue(still), parsed.GetValue(resume), parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, (bool Once, bool Still, bool Continue, bool Json) asked, CancellationToken cancellation)
    {
        var (once, still, resume, json) = asked;
        var settings = GatewaySettings.Read(configuration, subfolder: "demo");
        if (once && !settings.UrlWasSet)
            settings = settings with { Url = "http://127.0.0.1:0" };
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        using var folder = DataFolder.Take(settings.Data);
        var fresh = !resume || DataFolder.IsHalfCleared(settings.Data) || !File.Exists(settings.MasterKeyFile);
        if (fresh)
            DataFolder.Clear(settings.Data);
        var time = new SimulatedTime();
        await using var app = GatewayApplication.Build(configuration, settings, contracts, services =>
        {
            services.AddGatewayDemo(time);
            services.Configure<ClockOptions>(o => o.ScanEvery = TimeSpan.FromMilliseconds(10));
            // A beat is work like any other: the simulated clock would wait for it, and the figures of the proof would differ.
            services.Configure<HeartbeatOptions>(o => o.Every = TimeSpan.Zero);
            services.Configure<DashboardOptions>(o => o.Demonstration = true);
            // A year passes in a minute: its hours and days are counted at the pace of the machine, and not at all where nobody looks at pages.
            services.Configure<TrafficOptions>(o => (o.Every, o.Share) = (once ? TimeSpan.Zero : TimeSpan.FromSeconds(5), 0.4));
            // A year passes in a minute; what it set aside in spring is there to be looked at afterwards.
            services.Configure<RetentionOptions>(o => o.Every = TimeSpan.Zero);
        });
        await GatewayApplication.PrepareDemonstrationAsync(app.Services, fresh, cancellation);
        await time.RestoreAsync(app.Services.GetRequiredService<IClockStore>(), cancellation);
        await app.StartListeningAsync(settings, cancellation);
        var options = new DemoOptions
        {
            Once = once,
            Still = still,
            Continue = resume,
            Json = json,
            BaseAddress = Gateway.Dashboard.Access.PublicAddress.Listening(app.Services),
            Folder = settings.Data,
            OutboxFolder = settings.Outbox,
        };
        var code = await app.Services.GetRequiredService<DemoRunner>().RunAsync(options, cancellation);
        await app.StopAsync(CancellationToken.None);
        return code;
    }
}
