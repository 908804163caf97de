using System.CommandLine;
using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Trail;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Files;
using Gateway.Workers.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>audit verify</c>: recomputes the audit chain; <c>audit use</c>.</summary>
internal static class AuditCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var heads = new Option<FileInfo>("--heads") { Description = "File of heads noted outside the database (default: audit-heads.log in the data folder)." };
        var against = new Option<FileInfo[]>("--against") { Description = "Files of heads that agencies kept or countersigned ('audit heads', GET /v1/trail/heads): each must be the trail's head of its size.", DefaultValueFactory = _ => [] };
        var resume = new Option<FileInfo>("--resume") { Description = "File that keeps how far a verification got, authenticated: when it is there, the verification goes on from it. What was changed before that place is not found again." };
        var verify = new Command("verify", "Recompute every seal and every entry; report through which seal the chain holds and the first broken entry.") { json, heads, against, resume };
        verify.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration, StoreUse.Reads, services => VerifyAsync(services, parsed.GetValue(heads), parsed.GetValue(against)!, parsed.GetValue(resume), parsed.GetValue(json), cancellation), cancellation));
        var audit = new Command("audit", "The tamper-evident audit trail, files with which outsiders check it, and what people opened.") { verify };
        foreach (var command in AuditTrailCommands.Create(configuration))
            audit.Subcommands.Add(command);
        audit.Subcommands.Add(AuditUseCommand.Create(configuration));
        return audit;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, FileInfo? heads, FileInfo[] against, FileInfo? resume, bool json, CancellationToken cancellation)
    {
        var file = heads?.FullName ?? services.GetRequiredService<GatewaySettings>().AuditHeads;
        await AuditTrailCommands.OpenAsync(services, cancellation);
        List<TrailHeads> kept = [];
        foreach (var one in against)
        {
            if (await KeptAsync(one, cancellation) is not { } read)
                return await SharedOptions.RefuseAsync($"'{one.FullName}' is no file of heads. Name one that 'audit heads' wrote, or an answer of GET /v1/trail/heads.");
            kept.Add(read);
        }

        var chain = services.GetRequiredService<AuditChain>();
        var noted = AuditOptions.ReadHeads(file);
        var result = resume is null ? await chain.VerifyAsync(noted, cancellation) : await ResumedAsync(chain, noted, resume, cancellation);
        foreach (var heard in kept)
        {
            if (result.Broken is null && await services.GetRequiredService<TrailReading>().AgainstAsync(heard, cancellation) is { } other)
                result = result with { Broken = other };
        }

        if (!File.Exists(file) && (heads is not null || result.SealedThrough > 0))
        {
            Shown.Error($"There is no file of heads '{file}'. Name it with --heads, or check Gateway:Data and Gateway:Audit:HeadsFile.");
            return heads is null ? ExitCode.Failed : ExitCode.Refused;
        }

        if (json)
            Console.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
        else if (result.Broken is null)
            Shown.Good($"The chain holds: sealed through seal {result.SealedThrough}, {result.Sealed} entries; {result.Unsealed} not sealed yet.");
        else
            Shown.Bad($"The chain is BROKEN: {result.Broken} It holds through seal {result.SealedThrough}, {result.Sealed} entries.");
        return result.Broken is null ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Verifies in parts; the place that was reached is kept after each, so that a verification that was stopped goes on from there.</summary>
    private static async Task<AuditVerification> ResumedAsync(AuditChain chain, IReadOnlyDictionary<int, string> heads, FileInfo resume, CancellationToken cancellation)
    {
        const int SealsAtOnce = 2_000;
        var through = resume.Exists ? SealPoint.Read(await File.ReadAllTextAsync(resume.FullName, cancellation)) : null;
        if (resume.Exists && through is null)
            throw new HostFault($"'{resume.FullName}' does not say how far the trail was verified; nothing was verified. Name another file, or remove this one to begin at the beginning.");
        using var progress = new ProgressLine();
        for (long covered = 0; ;)
        {
            var step = await chain.VerifyFromAsync(through, heads, SealsAtOnce, cancellation);
            covered += step.Found.Sealed;
            progress.Show($"{covered} entries verified");
            if (step.Found.Broken is null && step.Through is { } reached)
                DurableFiles.Here.Appear(resume.FullName, resume.FullName + ".new", Encoding.ASCII.GetBytes(reached.Write() + "\n"), overwrite: true);
            if (step.IsFinished)
                return AuditChain.WithHeads(step.Found with { Sealed = covered }, heads);
            through = step.Through;
        }
    }

    private static async Task<TrailHeads?> KeptAsync(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return JsonSerializer.Deserialize<TrailHeads>(await File.ReadAllTextAsync(file.FullName, cancellation), ContractJson.Options) is { Format: TrailFormats.Heads } read ? read : null;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
