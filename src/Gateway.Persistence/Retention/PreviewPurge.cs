using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges previews that no agreement names: without the preview that an agreement names, nothing more would leave on it.</summary>
internal sealed class PreviewPurge() : Purge(RetentionKinds.Previews)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."FirstKeptAt", t."Hash" FROM "Preview" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), KeptAt: r.Moment(1), Hash: r.GetFieldValue<byte[]>(2)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.KeptAt));
        var named = await NamedAsync(view.Database, old.ConvertAll(r => r.Hash), cancellation);
        List<Looked> looked = [.. old.Select(r => new Looked(
            r.Id, r.KeptAt, RetentionRules.Decide(view.Term, r.KeptAt, named.Contains(Convert.ToHexString(r.Hash)) ? Need.InUse : Need.None, view.Now)))];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count > 0)
                unit.First(new RowStatement($"""DELETE FROM "Preview" WHERE "Id" {due} AND NOT EXISTS (SELECT 1 FROM "ClientAgreement" AS a WHERE a."PreviewHash" = "Preview"."Hash")""", due.Count));
            return 0;
        });
    }

    private static async Task<HashSet<string>> NamedAsync(IGatewayDatabase database, List<byte[]> hashes, CancellationToken cancellation)
    {
        if (hashes.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var named = batch.Values($"""SELECT DISTINCT "PreviewHash" FROM "ClientAgreement" WHERE "PreviewHash" {hashes}""", r => Convert.ToHexString(r.GetFieldValue<byte[]>(0)));
        await batch.RunAsync(cancellation);
        return [.. named];
    }
}
