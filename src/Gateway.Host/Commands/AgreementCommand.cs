using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Policies;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>agreement receipt|preview|read</c>: what a client may keep of an agreement, what would leave before it, and what a consent record comes to.</summary>
internal static class AgreementCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("agreement", "Clients' agreements: receipts, previews, consent records in JSON-LD.") { Receipt(configuration), Preview(configuration), Read(configuration) };

    private static Command Receipt(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Agency whose client it is." };
        var scheme = SharedOptions.Scheme();
        var purpose = new Option<string>("--purpose") { Description = "Why it is asked; it is recorded.", DefaultValueFactory = _ => PrivacyPurposes.AccessRequest };
        purpose.Among([.. PrivacyPurposes.All]);
        var paper = new PaperOptions("html", "html", "text", "json", "jsonld");
        var command = new Command("receipt", "Receipts of a client's agreements. The number is read from standard input, so that it stands in no list of commands.") { agency, scheme, purpose };
        paper.AddTo(command, hasDay: false);
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var of = parsed.GetValue(agency)!;
                var number = await SharedOptions.NumberAsync(cancellation);
                var look = new PrivacyLook(Reader.CommandLine, OpeningKind.Receipt, parsed.GetValue(purpose)!);
                var found = await services.GetRequiredService<IClientOverviews>().FindAsync(of, parsed.GetValue(scheme)!, number, look with { Kind = OpeningKind.ByIdentifier }, cancellation);
                if (found is not ClientSearch.Found { Client: var client }
                    || await services.GetRequiredService<IAgreementReceipts>().ReadAsync(of, client, paper.Language(parsed), look, cancellation) is not { } receipts)
                    return await SharedOptions.RefuseAsync(found is ClientSearch.Mistyped ? "Invalid number: check what was typed." : "The agency has no such client.");
                return await paper.WriteAsync(parsed, format => format switch
                {
                    "json" => JsonSerializer.Serialize(receipts, ContractJson.Options) + "\n",
                    "jsonld" => JsonSerializer.Serialize(ConsentJsonLd.Write(receipts), ContractJson.Options) + "\n",
                    _ => PaperOptions.Write(ClientPapers.Receipt(receipts, services.GetRequiredService<IPresent<Agreed>>().Now, paper.Language(parsed)), format),
                }, cancellation);
            },
            cancellation));
        return command;
    }

    private static Command Preview(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Agency that would send the records." };
        var file = new Argument<FileInfo>("file") { Description = "Records in the agency's own format." };
        var profile = new Option<string?>("--profile") { Description = "Format of the file; the agency's own when it has one." };
        var paper = new PaperOptions("html", "html", "text", "json");
        var command = new Command("preview", "What would leave to whom if the clients of these records agreed. Nothing of the records is kept; the preview is, so that an agreement may name it by its digest.") { agency, file, profile };
        paper.AddTo(command, hasDay: false);
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var (of, from) = (parsed.GetValue(agency)!, parsed.GetValue(file)!);
                var agreed = services.GetRequiredService<IPresent<Agreed>>().Now;
                if (agreed.Directory.Find(of) is not { } sender)
                    return await SharedOptions.NoAgencyAsync(agreed.Directory, of);
                if (!from.Exists)
                    return await SharedOptions.RefuseAsync($"There is no file '{from}'.");
                string[] own = [.. sender.Profiles.Where(p => p != "cloudevents")];
                if ((parsed.GetValue(profile) ?? (own.Length == 1 ? own[0] : null)) is not { } format)
                    return await SharedOptions.RefuseAsync($"'{of}' may hand in {string.Join(", ", sender.Profiles)}; name one of them: --profile.");
                await using var content = from.OpenRead();
                if (await services.GetRequiredService<IPreviews>().OfRecordsAsync(of, format, content, cancellation) is not { } answers)
                    return await SharedOptions.RefuseAsync($"There is no format '{format}'.");
                await paper.WriteAsync(parsed, wanted => wanted == "json"
                    ? JsonSerializer.Serialize(answers.Select(a => new { a.Number, digest = a.Preview?.Hash, purpose = a.Preview?.Purpose, noticeVersion = a.Version?.Version, steps = a.Preview?.Steps, a.Code }), ContractJson.Options) + "\n"
                    : PaperOptions.Write(ClientPapers.Preview(of, answers, agreed, paper.Language(parsed)), wanted), cancellation);
                return answers.All(a => a.Preview is not null) ? ExitCode.Done : ExitCode.Refused;
            },
            cancellation));
        return command;
    }

    private static Command Read(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Agency that would hand it in." };
        var file = new Argument<FileInfo>("file") { Description = "A document of consent records." };
        var json = SharedOptions.Json();
        var command = new Command("read", "What consent records in JSON-LD come to, and what they do not say. Nothing is stored; POST /v1/agreements takes them.") { agency, file, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var agreed = ContractsFolder.LoadOrFail(GatewaySettings.Read(configuration).Contracts).Agreed;
            var (of, from) = (parsed.GetValue(agency)!, parsed.GetValue(file)!);
            if (!from.Exists)
                return await SharedOptions.RefuseAsync($"There is no file '{from}'.");
            JsonNode? document;
            try
            {
                document = JsonNode.Parse(await File.ReadAllTextAsync(from.FullName, cancellation));
            }
            catch (JsonException)
            {
                return await SharedOptions.RefuseAsync("The file is not JSON.");
            }

            if (ConsentRecordReader.Read(document, i => $"record-{i + 1}") is not { Count: > 0 } records)
                return await SharedOptions.RefuseAsync("There is no dpv:ConsentRecord or dpv:ConsentReceipt with its context in the document: an address of a context is not fetched.");
            var judgements = records.Select(r => (Record: r, Judged: ConsentJudgements.Of(r, of, agreed, TimeProvider.System))).ToList();
            var code = judgements.TrueForAll(j => j.Record.Problem is null && j.Judged.Code is null) ? ExitCode.Done : ExitCode.Refused;
            if (parsed.GetValue(json))
            {
                Shown.Json(judgements.Select(j => new { j.Record.Problem, j.Judged.Event, j.Judged.Status, j.Judged.Code, j.Judged.Lacks, j.Judged.Missing, j.Judged.NotRead }));
                return code;
            }

            foreach (var (record, judged) in judgements)
            {
                Console.WriteLine(record.Problem ?? $"{judged.Event}: {judged.Status}{(judged.Code is { } why ? $" ({why})" : "")}");
                foreach (var (title, places) in new[] { ("lacks", judged.Lacks), ("does not say", judged.Missing), ("is not read", judged.NotRead) })
                {
                    if (places.Count > 0 && record.Problem is null)
                        Console.WriteLine($"  {title}: {string.Join(", ", places)}");
                }
            }

            return code;
        });
        return command;
    }
}
