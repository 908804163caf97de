using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Trail;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>audit heads</c>, <c>audit consistency</c>, <c>audit proof</c>, <c>audit export</c>: files with which outsiders check the trail. Each goes to standard output.</summary>
internal static class AuditTrailCommands
{
    private const int MostHeads = 100_000;

    internal static IEnumerable<Command> Create(IConfiguration configuration) =>
        [Heads(configuration), Consistency(configuration), Proof(configuration), Export(configuration)];

    private static Command Heads(IConfiguration configuration)
    {
        var most = new Option<int>("--most") { Description = "Heads at most, the newest first (default: 100).", DefaultValueFactory = _ => 100 };
        most.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > MostHeads)
                given.AddError($"--most is a whole number from 1 to {MostHeads}.");
        });
        var command = new Command("heads", "Signed heads of the audit trail, with agencies' countersignatures, as JSON.") { most };
        command.SetAction((parsed, cancellation) => ReadAsync(configuration, async trail => Written(await trail.HeadsAsync(parsed.GetValue(most), cancellation)), cancellation));
        return command;
    }

    private static Command Consistency(IConfiguration configuration)
    {
        var from = new Option<int>("--from") { Description = "Size of the earlier head.", Required = true };
        var size = new Option<int>("--size") { Description = "Size of the later head.", Required = true };
        var command = new Command("consistency", "Proof that a later head goes on from an earlier one, as JSON.") { from, size };
        command.SetAction((parsed, cancellation) => ReadAsync(
            configuration,
            async trail => await trail.ConsistencyAsync(parsed.GetValue(from), parsed.GetValue(size), cancellation) is { } proof
                ? Written(proof)
                : await SharedOptions.RefuseAsync("There is no head of one of these sizes, or --from is larger than --size. 'audit heads' lists the heads."),
            cancellation));
        return command;
    }

    private static Command Proof(IConfiguration configuration)
    {
        var id = new Argument<Guid>("disclosure") { Description = "Id of the disclosure: of the delivery, which is the id of the event that the recipient got." };
        var size = new Option<int?>("--size") { Description = "Size of the head under which it is proved (default: the newest)." };
        var command = new Command("proof", "Proof that a disclosure is in the audit trail, as JSON. It names no person.") { id, size };
        command.SetAction((parsed, cancellation) => ReadAsync(
            configuration,
            async trail => await trail.ProofAsync(parsed.GetValue(id), agency: null, parsed.GetValue(size), cancellation) switch
            {
                ProofAnswer.Found found => Written(found.Proof),
                ProofAnswer.NotSealed => await SharedOptions.RefuseAsync("Its entry is not sealed yet, or lies behind that head. Ask again in a few seconds, or for a later head."),
                ProofAnswer.Changed => await SharedOptions.RefuseAsync("The disclosure in the database is not the one whose release is in the audit trail: one of them was changed. Run 'audit verify'."),
                _ => await SharedOptions.RefuseAsync("There is no such disclosure. Give the id of the event that the recipient got; disclosures older than their term of retention are gone."),
            },
            cancellation));
        return command;
    }

    private static Command Export(IConfiguration configuration)
    {
        var command = new Command("export", "Every seal of the audit trail as hashes, a JSON document a line, with which the whole trail is checked. It holds no entry.");
        command.SetAction((_, cancellation) => ReadAsync(
            configuration,
            async trail =>
            {
                Written(trail.Export());
                await foreach (var seal in trail.SealsAsync(cancellation))
                    Written(seal);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Task<int> ReadAsync(IConfiguration configuration, Func<TrailReading, Task<int>> work, CancellationToken cancellation) => StoreVerb.RunAsync(
        configuration, StoreUse.Reads,
        async services =>
        {
            return await OpenAsync(services, cancellation)
                ? await work(services.GetRequiredService<TrailReading>())
                : await SharedOptions.RefuseAsync("There is nothing in the audit trail yet.");
        },
        cancellation);

    /// <summary>Opens the keys of the trail. An empty trail needs none: a database may be looked at before there is a master key.</summary>
    /// <returns>Whether there is a trail.</returns>
    internal static async Task<bool> OpenAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using (var store = services.GetRequiredService<IGatewayDatabase>().Open())
        {
            if (!await store.Audit.AnyAsync(cancellation) && !await store.AuditSeals.AnyAsync(cancellation))
                return false;
        }

        await services.GetRequiredService<Installation>().OpenTrailAsync(cancellation);
        return true;
    }

    private static int Written<T>(T document)
    {
        Console.WriteLine(JsonSerializer.Serialize(document, ContractJson.Options));
        return ExitCode.Done;
    }
}
