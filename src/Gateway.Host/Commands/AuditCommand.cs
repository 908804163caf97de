using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Host.Composition;
using Gateway.Persistence.Audit;
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
        var verify = new Command("verify", "Recompute every seal and every entry; report through which seal the chain holds and the first broken entry.") { json, heads };
        verify.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration, StoreUse.Reads, services => VerifyAsync(services, parsed.GetValue(heads), parsed.GetValue(json), cancellation), cancellation));
        return new Command("audit", "The tamper-evident audit trail, and what people opened.") { verify, AuditUseCommand.Create(configuration) };
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, FileInfo? heads, bool json, CancellationToken cancellation)
    {
        var file = heads?.FullName ?? services.GetRequiredService<GatewaySettings>().AuditHeads;
        var result = await services.GetRequiredService<AuditChain>().VerifyAsync(AuditOptions.ReadHeads(file), cancellation);
        if (!File.Exists(file) && (heads is not null || result.SealedThrough > 0))
        {
            await Console.Error.WriteLineAsync($"There is no file of heads '{file}'. Name it with --heads, or check Gateway:Data and Gateway:Audit:HeadsFile.");
            return 1;
        }

        if (json)
            Console.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
        else if (result.Broken is null)
            Console.WriteLine($"The chain holds: sealed through seal {result.SealedThrough}, {result.Sealed} entries; {result.Unsealed} not sealed yet.");
        else
            Console.WriteLine($"The chain is BROKEN: {result.Broken} It holds through seal {result.SealedThrough}, {result.Sealed} entries.");
        return result.Broken is null ? 0 : 1;
    }
}
