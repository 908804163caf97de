using System.Text;
using Gateway.Core.Accountability;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Opens records' ordinary slices for people.</summary>
internal sealed class RecordBodies(IGatewayDatabase database, UnitsOfWork units, RecordVault vault, KeyRing ring) : IRecordBodies
{
    public async Task<RecordBody?> DescribeAsync(Guid submission, int number, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await FindAsync(store, submission, number, cancellation) is { } record ? await BodyAsync(store, record, text: null, cancellation) : null;
    }

    public async Task<RecordBody?> OpenAsync(Reader reader, string words, Guid submission, int number, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(words);
        await using var store = database.Open();
        // Another agency's record is like one that does not exist.
        if (await FindAsync(store, submission, number, cancellation) is not { } record || !reader.WorksFor(record.Agency))
            return null;
        var keys = await vault.KeysAsync(store, [record], cancellation);
        var purposeKey = record.ClientId is { } client ? await OpeningNotes.KeyOfAsync(store, ring, client, cancellation) : keys.GetValueOrDefault(record.Id);
        // Written down first: whoever is shown it has been noted, whatever happens then.
        await units.RunAsync(
            async unit =>
            {
                unit.Operated(reader.User, "record-opened", $"{submission:D}.{number}", record.Id);
                await unit.OpenedAsync(
                    reader, new OpenedThing(OpeningKind.Record, record.Id, record.ClientId, record.Agency, record.ReferralId), new StatedPurpose("", words), purposeKey, cancellation);
                return true;
            },
            cancellation);
        var text = record.Sealed is not null && keys.TryGetValue(record.Id, out var key)
            ? Encoding.UTF8.GetString(RecordVault.OpenSlice(record, key).Span)
            : null;
        return await BodyAsync(store, record, text, cancellation);
    }

    private static Task<RecordSnapshot?> FindAsync(GatewayContext store, Guid submission, int number, CancellationToken cancellation) =>
        store.Records.AsNoTracking().SingleOrDefaultAsync(r => r.SubmissionId == submission && r.Number == number, cancellation);

    private static async Task<RecordBody> BodyAsync(GatewayContext store, RecordSnapshot record, string? text, CancellationToken cancellation)
    {
        var corrects = await CorrectionLinks.OfAsync(store, record.SubmissionId, cancellation);
        var by = await CorrectionLinks.ByAsync(store, [record.Id], cancellation);
        var replacing = by.TryGetValue(record.Id, out var submission)
            ? await store.Records.Where(r => r.SubmissionId == submission).OrderBy(r => r.Number).Select(r => (int?)r.Number).FirstOrDefaultAsync(cancellation)
            : null;
        return new RecordBody(
            new RecordName(record.SubmissionId, record.Number).ToString(), record.Agency, record.State.ToString(), StoredSentence.ReadOrNull(record.ReasonText), record.ReasonPath, record.ReferralId, text,
            corrects?.ToString(), replacing is { } number ? new RecordName(submission, number).ToString() : null);
    }
}
