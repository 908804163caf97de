using System.CommandLine;
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
        var profile = new Option<string>("--profile") { Description = "Format of the files, a folder under contracts/formats.", Required = true };
        var explain = new Option<bool>("--explain") { Description = "Show for each field its source, raw and canonical value, and what would be forwarded to whom." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var reference = new Option<string?>("--reference") { Description = "Reference under which the documents are sent, for formats that hold none (digisos: the application)." };
        var files = new Argument<FileInfo[]>("file") { Description = "Files to translate.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("translate", "Translate files through a format profile and show what becomes of each record. Nothing is stored or sent. Exit code 2: something was set aside.") { profile, explain, json, reference, files };
        command.SetAction((parsed, cancellation) => RunAsync(
            configuration, parsed.GetValue(profile)!, parsed.GetValue(files)!,
            new TranslateOptions { Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), Explain = parsed.GetValue(explain), Reference = parsed.GetValue(reference) },
            parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, string profileId, FileInfo[] files, TranslateOptions options, bool json, CancellationToken cancellation)
    {
        var contracts = ContractsFolder.LoadOrFail(GatewaySettings.Read(configuration).Contracts);
        if (contracts.Profiles.Find(profileId) is not { } profile)
            return await FailAsync($"There is no format '{profileId}'. Known: {string.Join(", ", contracts.Profiles.All.Select(p => p.Id).Order(StringComparer.Ordinal))}.");
        if (Array.Find(files, f => !f.Exists) is { } missing)
            return await FailAsync($"There is no file '{missing}'.");

        var forwarding = new Forwarding(contracts.Agreed, profileId);
        await using var output = Console.OpenStandardOutput();
        if (json)
        {
            using var report = new TranslationReport(output, profileId, options.Explain, options.Explain ? forwarding.Of : null);
            Each(profile, files, options, (file, record) => report.Add(record, files.Length > 1 ? file.Name : null), cancellation);
            report.Finish();
            return report.SetAside == 0 ? 0 : 2;
        }

        var text = new TranslationText(Console.Out, options.Explain, forwarding.Of);
        Each(profile, files, options, (file, record) => text.Add(record, files.Length > 1 ? file.Name : null), cancellation);
        text.Finish();
        return text.SetAside == 0 ? 0 : 2;
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

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
