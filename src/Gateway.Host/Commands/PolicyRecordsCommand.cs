using System.CommandLine;
using System.Text;
using Gateway.Dashboard.Policies;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>policy records</c>: the records that the law asks for, from the files.</summary>
internal static class PolicyRecordsCommand
{
    private static readonly (string Format, string Ending)[] Forms = [("html", "html"), ("markdown", "md"), ("csv", "csv"), ("json", "json")];

    internal static Command Create(IConfiguration configuration)
    {
        var language = SharedOptions.Language();
        var folder = new Option<string>("--out") { Description = "Folder to write to; it is made when it is not there. Files that are there already are not overwritten: somebody may have filled them in.", Required = true };
        var against = new Option<string?>("--against") { Description = "Contracts folder of the last release: the difference from it is told in each document." };
        var on = PaperOptions.Day("--on", "Day of which they are, YYYY-MM-DD; today when left out.");
        var command = new Command("records", "Write the record of processing activities (GDPR art. 30), the list of exchanges for publication and the annex to the impact assessment (art. 35), each as HTML, Markdown, CSV and JSON.") { folder, against, language, on };
        command.SetAction(async (parsed, cancellation) =>
        {
            var present = GatewaySettings.Read(configuration).Contracts;
            var agreed = ContractsFolder.LoadOrFail(present).Agreed;
            var before = parsed.GetValue(against) is { } old ? DraftContracts.LoadOrFail(old, present) : null;
            var day = parsed.GetValue(on) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var files = PolicyPapers.Records(agreed, day, parsed.GetValue(language)!, before)
                .SelectMany(paper => Forms.Select(f => (Path: Path.Combine(parsed.GetValue(folder)!, $"{paper.Name}.{f.Ending}"), Text: PaperOptions.Write(paper, f.Format)))).ToList();
            if (files.Find(f => File.Exists(f.Path)) is { Path: { } taken })
                return await SharedOptions.RefuseAsync($"'{taken}' exists already. Name another folder, or move the earlier records away.");
            Directory.CreateDirectory(parsed.GetValue(folder)!);
            foreach (var (path, text) in files)
            {
                await File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellation);
                Console.WriteLine(path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
