using System.CommandLine;
using System.Globalization;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Intake;
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
    private static readonly (string Name, string Asks, string? Default)[] Questions =
    [
        ("id", "Id of the agency: 2 to 40 of a-z, 0-9 and '-'", null),
        ("name", "Name as people know it", null),
        ("class", "Class: pes, welfare, provider, employer or health", "welfare"),
        ("country", "Country, two letters", "BE"),
        ("municipality", "Code of the municipality it serves (Belgium: NIS); empty: the whole country", ""),
        ("municipality-name", "Name of that municipality, when it is not in directory/municipalities.yaml yet; else empty", ""),
        ("format", "Format it hands in: a folder under contracts/formats", "cloudevents"),
        ("handover-format", "Format in which it receives handovers", "cloudevents"),
        ("status-format", "Format in which it is told statuses", "cloudevents"),
        ("language", "Language in which it is told what is wrong with a record: en, nl or fr", "en"),
        ("channel", "Channel: feed, file, amqp or inbox", "feed"),
        ("duty-role", "Function to ask for when a deadline passes (no person's name)", null),
        ("duty-phone", "Telephone number of the office", null),
        ("partner", "Id of the agency it works with", null),
        ("services", "Services it offers, separated by commas; empty: none", ""),
        ("basis", "Reference of the legal basis between the two", null),
        ("from", "First day of the collaboration", ""),
        ("protocol", "Reference of the signed protocol", null),
        ("pes-advice", "Reference of the advice of the employment service's data protection officer", null),
        ("welfare-advice", "Reference of the advice of the welfare office's data protection officer", null),
        ("impact-assessment", "Reference of the impact assessment", null),
    ];

    internal static Command Create(IConfiguration configuration)
    {
        var options = Questions.ToDictionary(q => q.Name, q => new Option<string?>("--" + q.Name) { Description = q.Asks + "." }, StringComparer.Ordinal);
        var noKey = new Option<bool>("--no-key") { Description = "Make no key now; 'agency key create' makes one later." };
        var command = new Command("new", "Connect an agency: asks what is not given, writes directory entry, collaboration and policy lines, checks them as one whole, and makes a key. Nothing is written when a line is not valid (exit code 2).");
        foreach (var option in options.Values)
            command.Options.Add(option);
        command.Options.Add(noKey);
        command.SetAction((parsed, cancellation) => RunAsync(configuration, q => parsed.GetValue(options[q]), !parsed.GetValue(noKey), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, Func<string, string?> given, bool makesKey, CancellationToken cancellation)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, asks, otherwise) in Questions)
        {
            if ((given(name) ?? Asked(asks, otherwise)) is not { } answer)
            {
                await Console.Error.WriteLineAsync($"--{name} is missing: {asks}. Give it, or run the command where it can ask.");
                return 1;
            }

            answers[name] = answer.Trim();
        }

        if (Of(answers, out var refusal) is not { } agency)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 2;
        }

        var settings = GatewaySettings.Read(configuration);
        var before = ContractsFolder.LoadOrFail(settings.Contracts);
        var offered = before.Agreed.Directory.Services.Select(s => s.Code).ToList();
        if (agency.Services.FirstOrDefault(s => !offered.Contains(s)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"'{unknown}' is not in directory/services.yaml; add it there or correct the code.{Spelling.Hint(unknown, offered)} [unknown-service]");
            await Console.Error.WriteLineAsync("Nothing was written. Correct the answer, and run the command again.");
            return 2;
        }

        var copy = Directory.CreateTempSubdirectory("new-agency-").FullName;
        try
        {
            Copy(settings.Contracts, copy);
            var changed = NewAgencyFiles.Write(copy, agency);
            if (ContractsFolder.Load(copy, out var problems) is not { } after)
            {
                foreach (var problem in problems)
                    await Console.Error.WriteLineAsync(problem.ToString());
                await Console.Error.WriteLineAsync("Nothing was written. Correct the answers that these lines are about, and run the command again.");
                return 2;
            }

            foreach (var file in changed)
            {
                File.Copy(Path.Combine(copy, file), Path.Combine(settings.Contracts, file), overwrite: true);
                Console.WriteLine($"written: {file}");
            }

            foreach (var note in Notes(before.Agreed, after.Agreed, agency))
                Console.WriteLine("note: " + note);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }

        return makesKey ? await KeyAsync(configuration, agency.Id, cancellation) : 0;
    }

    /// <summary>Asks on the terminal; null when nobody is there and nothing is the usual answer.</summary>
    private static string? Asked(string asks, string? otherwise)
    {
        if (Console.IsInputRedirected)
            return otherwise;
        Console.Write(otherwise is { Length: > 0 } ? $"{asks} [{otherwise}]: " : $"{asks}: ");
        return Console.ReadLine() is { Length: > 0 } line ? line : otherwise;
    }

    private static NewAgency? Of(Dictionary<string, string> answers, out string refusal)
    {
        refusal = "";
        var from = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        if (answers["from"].Length > 0 && !DateOnly.TryParseExact(answers["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from))
        {
            refusal = $"'{answers["from"]}' is not a day; write it as 2026-01-31.";
            return null;
        }

        return new NewAgency
        {
            Id = answers["id"],
            Name = answers["name"],
            Class = answers["class"],
            Country = answers["country"],
            Municipality = answers["municipality"],
            MunicipalityName = answers["municipality-name"],
            Format = answers["format"],
            HandoverFormat = answers["handover-format"],
            StatusFormat = answers["status-format"],
            Language = answers["language"],
            Channel = answers["channel"],
            DutyRole = answers["duty-role"],
            DutyPhone = answers["duty-phone"],
            Partner = answers["partner"],
            Services = answers["services"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Basis = answers["basis"],
            From = from,
            Paperwork = (answers["protocol"], answers["pes-advice"], answers["welfare-advice"], answers["impact-assessment"]),
        };
    }

    /// <summary>What is valid and may still not be meant.</summary>
    private static IEnumerable<string> Notes(Agreed before, Agreed after, NewAgency agency)
    {
        var own = after.Directory.Find(agency.Id)!;
        if (after.Directory.Find(agency.Partner) is not { } partner)
            yield break;
        foreach (var (from, to) in new[] { (own, partner), (partner, own) })
        {
            if (!after.Policy.Manifests.Any(m => m.Event == Contracts.EventTypes.ReferralHandover && m.From == from.Class && m.To == to.Class))
                yield return $"no manifest in policy/manifests.yaml lets anything of a referral leave from '{from.Id}' to '{to.Id}'; whoever decides on the policy adds one.";
        }

        if (after.Policy.Bases.GetValueOrDefault(agency.Basis) is not { } basis)
            yield return $"the registry policy/bases.yaml has no basis '{agency.Basis}'; referrals that name it are withheld until it does.";
        else if (basis.Agencies.Count > 0 && before.Policy.Bases[agency.Basis].Agencies.Count != basis.Agencies.Count)
            yield return $"'{agency.Id}' is now among the agencies that '{agency.Basis}' covers; the document itself has to say so.";
    }

    private static Task<int> KeyAsync(IConfiguration configuration, string agency, CancellationToken cancellation) => StoreVerb.RunAsync(
        configuration,
        StoreUse.Makes,
        async services =>
        {
            var (_, key) = await services.GetRequiredService<IApiKeys>().CreateAsync(agency, cancellation);
            Console.WriteLine("key, shown once; hand it over in person:");
            Console.WriteLine(key);
            return 0;
        },
        cancellation);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
