using System.CommandLine;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>replay</c>: parked steps go again.</summary>
internal static class ReplayCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var stage = new Option<string>("--stage") { Description = $"Only this stage: {string.Join(", ", StageNames.All)}." };
        stage.AcceptOnlyFromAmong([.. StageNames.All]);
        var code = new Option<string>("--code") { Description = "Only steps parked under this code." };
        var command = new Command("replay", "Re-issue parked steps; each goes once, however often this is run.") { stage, code };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var count = await services.GetRequiredService<ParkedWork>().ReplayAsync(parsed.GetValue(stage), parsed.GetValue(code), "command-line", cancellation);
                Console.WriteLine($"{count} step(s) re-issued.");
                return 0;
            },
            cancellation));
        return command;
    }
}
