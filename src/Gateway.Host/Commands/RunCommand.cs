using System.CommandLine;
using System.Runtime.ExceptionServices;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Host.Commands;

/// <summary><c>run</c>: the gateway, until it is stopped.</summary>
internal static class RunCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var command = new Command("run", "Run the gateway: HTTP API and all stages in one process, on the database of Gateway:Database.");
        command.SetAction((_, cancellation) => RunAsync(configuration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        using var folder = DataFolder.TakeFor(settings);
        await using var app = GatewayApplication.Build(configuration, settings, contracts);
        var preparation = app.Services.GetRequiredService<StorePreparation>();
        await preparation.TryAsync(cancellation);
        await app.StartAsync(cancellation);
        await Console.Error.WriteLineAsync($"The gateway listens on {GatewayApplication.AddressOf(app)} (try /swagger and /health/ready). Data folder: {settings.Data}. Stop with Ctrl+C.");
        await app.WaitForShutdownAsync(cancellation);
        if (preparation.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        return 0;
    }
}
