using System.CommandLine;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>migrate</c>: schema up to date.</summary>
internal static class MigrateCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("migrate", "Bring the database schema up to date.") { json };
        command.SetAction((parsed, cancellation) => RunAsync(configuration, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, bool json, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        using var folder = DataFolder.TakeFor(settings);
        await using var services = new ServiceCollection().AddLogging().AddStore(settings, contracts).BuildServiceProvider();
        var database = services.GetRequiredService<IGatewayDatabase>();
        IReadOnlyList<string> applied;
        try
        {
            applied = await database.MigrateAsync(cancellation);
        }
        catch (Exception e) when (database.Explain(e) is { } sentence)
        {
            throw new HostFault(sentence);
        }

        if (json)
            Shown.Json(new { applied });
        else
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", applied)}.");
        return ExitCode.Done;
    }
}
