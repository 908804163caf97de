using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>policy matrix|diff|simulate|records|prove</c>: documents about the policy, for data protection officers and lawyers.</summary>
internal static class PolicyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("policy", "Who may see what: documents for data protection officers and lawyers, from the code that decides.")
        {
            Matrix(configuration), Diff(configuration), Simulate(configuration), PolicyRecordsCommand.Create(configuration), PolicyProveCommand.Create(configuration),
        };

    private static Command Matrix(IConfiguration configuration)
    {
        var paper = new PaperOptions("html", "html", "text", "markdown", "csv", "json");
        var command = new Command("matrix", "Who may see what, why and in which step. Every case is put to the gate that decides real releases.");
        paper.AddTo(command);
        command.SetAction((parsed, cancellation) => paper.WriteAsync(
            parsed, PolicyPapers.Matrix(ContractsFolder.LoadOrFail(GatewaySettings.Read(configuration).Contracts).Agreed, paper.Day(parsed), paper.Language(parsed)), cancellation));
        return command;
    }

    private static Command Diff(IConfiguration configuration)
    {
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var old = new Argument<string>("old") { Description = "Contracts folder of the earlier policy, or one file of it; a file is read with the other files of Gateway:Contracts." };
        var now = new Argument<string>("new") { Description = "Contracts folder, or file, of the policy that is to be." };
        var command = new Command("diff", "What could newly leave, no longer leaves or leaves on another basis, to whom and in which step. Exit code 0: nothing more may leave than before; 2: something may leave that could not, on another basis or with fewer safeguards; 1: a policy cannot be read.") { old, now };
        paper.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var present = GatewaySettings.Read(configuration).Contracts;
            var (before, after) = (DraftContracts.LoadOrFail(parsed.GetValue(old)!, present), DraftContracts.LoadOrFail(parsed.GetValue(now)!, present));
            await paper.WriteAsync(parsed, PolicyPapers.Difference(before, after, paper.Day(parsed), paper.Language(parsed)), cancellation);
            return PolicyDifferences.Between(before, after, paper.Day(parsed)).Widens ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    private static Command Simulate(IConfiguration configuration)
    {
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var draft = new Option<string>("--contracts") { Description = "The draft: a contracts folder, or one file that is read with the other files of Gateway:Contracts.", Required = true };
        var period = new PeriodOptions();
        var command = new Command("simulate", "Decide the stored exchanges of a period again under a draft: what would not have left, and what could have, by field and recipient. It changes nothing, and shows references and no data of persons.") { draft };
        period.AddTo(command);
        paper.AddTo(command);
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var agreed = DraftContracts.LoadOrFail(parsed.GetValue(draft)!, services.GetRequiredService<GatewaySettings>().Contracts);
                var simulation = new PolicySimulation(services.GetRequiredService<Agreed>(), agreed);
                var (from, to) = period.Of(parsed);
                await foreach (var some in services.GetRequiredService<IDecidedReleases>().ReadAsync(PeriodOptions.Begin(from), PeriodOptions.Begin(to), cancellation))
                {
                    foreach (var release in some)
                        simulation.Add(release);
                }

                return await paper.WriteAsync(parsed, PolicyPapers.Simulation(simulation, agreed, from, to, paper.Language(parsed)), cancellation);
            },
            cancellation));
        return command;
    }
}
