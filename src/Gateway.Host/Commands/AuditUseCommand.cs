using System.CommandLine;
using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>audit use</c>: the report on careful use.</summary>
internal static class AuditUseCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var period = new PeriodOptions();
        var hours = new Option<OfficeHours>("--hours")
        {
            Description = "Office hours, in each office's own time.",
            DefaultValueFactory = _ => OfficeHours.Usual,
            CustomParser = given =>
            {
                if (Hours(given.Tokens.Count == 1 ? given.Tokens[0].Value : "") is { } read)
                    return read;
                given.AddError("--hours are like 07:00-19:00.");
                return OfficeHours.Usual;
            },
        };
        var names = new Option<string?>("--names") { Description = "Agency whose people are named; needs --mandate, and is written to the operations log before they are shown." };
        var mandate = new Option<string?>("--mandate") { Description = "With --names: reference of the mandate on which they are named; about the mandate, never about a person." };
        var command = new Command("use", "Report on careful use per agency: openings outside hours and by identifier without a case, beside other offices. Counts only, unless somebody is mandated to see names.") { hours, names, mandate };
        period.AddTo(command);
        paper.AddTo(command, hasDay: false);
        command.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValue(names)) != string.IsNullOrWhiteSpace(given.GetValue(mandate)))
                given.AddError("--names and --mandate go together: names are shown to whoever is mandated, and the mandate is recorded.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            (string Agency, string Mandate)? named = parsed.GetValue(names) is { } agency ? (agency, parsed.GetValue(mandate)!) : null;
            return StoreVerb.RunAsync(
                configuration,
                named is null ? StoreUse.Reads : StoreUse.Changes,
                async services =>
                {
                    var agreed = services.GetRequiredService<Agreed>();
                    if (named is { } who && agreed.Directory.Find(who.Agency) is null)
                        return await SharedOptions.NoAgencyAsync(agreed.Directory, who.Agency);
                    var openings = services.GetRequiredService<IOpenings>();
                    if (named is { } noted)
                        await openings.NoteNamesAsync(UserRules.CommandLine, noted.Agency, noted.Mandate, cancellation);
                    var (from, to) = period.Of(parsed);
                    var use = new CarefulUse(agreed.Directory, parsed.GetValue(hours)!);
                    await foreach (var some in openings.ReadAsync(PeriodOptions.Begin(from), PeriodOptions.Begin(to), cancellation))
                    {
                        foreach (var opening in some)
                            use.Add(opening);
                    }

                    return await paper.WriteAsync(parsed, PolicyPapers.Use(use, agreed, new UsePeriod(from, to, parsed.GetValue(hours)!), paper.Language(parsed), named), cancellation);
                },
                cancellation);
        });
        return command;
    }

    private static OfficeHours? Hours(string text) =>
        text.Split('-') is [var from, var to]
        && TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && TimeOnly.TryParseExact(to, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
        && first < last
            ? new OfficeHours(first, last)
            : null;
}
