using System.CommandLine;
using System.Text.Json;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.DryRuns;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Translation;
using Gateway.Translation.Explaining;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>translate</c>: files through a profile, without a database.</summary>
internal static class TranslateCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var profile = new Option<string?>("--profile") { Description = "Format of the files, a folder under contracts/formats. With --as and an agency that hands in one format, that one when it is left out." };
        var explain = new Option<bool>("--explain") { Description = "Show for each field its source, raw and canonical value, and what would be forwarded to whom." };
        var sender = new Option<string?>("--as") { Description = "Agency that would send the files. Shows the whole way without storing anything: translation, admission, routing, and each recipient's document in its own format." };
        var twin = new Option<bool>("--twin") { Description = "Write a copy of the records that fail, with the same shape, lengths and codes and invented values, in a file of its own: NAME.twin.json, .xml, .csv or .txt in the current folder. It is safe to mail." };
        var json = SharedOptions.Json("Print one JSON object.");
        var reference = new Option<string?>("--reference") { Description = "Reference under which the documents are sent, for formats that hold none (digisos: the application)." };
        var files = new Argument<FileInfo[]>("file") { Description = "Files to translate.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("translate", "Translate files through a format profile and show what becomes of each record. Nothing is stored or sent. Exit code 2: something was set aside, or with --as would not be handed over.") { profile, explain, sender, twin, json, reference, files };
        command.SetAction(async (parsed, cancellation) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var options = new TranslateOptions { Today = DateOnly.FromDateTime(now.UtcDateTime), Explain = parsed.GetValue(explain), Reference = parsed.GetValue(reference) };
            var contracts = ContractsFolder.LoadOrFail(GatewaySettings.Read(configuration).Contracts);
            var agency = parsed.GetValue(sender) is { } id ? contracts.Agreed.Directory.Find(id) : null;
            if (parsed.GetValue(sender) is { } asked && agency is null)
                return await SharedOptions.NoAgencyAsync(contracts.Agreed.Directory, asked);
            if (FormatOf(contracts, parsed.GetValue(profile), agency, out var refusal) is not { } format)
                return await SharedOptions.RefuseAsync(refusal);
            var all = parsed.GetValue(files)!;
            if (Array.Find(all, f => !f.Exists) is { } missing)
                return await SharedOptions.RefuseAsync($"There is no file '{missing}'.");
            if (parsed.GetValue(twin))
                return await TwinAsync(format, all, options, cancellation);
            return agency is not null
                ? await DryRunAsync(contracts, agency, now, format, all, options, parsed.GetValue(json), cancellation)
                : await RunAsync(contracts, format, all, options, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static Profile? FormatOf(ContractsFolder contracts, string? profile, Agency? agency, out string refusal)
    {
        refusal = "";
        string[] own = [.. agency?.Profiles.Where(p => p != "cloudevents") ?? []];
        var id = profile ?? (own.Length == 1 ? own[0] : null);
        if (id is null)
            refusal = agency is null ? "Name the format of the files: --profile." : $"'{agency.Id}' may hand in {string.Join(", ", agency.Profiles)}; name one of them: --profile.";
        else if (contracts.Profiles.Find(id) is not { } found)
            refusal = $"There is no format '{id}'. Known: {string.Join(", ", contracts.Profiles.All.Select(p => p.Id).Order(StringComparer.Ordinal))}.{Spelling.Meant(id, contracts.Profiles.All.Select(p => p.Id))}";
        else if (agency is not null && !agency.Profiles.Contains(id))
            refusal = $"'{agency.Id}' may not hand in '{id}': the API would answer 403. Add it to its 'profiles' in directory/agencies.yaml; it has {string.Join(", ", agency.Profiles)}.";
        else
            return found;
        return null;
    }

    private static async Task<int> RunAsync(ContractsFolder contracts, Profile profile, FileInfo[] files, TranslateOptions options, bool json, CancellationToken cancellation)
    {
        var forwarding = new Forwarding(contracts.Agreed, profile.Id);
        await using var output = Console.OpenStandardOutput();
        if (json)
        {
            using var report = new TranslationReport(output, profile.Id, options.Explain, options.Explain ? forwarding.Of : null);
            Each(profile, files, options, (file, record) => report.Add(record, files.Length > 1 ? file.Name : null), cancellation);
            report.Finish();
            return report.SetAside == 0 ? ExitCode.Done : ExitCode.Refused;
        }

        var text = new TranslationText(Console.Out, options.Explain, forwarding.Of);
        Each(profile, files, options, (file, record) => text.Add(record, files.Length > 1 ? file.Name : null), cancellation);
        text.Finish();
        return text.SetAside == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<int> DryRunAsync(ContractsFolder contracts, Agency sender, DateTimeOffset now, Profile profile, FileInfo[] files, TranslateOptions options, bool json, CancellationToken cancellation)
    {
        var (received, passed) = (0, 0);
        var shown = new List<object>();
        foreach (var file in files)
        {
            foreach (var (record, result) in Results(contracts, sender, now, profile, file, options, cancellation))
            {
                received++;
                passed += result.IsFine ? 1 : 0;
                if (json)
                    shown.Add(DryRunText.Json(record, result));
                else
                    DryRunText.Write(Console.Out, record, result);
            }
        }

        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { agency = sender.Id, profile = profile.Id, records = shown, summary = new { received, passed } }, ContractJson.Options)
            : $"{received} received, {passed} would go their way, {received - passed} would not. Nothing was stored or sent. What the gateway knows of these clients already does not count here.");
        return passed == received ? ExitCode.Done : ExitCode.Refused;
    }

    /// <summary>Each record of a file, and what would become of it if the file were handed in now.</summary>
    private static IEnumerable<(TranslatedRecord Record, DryRunResult Result)> Results(
        ContractsFolder contracts, Agency sender, DateTimeOffset now, Profile profile, FileInfo file, TranslateOptions options, CancellationToken cancellation)
    {
        var translator = new Translator();
        List<IClientStatement> noes;
        using (var scanned = file.OpenRead())
            noes = [.. translator.Noes(profile, scanned, options, cancellation).Select(s => (IClientStatement)s.Content)];
        using var content = file.OpenRead();
        // Decided one by one, as they are read: the record of a result is the last one that was.
        TranslatedRecord? last = null;
        var read = translator.Translate(profile, content, options, cancellation).Select(r => (last = r).AsRead());
        var writer = ProfileEventWriter.Of(contracts.Profiles, new RecordWriter());
        foreach (var result in DryRun.Of(contracts.Agreed, sender, now, noes, read, writer))
            yield return (last!, result);
    }

    private static async Task<int> TwinAsync(Profile profile, FileInfo[] files, TranslateOptions options, CancellationToken cancellation)
    {
        var alike = true;
        foreach (var file in files)
        {
            if (Twin.Of(profile, await File.ReadAllBytesAsync(file.FullName, cancellation), options) is not { } twin)
                return await SharedOptions.RefuseAsync($"There is no record in '{file}' that a twin could be made of.");
            var path = Path.GetFullPath(Path.GetFileNameWithoutExtension(file.Name) + ".twin" + twin.Extension);
            if (File.Exists(path))
                return await SharedOptions.RefuseAsync($"'{path}' exists already; move it away first.");
            await File.WriteAllBytesAsync(path, twin.Bytes, cancellation);
            alike &= twin.IsAlike;
            Console.WriteLine($"{path}: {twin.Records} record(s) with invented values. "
                + (twin.IsAlike ? "They have the same problems in the same places." : "Not every problem is in it: what was wrong is in the way the file was written (a spreadsheet, an encoding), which a twin does not keep."));
        }

        return alike ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Each(Profile profile, FileInfo[] files, TranslateOptions options, Action<FileInfo, TranslatedRecord> add, CancellationToken cancellation)
    {
        var translator = new Translator();
        foreach (var file in files)
        {
            using var content = file.OpenRead();
            foreach (var record in translator.Translate(profile, content, options, cancellation))
                add(file, record);
        }
    }
}
