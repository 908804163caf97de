using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Contracts;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Gateway.Proof;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>policy prove</c>: what holds of every case, and a case for what does not.</summary>
internal static class PolicyProveCommand
{
    /// <summary>Setting that names the file of the solver's library.</summary>
    private const string Library = "Gateway:Proof:Library";

    private const int UsualSeconds = 300;

    private static readonly JsonSerializerOptions Named = new(ContractJson.Options) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    internal static Command Create(IConfiguration configuration)
    {
        var against = new Option<string>("--against") { Description = "An older policy: a contracts folder, or one file of it. Every field that could newly leave is listed, to whom and on which basis, with a case." };
        var seconds = new Option<int>("--seconds") { Description = "Time that the solver has for all its questions about one policy.", DefaultValueFactory = _ => UsualSeconds };
        seconds.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 86_400)
                given.AddError("--seconds is a number from 1 to 86400.");
        });
        var json = SharedOptions.Json();
        var command = new Command(
            "prove",
            "Prove the policy with a solver, over all manifests, local agreements, legal bases and standings at once. Each counterexample is put to the code that decides real releases. "
            + "Exit code 0: all is proved; 2: something is not so, with a case that shows it; 1: not everything was decided (the solver is missing or gave up, a counterexample was not confirmed, or a policy cannot be read).")
        {
            against, seconds, json,
        };
        command.SetAction(parsed =>
        {
            var contracts = GatewaySettings.Read(configuration).Contracts;
            var agreed = ContractsFolder.LoadOrFail(contracts).Agreed;
            var older = parsed.GetValue(against) is { } path ? DraftContracts.LoadOrFail(path, contracts) : null;
            var report = Prove(configuration, agreed, older, TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            if (parsed.GetValue(json))
                Console.WriteLine(Json(report));
            else
                Write(report);
            return Code(report);
        });
        return command;
    }

    /// <summary>A proof for programs.</summary>
    internal static JsonElement Json(ProofReport report) => JsonSerializer.SerializeToElement(
        new { report.Solver, proved = report.IsProved, missing = report.Solver is null ? ProofText.Lines(report)[0] : null, report.Results }, Named);

    /// <summary>Proves a policy as the settings say.</summary>
    internal static ProofReport Prove(IConfiguration configuration, Agreed agreed, Agreed? older, TimeSpan time) => PolicyProof.Prove(agreed, new ProofOptions
    {
        Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
        Against = older,
        Library = configuration[Library] is { Length: > 0 } file ? file : null,
        Time = time,
    });

    private static int Code(ProofReport report) => report.IsProved ? ExitCode.Done : report.IsDecided ? ExitCode.Refused : ExitCode.Failed;

    private static void Write(ProofReport report)
    {
        var lines = ProofText.Lines(report);
        if (report.Solver is null)
        {
            Shown.Error(lines[0]);
            return;
        }

        foreach (var line in lines)
            Console.WriteLine(line);
        if (report.IsProved)
            Shown.Good($"All is proved, by {report.Solver}. What is proved, and what is not: docs/policy-proof.md.");
        else
            Shown.Bad(report.IsDecided
                ? "The policy has holes: each case above was put to the gate that decides real releases."
                : "Not everything was decided. What is not proved is not safe to rely on.");
    }
}
