using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Reads everything that is known of a client at one agency, a page at a time.</summary>
internal sealed class ClientCopies(IGatewayDatabase database, UnitsOfWork units, RightsSubjects subjects, IRightsNotes notes, IClientOverviews overviews, KeyRing ring) : IClientCopies
{
    /// <summary>Records in one load.</summary>
    internal const int PageSize = 200;

    public async Task<CopyAnswer> BeginAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation)
    {
        var (client, fault) = await subjects.FindAsync(request, subject, cancellation);
        if (client is not { } id)
            return await RefusedAsync(request, client: null, fault!, cancellation);
        // Noted with who asked and how that was checked, and only then read.
        if (await overviews.ReadAsync(request.Agency, id, new PrivacyLook(request.Reader, OpeningKind.Copy, PrivacyPurposes.AccessRequest), cancellation) is not { } overview)
            return await RefusedAsync(request, id, RightsFaults.Unknown, cancellation);
        await units.RunAsync(
            unit =>
            {
                unit.Operated(request.User, RightsActions.Copied, id.ToString("D"), id, request.Noted);
                return Task.FromResult(true);
            },
            cancellation);
        return new CopyAnswer.Begun(request.Agency, overview.At, PagesAsync(request.Agency, id, overview, CancellationToken.None));
    }

    private async Task<CopyAnswer> RefusedAsync(RightsRequest request, Guid? client, string code, CancellationToken cancellation)
    {
        await notes.RefusedAsync(request, RightsActions.CopyRefused, client, code, cancellation);
        return new CopyAnswer.Refused(code);
    }

    private async IAsyncEnumerable<CopyPage> PagesAsync(string agency, Guid client, ClientOverview overview, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (apart, unreadable) = (0, 0);
        byte[]? first = null;
        var last = Guid.Empty;
        for (var more = true; more;)
        {
            var page = await ReadAsync(client, last, cancellation);
            first ??= page.Wrapped;
            // The key as it is now, with every page: what is destroyed meanwhile is not read on, whatever was read before.
            if (page.Wrapped is null || !page.Wrapped.AsSpan().SequenceEqual(first))
            {
                yield return new CopyPage.End(Complete: false, page.Wrapped is null ? "erased" : "changed", apart, unreadable);
                yield break;
            }

            if (last == Guid.Empty)
                yield return page.Standing!;
            apart += page.Records.Count(r => r.Compartment != Compartment.Ordinary);
            var key = ring.TryOpen(client, page.Wrapped);
            var copied = page.Records.ConvertAll(r => (Record: r, Copy: Copied(r, key)));
            unreadable += copied.Count(c => c.Copy is null);
            yield return new CopyPage.Records([.. copied.Select(c => c.Copy).OfType<CopiedRecord>()]);
            more = page.Records.Count == PageSize;
            last = more ? page.Records[^1].Id : last;
        }

        await foreach (var page in RestAsync(agency, client, overview, cancellation))
            yield return page;
        var gone = (await ReadAsync(client, last, cancellation)).Wrapped;
        yield return gone is not null && gone.AsSpan().SequenceEqual(first)
            ? new CopyPage.End(Complete: true, null, apart, unreadable)
            : new CopyPage.End(Complete: false, gone is null ? "erased" : "changed", apart, unreadable);
    }

    private async IAsyncEnumerable<CopyPage> RestAsync(string agency, Guid client, ClientOverview overview, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var store = database.Open();
        var referrals = await store.Referrals.Where(r => r.ClientId == client).Select(r => r.Id).ToListAsync(cancellation);
        foreach (var some in referrals.Chunk(PageSize))
        {
            var decisions = await store.Decisions.AsNoTracking().Where(d => some.Contains(d.ReferralId)).OrderBy(d => d.Id).ToListAsync(cancellation);
            yield return new CopyPage.Decisions([.. decisions.SelectMany(d => DecisionParts.Of(d).Select(p => new CopiedDecision(
                d.At, d.ReferralId, p.Kind, p.Outcome, p.Why.Rule, Said(DecisionSentences.Of(p.Why)), p.Why.Missing)))]);
        }

        yield return new CopyPage.Disclosures(overview.Disclosures);
        yield return new CopyPage.Agreements(overview.Agreements);
        await foreach (var page in TasksAsync(store, agency, client, referrals, cancellation))
            yield return page;
        // The deadlines that are rows run for a client of the agency or for a referral of it.
        List<Guid> about = [client, .. referrals];
        foreach (var some in about.Chunk(PageSize))
        {
            var deadlines = await store.Deadlines.AsNoTracking().Where(d => some.Contains(d.SubjectId)).OrderBy(d => d.Id).ToListAsync(cancellation);
            if (deadlines.Count > 0)
                yield return new CopyPage.Deadlines([.. deadlines.Select(d => new CopiedDeadline(d.Kind, d.DueAt, d.State.ToString().ToLowerInvariant()))]);
        }
    }

    /// <summary>Tasks about what the agency itself knows, and its own about what was handed over to it.</summary>
    private static async IAsyncEnumerable<CopyPage.Tasks> TasksAsync(
        GatewayContext store, string agency, Guid client, IReadOnlyCollection<Guid> referrals, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var records = await store.Records.Where(r => r.ClientId == client).Select(r => new { r.Id, r.ReferralId }).ToListAsync(cancellation);
        var agreements = await store.ClientAgreements.Where(a => a.ClientId == client).Select(a => a.Id).ToListAsync(cancellation);
        var own = referrals.ToHashSet();
        foreach (var some in records.ConvertAll(r => r.Id).Concat(agreements).Prepend(client).Chunk(PageSize))
        {
            var tasks = await store.Tasks.AsNoTracking().Where(t => some.Contains(t.SubjectId) && t.ReferralId == null).OrderBy(t => t.Id).ToListAsync(cancellation);
            if (Held(tasks, _ => true) is { Items.Count: > 0 } page)
                yield return page;
        }

        foreach (var some in own.Union(records.Select(r => r.ReferralId).OfType<Guid>()).Chunk(PageSize))
        {
            var tasks = await store.Tasks.AsNoTracking().Where(t => t.ReferralId != null && some.Contains(t.ReferralId.Value)).OrderBy(t => t.Id).ToListAsync(cancellation);
            if (Held(tasks, t => own.Contains(t.ReferralId!.Value)) is { Items.Count: > 0 } page)
                yield return page;
        }

        CopyPage.Tasks Held(List<OfficeTask> tasks, Func<OfficeTask, bool> ofOwn) => new(
            [.. tasks.Where(t => CopyRules.HoldsTask(agency, t.Agency, ofOwn(t))).Select(t => new CopiedTask(t.Kind, t.Agency, t.ReasonCode, t.OpenedAt, t.DueOn, t.ClosedAt))]);
    }

    private sealed record Page(byte[]? Wrapped, CopyPage.Standing? Standing, List<RecordSnapshot> Records);

    private async Task<Page> ReadAsync(Guid client, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" = {client}""");
        var schemes = batch.Values($"""SELECT DISTINCT "Scheme" FROM "ClientIdentifier" WHERE "ClientId" = {client}""", r => r.GetString(0));
        var records = batch.Rows<RecordSnapshot>(((SqlText)$"""WHERE t."ClientId" = {client} AND t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(PageSize)));
        await batch.RunAsync(cancellation);
        var row = clients.SingleOrDefault();
        return new Page(row?.Wrapped, row is null ? null : new CopyPage.Standing(row.SecretAddress, row.StaffOfAgency, row.Restricted, row.Objected, [.. schemes.Order(StringComparer.Ordinal)]), records);
    }

    /// <summary>Null: it cannot be opened.</summary>
    private CopiedRecord? Copied(RecordSnapshot record, byte[]? clients)
    {
        var key = record.Wrapped is { } own ? ring.TryOpen(record.Id, own) : clients;
        if (record.Sealed is null)
            return Copied(record, [], null);
        if (key is null || RecordVault.TryOpen(record, key) is not { } statements || RecordVault.TryOpenSlice(record, key) is not { } slice)
            return null;
        return Copied(record, [.. statements.Select(s => new CopiedStatement(s.Type, s.Data))], slice);
    }

    private static CopiedRecord Copied(RecordSnapshot record, IReadOnlyList<CopiedStatement> statements, ReadOnlyMemory<byte>? slice) => new(
        new RecordName(record.SubmissionId, record.Number).ToString(), record.ReceivedAt, record.State.ToString(), record.ReasonCode, statements, TextOf(slice));

    private static string? TextOf(ReadOnlyMemory<byte>? slice)
    {
        if (slice is not { IsEmpty: false } bytes)
            return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Said(Sentence sentence) =>
        sentence.Values.Count == 0 ? sentence.Text : string.Format(CultureInfo.InvariantCulture, sentence.Text, [.. sentence.Values]);
}
