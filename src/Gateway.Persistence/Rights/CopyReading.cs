using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Mandates;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Reads the pages of one copy, in their order. What is not told yet is left out, as in everything that a client is given.</summary>
/// <param name="agency">The controller that is asked.</param>
/// <param name="client">Its client.</param>
/// <param name="key">The client's key when the copy began.</param>
/// <param name="at">When it began.</param>
/// <param name="ring">Data keys.</param>
internal sealed class CopyReading(string agency, Guid client, byte[] key, DateTimeOffset at, KeyRing ring)
{
    /// <summary>Records, or what belongs to referrals, in one load.</summary>
    internal const int PageSize = 200;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal Guid Client => client;

    internal byte[] Key => key;

    internal DateTimeOffset At => at;

    /// <summary>Every page but the last, which says how it ended; with records that have a part in a compartment, and those that cannot be opened.</summary>
    internal async IAsyncEnumerable<(CopyPage Page, int Apart, int Unreadable)> PagesAsync(
        IGatewayDatabase database, GatewayContext store, Agreed agreed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var telling = await ClientLines.TellingAsync(store, agreed.Policy, client, at, cancellation);
        if (await StandingAsync(store, cancellation) is { } standing)
            yield return (standing, 0, 0);
        List<(Guid Id, Guid? Referral)> seen = [];
        await foreach (var records in RecordsAsync(database, cancellation))
        {
            seen.AddRange(records.Select(r => (r.Id, r.ReferralId)));
            var told = records.FindAll(r => telling.Tells(r.ReferralId, r.ReceivedAt));
            var copied = told.ConvertAll(Copied);
            yield return (new CopyPage.Records([.. copied.OfType<CopiedRecord>()]), told.Count(r => r.Compartment != Compartment.Ordinary), copied.Count(c => c is null));
        }

        await foreach (var page in RestAsync(store, agreed, telling, seen, cancellation))
            yield return (page, 0, 0);
    }

    private async IAsyncEnumerable<CopyPage> RestAsync(
        GatewayContext store, Agreed agreed, Telling telling, List<(Guid Id, Guid? Referral)> records, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var referrals = await ClientLines.Own(store, client).ToListAsync(cancellation);
        List<RefusalLine> refusals = [];
        foreach (var some in referrals.Chunk(PageSize))
        {
            var decisions = (await store.Decisions.AsNoTracking().Where(d => some.Contains(d.ReferralId)).OrderBy(d => d.Id).ToListAsync(cancellation)).FindAll(d => telling.Tells(d.ReferralId, d.At));
            refusals.AddRange(decisions.SelectMany(ClientLines.RefusalsOf));
            if (decisions.Count > 0)
                yield return new CopyPage.Decisions([.. decisions.SelectMany(Copied)]);
        }

        yield return new CopyPage.Refusals(refusals);
        List<DisclosureLine> disclosures = [.. (await ClientLines.DisclosuresAsync(store, agency, client, cancellation)).Where(d => telling.Tells(d.Referral, d.At, d.Basis))];
        yield return new CopyPage.Disclosures(disclosures);
        yield return new CopyPage.Stops([.. (await ClientLines.StopsAsync(store, agreed.Directory, agency, client, cancellation)).Where(s => telling.Tells(s.Referral, s.IssuedAt))]);
        var openings = await OverviewOpenings.ReadAsync(store, ring, agency, client, names: false, cancellation);
        yield return new CopyPage.Openings([.. openings.Where(o => CopyRules.HoldsOpening(agency, o) && telling.Tells(o.Referral, o.At))]);
        yield return new CopyPage.Agreements(Telling.Counted(await ClientLines.AgreementsAsync(store, client, cancellation), disclosures));
        if (await MandateSeenReading.ReadAsync(store, agency, client, UsageRules.NotYet(agreed.Policy, at), cancellation) is { Count: > 0 } mandates)
            yield return new CopyPage.Mandates(mandates);
        await foreach (var page in TasksAsync(store, telling, referrals, records, cancellation))
            yield return page;
        // The deadlines that are rows run for a client of the agency.
        var deadlines = await store.Deadlines.AsNoTracking().Where(d => d.SubjectId == client).OrderBy(d => d.Id).ToListAsync(cancellation);
        yield return new CopyPage.Deadlines([.. deadlines.Select(d => new CopiedDeadline(d.Kind, agreed.Directory.LastDayAt(agency, d.DueAt), d.State.ToString().ToLowerInvariant()))]);
    }

