using System.CommandLine;
using Gateway.Catalogue.Yaml;
using Gateway.Host.Composition;
using Gateway.Sandbox.Conformance;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>conformance</c>: plays the published cases against a vendor's system.</summary>
internal static class ConformanceCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("conformance", "Prove that a system copes with what a gateway and its channels do.") { Run(configuration), List(configuration) };

    private static Command List(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("list", "The published cases.") { json };
        command.SetAction((parsed, _) => Task.FromResult(Listing.Write(
            CasesOf(GatewaySettings.Read(configuration).Contracts), parsed.GetValue(json), "There is no case.",
            ["case", "channels", "title"], c => [c.Id, string.Join(", ", c.Channels), c.Title])));
        return command;
    }

    private static Command Run(IConfiguration configuration)
    {
        var vendor = new VendorOptions();
        var report = new Option<string>("--report") { Description = "File of the report: FILE.html for people and FILE.xml (JUnit) for build servers are written.", Required = true };
        var only = new Option<string[]>("--case") { Description = "Only this case; may be given several times. 'conformance list' names them." };
        var patience = new Option<int>("--patience") { Description = "Seconds that your system may take for each answer, 1 to 3600.", DefaultValueFactory = _ => 30 };
        var start = new Option<string>("--start") { Description = "Command that starts your system for the run; it gets GATEWAY_URL, GATEWAY_AGENCY, GATEWAY_KEY, GATEWAY_WEBHOOK_SECRET, GATEWAY_OUTBOX and GATEWAY_INTAKE, and is ended afterwards." };
        var command = new Command("run", "Play the published cases against your system, over its channel. Exit code 0: all passed; 2: some failed; 1: the run itself failed.") { report, only, patience, start };
        vendor.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = SandboxApplication.SettingsOf(configuration);
            var cases = CasesOf(settings.Contracts);
            var asked = parsed.GetValue(only) ?? [];
            if (asked.FirstOrDefault(a => cases.All(c => c.Id != a)) is { } unknown)
                return await SharedOptions.RefuseAsync($"There is no case '{unknown}'.{Spelling.Hint(unknown, cases.Select(c => c.Id))}");
            if (parsed.GetValue(patience) is < 1 or > 3600)
                return await SharedOptions.RefuseAsync("--patience is a number of seconds from 1 to 3600.");
            var run = new ConformanceRun(
                configuration, settings, vendor.Read(parsed, settings.Data), asked.Length == 0 ? cases : [.. cases.Where(c => asked.Contains(c.Id, StringComparer.Ordinal))],
                parsed.GetValue(report)!, TimeSpan.FromSeconds(parsed.GetValue(patience)), parsed.GetValue(start));
            return await run.RunAsync(cancellation);
        });
        return command;
    }

    private static IReadOnlyList<ConformanceCase> CasesOf(string contracts)
    {
        try
        {
            return CaseList.Read(contracts);
        }
        catch (InvalidDataException e)
        {
            throw new HostFault(e.Message);
        }
    }
}
