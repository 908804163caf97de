using System.CommandLine;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>
/// <c>agency new</c>: asks what is needed to connect an agency, writes directory entry, collaboration and policy lines, and makes
/// a key. The lines are checked in a copy first: what is not valid as one whole is not written.
/// </summary>
internal static class NewAgencyCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var options = NewAgencyQuestions.All.ToDictionary(q => q.Name, q => new Option<string?>("--" + q.Name) { Description = q.Asks + "." }, StringComparer.Ordinal);
        var noKey = new Option<bool>("--no-key") { Description = "Make no key now; 'agency key create' makes one later." };
        var ask = new Option<bool>("--ask") { Description = "Ask also when the input is a file or a pipe: an answer a line, an empty line for the usual one." };
        var command = new Command("new", "Connect an agency: asks what is not given, writes directory entry, collaboration and policy lines, checks them as one whole, and makes a key. On a terminal a wrong answer is asked again, with the reason. Nothing is written unless all of it is valid. Exit code 2: an answer is missing or cannot be.");
        foreach (var option in options.Values)
            command.Options.Add(option);
        command.Options.Add(noKey);
        command.Options.Add(ask);
        command.SetAction(async (parsed, cancellation) =>
        {
            var input = parsed.GetValue(ask) || !Console.IsInputRedirected ? Console.In : null;
            var made = await RunAsync(GatewaySettings.Read(configuration).Contracts, q => parsed.GetValue(options[q]), new NewAgencyDialogue(input, Console.Out, Console.Error), Console.Out, Console.Error);
            return made.Id is { } id && !parsed.GetValue(noKey) ? await KeyAsync(configuration, id, cancellation) : made.Code;
        });
        return command;
    }

    /// <summary>Asks, and writes the lines.</summary>
    /// <param name="folder">Contracts folder.</param>
    /// <param name="given">Answers that were given as options.</param>
    /// <param name="dialogue">Asks for the others.</param>
    /// <param name="output">What was done.</param>
    /// <param name="errors">What was wrong.</param>
    /// <returns>Exit code, and the id of the agency when it is written.</returns>
    internal static async Task<(int Code, string? Id)> RunAsync(string folder, Func<string, string?> given, NewAgencyDialogue dialogue, TextWriter output, TextWriter errors)
    {
        var before = ContractsFolder.LoadOrFail(folder);
        var answers = new NewAgencyAnswers(before, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        if (await dialogue.AskAsync(given, answers) is var code && code != 0)
            return (code, null);
        var agency = answers.Agency();
        var copy = Directory.CreateTempSubdirectory("new-agency-").FullName;
        try
        {
            Copy(folder, copy);
            var changed = NewAgencyFiles.Write(copy, agency);
            var after = ContractsFolder.Load(copy, out var problems);
            string[] wrong = after is null ? [.. problems.Select(p => p.ToString())] : [.. Unwritten(after.Agreed, agency)];
            foreach (var line in wrong)
                await errors.WriteLineAsync(line);
            if (wrong.Length > 0)
            {
                await errors.WriteLineAsync("Nothing was written. Correct the answers that these lines are about, and run the command again.");
                return (ExitCode.Refused, null);
            }

            foreach (var file in changed)
            {
                File.Copy(Path.Combine(copy, file), Path.Combine(folder, file), overwrite: true);
                await output.WriteLineAsync($"written: {file}");
            }

            foreach (var note in Notes(before.Agreed, after!.Agreed, agency, answers))
                await output.WriteLineAsync("note: " + note);
            return (0, agency.Id);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>Lines that a file had no place for as it is written: the folder is valid, and what was meant is not in it.</summary>
    private static IEnumerable<string> Unwritten(Agreed after, NewAgency agency)
    {
        foreach (var service in agency.Services.Where(s => after.Directory.FindService(s)?.Offers.Any(o => o.Agency == agency.Id) is not true))
            yield return $"directory/services.yaml: the list 'offers' of {service} was not found in the form of the shipped file. Add '{{agency: {agency.Id}}}' to it by hand, and leave {service} out of the answer. [not-written]";
        if (after.Policy.Bases.GetValueOrDefault(agency.Basis) is not { } basis || (basis.Agencies.Count > 0 && !basis.Agencies.Contains(agency.Id)))
            yield return $"policy/bases.yaml: the list 'agencies' of {agency.Basis} was not found in the form of the shipped file. Add '{agency.Id}' to it by hand, with the agency. [not-written]";
    }

    /// <summary>What is valid and may still not be meant.</summary>
    private static IEnumerable<string> Notes(Agreed before, Agreed after, NewAgency agency, NewAgencyAnswers answers)
    {
        if (answers["policy"] == "none")
            yield return $"no manifest in policy/manifests.yaml lets {string.Join(", nor ", answers.MissingManifests().Select(m => $"a {m.Event} leave from class {m.From.ToString().ToLowerInvariant()} to {m.To.ToString().ToLowerInvariant()}"))}; whoever decides on the policy adds one.";
        var basis = after.Policy.Bases[agency.Basis];
        if (basis.Agencies.Count > 0 && before.Policy.Bases.GetValueOrDefault(agency.Basis)?.Agencies.Count != basis.Agencies.Count)
            yield return $"'{agency.Id}' is now among the agencies that '{agency.Basis}' covers; the document itself has to say so.";
        if (agency.Manifests.Count > 0)
            yield return "manifests of first contact were written; whoever decides on the policy reads them before the gateway runs on them.";
    }

    private static async Task<int> KeyAsync(IConfiguration configuration, string agency, CancellationToken cancellation)
    {
        try
        {
            return await StoreVerb.RunAsync(
                configuration,
                StoreUse.Makes,
                async services =>
                {
                    if (await services.GetRequiredService<IApiKeys>().CreateAsync(agency, AgencyKeyCommand.Usual(services), UserRules.CommandLine, cancellation) is not var (_, key))
                        return await SharedOptions.RefuseAsync($"The agency is written; no key was made, as two are in use. 'agency key list {agency}' shows them.");
                    Console.WriteLine($"key, shown once, for {KeyRules.UsualDays} days; hand it over in person:");
                    Console.WriteLine(key);
                    return ExitCode.Done;
                },
                cancellation);
        }
        catch (HostFault e)
        {
            throw new HostFault($"{e.Message} The agency is written, and has no key yet: make one with 'agency key create {agency}'.");
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var (name, path) in ContractsVersion.Files(from))
        {
            var target = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