    /// <summary>Tasks about what the agency itself knows, and its own about what was handed over to it.</summary>
    private async IAsyncEnumerable<CopyPage> TasksAsync(
        GatewayContext store, Telling telling, List<Guid> referrals, List<(Guid Id, Guid? Referral)> records, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var agreements = await store.ClientAgreements.Where(a => a.ClientId == client).Select(a => a.Id).ToListAsync(cancellation);
        var own = referrals.ToHashSet();
        foreach (var some in records.Select(r => r.Id).Concat(agreements).Prepend(client).Chunk(PageSize))
        {
            if (Held(await store.Tasks.AsNoTracking().Where(t => some.Contains(t.SubjectId) && t.ReferralId == null).OrderBy(t => t.Id).ToListAsync(cancellation)) is { Items.Count: > 0 } page)
                yield return page;
        }

        foreach (var some in own.Union(records.Select(r => r.Referral).OfType<Guid>()).Chunk(PageSize))
        {
            if (Held(await store.Tasks.AsNoTracking().Where(t => t.ReferralId != null && some.Contains(t.ReferralId.Value)).OrderBy(t => t.Id).ToListAsync(cancellation)) is { Items.Count: > 0 } page)
                yield return page;
        }

        CopyPage.Tasks Held(List<OfficeTask> tasks) => new(
        [
            .. tasks.Where(t => CopyRules.HoldsTask(agency, t.Agency, ofOwn: t.ReferralId is not { } about || own.Contains(about)) && telling.Tells(t.ReferralId, t.OpenedAt))
                .Select(t => new CopiedTask(t.Kind, t.Agency, t.ReasonCode, StoredSentence.Read(t.Text), t.OpenedAt, t.DueOn, t.ClosedAt)),
        ]);
    }

    private async Task<CopyPage.Standing?> StandingAsync(GatewayContext store, CancellationToken cancellation)
    {
        var row = await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == client, cancellation);
        var schemes = await store.ClientIdentifiers.Where(i => i.ClientId == client).Select(i => i.Scheme).Distinct().ToListAsync(cancellation);
        return row is null ? null : new CopyPage.Standing(row.SecretAddress, row.StaffOfAgency, row.Restricted, row.Objected, [.. schemes.Order(StringComparer.Ordinal)]);
    }

    private async IAsyncEnumerable<List<RecordSnapshot>> RecordsAsync(IGatewayDatabase database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = Guid.Empty;
        for (var more = true; more;)
        {
            var batch = new LoadBatch(database);
            var records = batch.Rows<RecordSnapshot>(((SqlText)$"""WHERE t."ClientId" = {client} AND t."Id" > {last} ORDER BY t."Id" """).Then(batch.Limit(PageSize)));
            await batch.RunAsync(cancellation);
            more = records.Count == PageSize;
            last = more ? records[^1].Id : last;
            yield return records;
        }
    }

    private static IEnumerable<CopiedDecision> Copied(StoredDecision decision) => DecisionParts.Of(decision).Select(p => new CopiedDecision(
        decision.At, decision.ReferralId, p.Kind, p.Outcome, p.Why.Rule, DecisionSentences.Of(p.Why), p.Why.Missing));

    /// <summary>Null: it cannot be opened.</summary>
    private CopiedRecord? Copied(RecordSnapshot record)
    {
        if (record.Sealed is null)
            return Copied(record, [], null);
        var its = record.Wrapped is { } own ? ring.TryOpen(record.Id, own) : key;
        if (its is null || RecordVault.TryOpen(record, its) is not { } statements || RecordVault.TryOpenSlice(record, its) is not { } slice)
            return null;
        return Copied(record, [.. statements.Select(s => new CopiedStatement(s.Type, s.Data))], slice);
    }

    private static CopiedRecord Copied(RecordSnapshot record, IReadOnlyList<CopiedStatement> statements, ReadOnlyMemory<byte>? slice) => new(
        new RecordName(record.SubmissionId, record.Number).ToString(), record.ReceivedAt, record.State.ToString(), record.ReasonCode, statements, TextOf(slice));

    /// <summary>Null: there is none, or its bytes are no text.</summary>
    private static string? TextOf(ReadOnlyMemory<byte>? slice)
    {
        if (slice is not { IsEmpty: false } bytes)
            return null;
        try
        {
            return Strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
