using System.CommandLine;
using System.Text.Json;
using Gateway.Api.Callers;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Host.Composition;
using Gateway.Proof;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>check</c>: every file under the contracts folder.</summary>
internal static class CheckCommand
{
    /// <summary>The shipped policy takes a second or two; a check that somebody waits for does not take minutes.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);

    internal static Command Create(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("check", "Check every file under the contracts folder, and prove the policy; name each problem with file, line and remedy.") { json };
        command.SetAction(parsed => Run(configuration, parsed.GetValue(json)));
        return command;
    }

    private static int Run(IConfiguration configuration, bool json)
    {
        var settings = GatewaySettings.Read(configuration);
        var contracts = ContractsFolder.Load(settings.Contracts, out var problems);
        if (CallerSettings.Problems(configuration) is { Count: > 0 } wrong)
            throw new HostFault(string.Join(Environment.NewLine, wrong));
        var proof = contracts is null ? null : PolicyProveCommand.Prove(configuration, contracts.Agreed, null, MostTime);
        var isValid = contracts is not null && proof is { Solver: null } or { IsProved: true };
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        IReadOnlyList<string> warnings = contracts is null ? [] :
        [
            .. proof!.Solver is null ? ProofText.Lines(proof) : [],
            .. CallerSettings.Warnings(configuration, contracts.Agreed.Directory, today),
            .. CalendarHealth.Missing(contracts.Agreed.Directory, today).Select(m =>
                $"directory/holidays.yaml: The public holidays of {m.Country} in {m.Year} are missing; add them, or working days are counted by weekdays only. [{AlarmCodes.CalendarEnding}]"),
        ];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { contracts = settings.Contracts, valid = isValid, problems, warnings, proof = proof is null ? (JsonElement?)null : PolicyProveCommand.Json(proof) }, ContractJson.Options));
            return isValid ? ExitCode.Done : ExitCode.Refused;
        }

        foreach (var problem in problems)
            Shown.Bad(problem.ToString());
        foreach (var warning in warnings)
            Console.WriteLine("warning: " + warning);
        foreach (var line in proof is { Solver: not null } proved ? ProofText.Lines(proved) : [])
            Console.WriteLine(line);
        var said = !isValid && contracts is not null ? $"{settings.Contracts}: the files can be read, and the policy is not proved." : contracts is { } valid
            ? $"{settings.Contracts}: valid. {valid.Agreed.Directory.Agencies.Count} agencies, {valid.Agreed.Directory.Services.Count} services, {valid.Agreed.Policy.Manifests.Count} manifests, {valid.Agreed.Collaborations.Count} collaborations, {valid.Profiles.All.Count} formats."
            : $"{settings.Contracts}: {problems.Count} problem(s).";
        if (isValid)
            Shown.Good(said);
        else
            Shown.Bad(said);
        return isValid ? ExitCode.Done : ExitCode.Refused;
    }
}
