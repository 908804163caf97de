using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Host.Composition;
using Gateway.Translation.Drafting;
using Gateway.Translation.Explaining;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>profile</c>: drafting a format profile from a sample, and testing profiles against approved results.</summary>
internal static partial class ProfileCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var command = new Command("profile", "Describe agency formats: draft a profile from a sample, list the canonical fields, test profiles against their approved results.");
        command.Subcommands.Add(New(configuration));
        command.Subcommands.Add(Test(configuration));
        command.Subcommands.Add(Fields(configuration));
        return command;
    }

    private static Command New(IConfiguration configuration)
    {
        var from = new Option<FileInfo>("--from") { Description = "A document of the format: JSON, XML, CSV, XLSX or lines of fixed width.", Required = true };
        var id = new Option<string?>("--id") { Description = "Write contracts/formats/ID/profile.yaml and copy nothing else; without it the draft is printed." };
        var command = new Command("new", "Draft a profile from a sample. No value of the sample is in the draft.") { from, id };
        command.SetAction((parsed, cancellation) => DraftAsync(configuration, parsed.GetValue(from)!, parsed.GetValue(id), cancellation));
        return command;
    }

    private static Command Test(IConfiguration configuration)
    {
        var profile = new Option<string?>("--profile") { Description = "One profile; without it, all." };
        var json = SharedOptions.Json();
        var command = new Command("test", "Translate every sample and compare with the approved results. GATEWAY_APPROVE=1 approves instead. Exit code 2: something differs.") { profile, json };
        command.SetAction((parsed, _) => TestAsync(configuration, parsed.GetValue(profile), parsed.GetValue(json)));
        return command;
    }

    private static Command Fields(IConfiguration configuration)
    {
        var events = new Argument<string>("event") { Description = "Event type, for example referral.submitted.", DefaultValueFactory = _ => EventTypes.ReferralSubmitted };
        var json = SharedOptions.Json("Print the fields as JSON.");
        var command = new Command("fields", "List the canonical fields of an event: what a 'target' may be, its meaning, type, codes, and what protects it. An asterisk: the event cannot be without it.") { events, json };
        command.SetAction(parsed =>
        {
            var folder = GatewaySettings.Read(configuration).Contracts;
            var contracts = ContractsFolder.LoadOrFail(folder);
            var type = parsed.GetValue(events)!;
            if (CanonicalFields.Of(folder, type, CatalogueLoader.Load(folder).Names, contracts.Agreed.Policy.Principles) is not { } fields)
                return SharedOptions.Refuse($"There is no event '{type}'.{Spelling.Hint(type, EventTypes.All.Keys)}");

            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { @event = type, fields }, ContractJson.Options));
                return ExitCode.Done;
            }

            foreach (var field in fields)
            {
                Console.WriteLine($"{field.Path}{(field.IsRequired ? "*" : "")} ({field.Type})  {field.Meaning}");
                if (field.Codes.Count > 0)
                    Console.WriteLine($"    codes: {string.Join(", ", field.Codes)}");
                if (field.Protection is { } protection)
                    Console.WriteLine($"    protection: {protection}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> DraftAsync(IConfiguration configuration, FileInfo from, string? id, CancellationToken cancellation)
    {
        if (!from.Exists)
            return await SharedOptions.RefuseAsync($"There is no file '{from}'.");
        if (id is not null && !Ids().IsMatch(id))
            return await SharedOptions.RefuseAsync("An id is 2 to 40 of a-z, 0-9 and '-': it becomes a folder's name.");
        if (ProfileDraft.From(id ?? "new-format", await File.ReadAllBytesAsync(from.FullName, cancellation)) is not { } draft)
            return await SharedOptions.RefuseAsync("Nothing in the file could be told apart as a record. Give a JSON, XML, CSV, XLSX or fixed-width document with at least one record.");
        if (id is null)
        {
            await Console.Out.WriteAsync(draft);
            return ExitCode.Done;
        }

        var folder = Path.Combine(GatewaySettings.Read(configuration).Contracts, "formats", id);
        var file = Path.Combine(folder, "profile.yaml");
        if (File.Exists(file))
            return await SharedOptions.RefuseAsync($"'{file}' exists already; choose another id, or delete it first.");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(file, draft, cancellation);
        Console.WriteLine($"{file} written. Go through every line, then: check, translate --profile {id} --explain {from.Name}, and put invented samples under {Path.Combine(folder, "samples")} for 'profile test'.");
        return ExitCode.Done;
    }

    private static async Task<int> TestAsync(IConfiguration configuration, string? only, bool json)
    {
        var folder = GatewaySettings.Read(configuration).Contracts;
        var profiles = ContractsFolder.LoadOrFail(folder).Profiles;
        if (only is not null && profiles.Find(only) is null)
            return await SharedOptions.RefuseAsync($"There is no format '{only}'.{Spelling.Hint(only, profiles.All.Select(p => p.Id))}");
        var approve = Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1";
        var results = ProfileSamples.Run(folder, profiles.All.Where(p => only is null || p.Id == only), approve).ToList();
        var differ = results.Count(r => r.Difference is not null);
        if (json)
        {
            Shown.Json(new { samples = results, differ });
            return differ == 0 ? ExitCode.Done : ExitCode.Refused;
        }

        foreach (var result in results)
        {
            if (result.Difference is null)
                Console.WriteLine($"{(approve ? "approved" : "ok      ")} {result.Profile}/{result.Sample}");
            else
                Shown.Bad($"DIFFERS  {result.Profile}/{result.Sample}: {result.Difference}");
        }

        Console.WriteLine($"{results.Count} samples, {differ} differ.");
        return differ == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
