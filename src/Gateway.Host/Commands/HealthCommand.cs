using System.CommandLine;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>health</c>: asks a running gateway whether it is ready.</summary>
internal static class HealthCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var command = new Command("health", "Ask the gateway at Gateway:Http:Url whether it is ready. Exit code 0: ready, 1: not.");
        command.SetAction((_, cancellation) => RunAsync(configuration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var settings = GatewaySettings.Read(configuration);
        using var http = new HttpClient { BaseAddress = Gateway.Dashboard.Access.PublicAddress.Reachable(settings.Url), Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"Nothing answers at {settings.Url}. Start the gateway with 'run', or name its address in Gateway:Http:Url.");
            return ExitCode.Failed;
        }
    }
}
