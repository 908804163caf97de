using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Rights;
using Gateway.Workers.Rights;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>rights copy|correct|erase|certificate</c>: clients' rights at one agency. The client's number is read from standard input, so that it stands in no list of processes and no history.</summary>
internal static class RightsCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("rights", "Clients' rights at one agency: a copy of the data, a correction, an erasure with its certificate. The number is read from standard input.")
        {
            Copy(configuration), Correct(configuration), Erase(configuration), Certificate(configuration),
        };

    private static Command Copy(IConfiguration configuration)
    {
        var asked = new AskedOptions();
        var format = SharedOptions.Format("json", "html", "json");
        var language = SharedOptions.Language();
        var file = new Option<FileInfo>("--out") { Description = "File to write; it must not be there yet.", Required = true };
        var command = new Command("copy", "Write a copy of everything that the agency knows of a client (GDPR art. 15).") { format, language, file };
        asked.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            configuration,
            async services =>
            {
                var (request, subject) = await asked.ReadAsync(parsed, cancellation);
                var answer = await services.GetRequiredService<IClientCopies>().BeginAsync(request, subject, cancellation);
                if (answer is not CopyAnswer.Begun begun)
                    return await RefusedAsync(((CopyAnswer.Refused)answer).Code, []);
                CopyPage.End end;
                await using (var stream = new FileStream(parsed.GetValue(file)!.FullName, FileMode.CreateNew, FileAccess.Write))
                {
                    end = parsed.GetValue(format) == "html"
                        ? await CopyPaper.WriteAsync(begun, stream, services.GetRequiredService<Agreed>(), parsed.GetValue(language)!, styleSheet: null, cancellation)
                        : await CopyWriter.WriteAsync(begun, stream, cancellation);
                }

                if (end.Complete)
                    return ExitCode.Done;
                return await SharedOptions.RefuseAsync(end.Reason == "erased" ? "The client was erased while the copy was made: it is not complete." : "Something changed while the copy was made: it is not complete. Make it again.");
            },
            cancellation));
        return command;
    }

    private static Command Correct(IConfiguration configuration)
    {
        var asked = new AskedOptions();
        var field = new Option<string>("--field") { Description = $"Field to correct: {string.Join(", ", CorrectionRules.Fields)}.", Required = true };
        var command = new Command("correct", "Correct a field of a client (GDPR art. 16). The second line of standard input is the right value as JSON; null: there is none. The gateway works on it like on a record of the agency.") { field };
        asked.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            configuration,
            async services =>
            {
                var (request, subject) = await asked.ReadAsync(parsed, cancellation);
                JsonNode? value;
                try
                {
                    value = JsonNode.Parse(await Console.In.ReadLineAsync(cancellation) ?? "");
                }
                catch (JsonException)
                {
                    return await SharedOptions.RefuseAsync("The second line is no JSON. Write a text in double quotes, or null.");
                }

                var answer = await services.CorrectAloneAsync(request, subject, new Correction(parsed.GetValue(field)!, value), cancellation);
                if (answer.Refusal is { } refusal)
                    return await RefusedAsync(refusal, []);
                Console.WriteLine(JsonSerializer.Serialize(answer, ContractJson.Options));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command Erase(IConfiguration configuration)
    {
        var asked = new AskedOptions();
        var confirmed = new Option<bool>("--confirm") { Description = "Erase. Without it the verb says what would be destroyed, and erases nothing." };
        var language = SharedOptions.Language();
        var command = new Command("erase", "Erase what the agency knows of a client (GDPR art. 17), as far as no statute or legal hold keeps it. It cannot be undone.") { confirmed, language };
        asked.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            configuration,
            async services =>
            {
                var (request, subject) = await asked.ReadAsync(parsed, cancellation);
                var erasures = services.GetRequiredService<IErasures>();
                var answer = parsed.GetValue(confirmed) ? await erasures.EraseAsync(request, subject, seen: null, cancellation) : await erasures.LookAsync(request, subject, cancellation);
                if (answer.Refusal is { } refusal)
                    return await RefusedAsync(refusal, answer.Kept);
                if (!parsed.GetValue(confirmed))
                    Console.WriteLine("Nothing was erased. With --confirm this would be:");
                Console.Write(PaperOptions.Write(RightsPapers.Certificate(new IssuedCertificate(answer.Certificate!, null), services.GetRequiredService<Agreed>(), parsed.GetValue(language)!), "text"));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command Certificate(IConfiguration configuration)
    {
        var number = new Argument<int>("number") { Description = "Number of the certificate." };
        var json = SharedOptions.Json("Print it as JSON (contracts/rights/erasure-certificate.schema.json).");
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var command = new Command("certificate", "Print the certificate of an erasure.") { number, json };
        paper.AddTo(command, hasDay: false);
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                if (await services.GetRequiredService<IErasures>().CertificateAsync(parsed.GetValue(number), agency: null, cancellation) is not { } issued)
                    return await SharedOptions.RefuseAsync("There is no certificate of that number.");
                if (!parsed.GetValue(json))
                    return await paper.WriteAsync(parsed, RightsPapers.Certificate(issued, services.GetRequiredService<Agreed>(), paper.Language(parsed)), cancellation);
                Console.WriteLine(JsonSerializer.Serialize(issued.Certificate, ContractJson.Options));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(IConfiguration configuration, Func<IServiceProvider, Task<int>> work, CancellationToken cancellation) =>
        StoreVerb.RunAsync(configuration, StoreUse.Changes, work, cancellation);

    private static async Task<int> RefusedAsync(string code, IReadOnlyList<KeptByLaw> kept)
    {
        await Console.Error.WriteLineAsync($"{code}: {RightsFaults.Sentences[code]}");
        foreach (var term in kept.Select(k => $"  {k.Source}, {(k.Until is { } until ? $"until {until:yyyy-MM-dd}" : k.Open)}").Distinct(StringComparer.Ordinal))
            await Console.Error.WriteLineAsync(term);
        return ExitCode.Refused;
    }

    /// <summary>Who asks, about whom, and how that was checked.</summary>
    private sealed class AskedOptions
    {
        private readonly Option<string> _agency = SharedOptions.Agency("The controller that is asked.");
        private readonly Option<string> _scheme = SharedOptions.Scheme();
        private readonly Option<string> _by = SharedOptions.Code("--by", "Who asks", RightsCodes.Requesters.Keys);
        private readonly Option<string> _check = SharedOptions.Code("--check", "How identity was checked", RightsCodes.Checks.Keys);
        private readonly Option<string> _verified = new("--verified-by") { Description = "Who checked it: user name or staff number, one word.", Required = true };
        private readonly Option<string?> _reference = new("--reference") { Description = "Reference of the request; of a representative, of the mandate. One word." };

        internal void AddTo(Command command)
        {
            foreach (var option in new Option[] { _agency, _scheme, _by, _check, _verified, _reference })
                command.Options.Add(option);
        }

        internal async Task<(RightsRequest Request, RightsSubject Subject)> ReadAsync(ParseResult parsed, CancellationToken cancellation) =>
        (
            RightsRequest.Of(parsed.GetValue(_agency)!, Reader.CommandLine, parsed.GetValue(_by), parsed.GetValue(_check), parsed.GetValue(_verified), parsed.GetValue(_reference))!,
            new RightsSubject.ByNumber(parsed.GetValue(_scheme)!, await SharedOptions.NumberAsync(cancellation)));
    }
}
