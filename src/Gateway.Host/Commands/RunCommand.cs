using System.CommandLine;
using System.Runtime.ExceptionServices;
using Gateway.Host.Composition;
using Gateway.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Host.Commands;

/// <summary><c>run</c>: the gateway, or some of its roles, until it is stopped.</summary>
internal static class RunCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var role = new Option<string>("--role")
        {
            Description = $"Only these roles, divided by commas: {string.Join(", ", Roles.Names)}. Default: all. Start as many processes of a role as the load asks for; they need a broker and a database server.",
        };
        var command = new Command("run", "Run the gateway: HTTP API and all stages in one process, or only some roles.") { role };
        command.SetAction(async (parsed, cancellation) =>
        {
            var roles = Roles.All;
            if (parsed.GetValue(role) is not { } names || Roles.TryParse(names, out roles, out var unknown))
                return await RunAsync(configuration, roles, cancellation);
            return await SharedOptions.RefuseAsync($"There is no role '{unknown}'. Known: {string.Join(", ", Roles.Names)}.");
        });
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, Roles roles, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        settings.RequireServersFor(roles);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        using var folder = DataFolder.TakeFor(settings);
        await using var app = GatewayApplication.Build(configuration, settings, contracts, roles: roles);
        var preparation = app.Services.GetRequiredService<StorePreparation>();
        await preparation.TryAsync(cancellation);
        await app.StartListeningAsync(settings, cancellation);
        var listens = roles.Has(Role.Api) ? "(pages at /, the API at /swagger, readiness at /health/ready)" : "(readiness at /health/ready)";
        await Console.Error.WriteLineAsync($"The gateway listens on {Listening.Said(app)} {listens}. Roles: {roles}. Data folder: {settings.Data}. Stop with Ctrl+C.");
        await app.WaitForShutdownAsync(cancellation);
        if (preparation.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        return ExitCode.Done;
    }
}
