using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Carries out erasures: noted in the file first, then committed, so that none is lost with a restored database.</summary>
internal sealed class Erasures(
    IGatewayDatabase database, UnitsOfWork units, ErasureLoads loads, ErasureWriting writing, ICircumstances circumstances, RightsSubjects subjects, IRightsNotes notes, IKeys keys,
    Tombstones tombstones, ErasedFiles files) : IErasures
{
    public async Task<ErasureAnswer> LookAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation)
    {
        var (client, fault) = await subjects.FindAsync(request, subject, cancellation);
        if (client is not { } id)
        {
            await notes.RefusedAsync(request, RightsActions.ErasureLookRefused, client: null, fault!, cancellation);
            return Refused(fault!);
        }

        var load = await loads.ReadAsync(id, await NumberAsync(cancellation), cancellation);
        var answer = AnswerOf(load, ErasureRules.Decide(load.Known, circumstances.Now(), request, seen: null));
        if (answer.Refusal is { } refusal)
            await notes.RefusedAsync(request, RightsActions.ErasureLookRefused, id, refusal, cancellation);
        if (answer.Refusal is null || answer.Kept.Count > 0)
            await LookedAsync(request, id, isRefused: answer.Refusal is not null, cancellation);
        return answer;
    }

    public async Task<ErasureAnswer> EraseAsync(RightsRequest request, RightsSubject subject, string? seen, CancellationToken cancellation)
    {
        var (client, fault) = await subjects.FindAsync(request, subject, cancellation);
        if (client is not { } found)
        {
            await notes.RefusedAsync(request, RightsActions.ErasureRefused, client: null, fault!, cancellation);
            return Refused(fault!);
        }

        var erasure = keys.Next();
        var isNoted = false;
        try
        {
            var answer = await database.DespiteConflictsAsync(async () =>
            {
                var load = await loads.ReadAsync(found, await NumberAsync(cancellation), cancellation);
                var outcome = ErasureRules.Decide(load.Known, circumstances.Now(), request, seen);
                if (outcome is not ErasureOutcome.Erased erased)
                    return AnswerOf(load, outcome);
                // Also of an erasure in part: what came before it and is read only now must not bring back what was erased.
                var digests = load.Known.Identifiers.Select(i => tombstones.DigestOf(i.Hash)).ToList();
                var line = new Tombstone(erasure, tombstones.DigestOf(found), digests, erased.Certificate);
                await tombstones.AppendAsync(line, cancellation);
                isNoted = true;
                await using var unit = units.Open();
                unit.Operated(request.User, RightsActions.Erased, found.ToString("D"), found, request.Noted);
                writing.Write(unit, load, erased, line, digests, again: false);
                await unit.CommitAsync(cancellation);
                return AnswerOf(load, outcome);
            });
            if (answer.Refusal is { } refusal)
            {
                if (isNoted)
                    await tombstones.TakeBackAsync(erasure, cancellation);
                await notes.RefusedAsync(request, RightsActions.ErasureRefused, found, refusal, cancellation);
                if (answer.Kept.Count > 0)
                    await LookedAsync(request, found, isRefused: true, cancellation);
            }
            else
            {
                await RemoveFilesAsync();
            }

            return answer;
        }
        catch (Exception e) when (!isNoted && (e is IOException or UnauthorizedAccessException or ErasureFileException))
        {
            // One that cannot be noted does not happen.
            await notes.RefusedAsync(request, RightsActions.ErasureRefused, found, RightsFaults.NotNoted, cancellation);
            return Refused(RightsFaults.NotNoted);
        }
        catch (Exception e) when (isNoted && database.IsConflict(e))
        {
            // Others changed it again and again: for certain nothing was committed.
            await tombstones.TakeBackAsync(erasure, CancellationToken.None);
            throw;
        }
    }

    public async Task<IssuedCertificate?> CertificateAsync(int number, string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var row = await store.Set<ErasureRow>().AsNoTracking().SingleOrDefaultAsync(e => e.Number == number && (agency == null || e.Agency == agency), cancellation);
        return row is null ? null : Issued(row);
    }

    public async Task<IReadOnlyList<IssuedCertificate>> ListAsync(string? agency, int most, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var rows = await store.Set<ErasureRow>().AsNoTracking().Where(e => agency == null || e.Agency == agency).OrderByDescending(e => e.Number).Take(most).ToListAsync(cancellation);
        return [.. rows.Select(Issued)];
    }

    /// <summary>The erasure is committed, and the files are noted: what is not removed now is removed later.</summary>
    private async Task RemoveFilesAsync()
    {
        try
        {
            await files.RemoveAsync(CancellationToken.None);
        }
        catch (Exception e) when (database.IsUnavailable(e) || database.IsConflict(e))
        {
            // Nobody is told that the erasure failed: it did not.
        }
    }

    private static IssuedCertificate Issued(ErasureRow row) => new(JsonSerializer.Deserialize<ErasureCertificate>(row.Certificate, ContractJson.Options)!, row.AgainAt);

    private async Task<int> NumberAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var last = await store.Set<ErasureRow>().MaxAsync(e => (int?)e.Number, cancellation) ?? 0;
        return Math.Max(last, tombstones.LastNumber()) + 1;
    }

    /// <summary>What keeps a client's data is told of the client too: it is an opening, although the erasure is refused.</summary>
    private Task LookedAsync(RightsRequest request, Guid client, bool isRefused, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (!isRefused)
                unit.Operated(request.User, RightsActions.ErasureLooked, client.ToString("D"), client, request.Noted);
            await unit.OpenedAsync(request.Reader, new OpenedThing(OpeningKind.ErasureCheck, client, client, request.Agency), purpose: null, key: null, cancellation);
            return true;
        },
        cancellation);

    private static ErasureAnswer AnswerOf(ErasureLoad load, ErasureOutcome outcome) => outcome switch
    {
        ErasureOutcome.Erased erased => new ErasureAnswer(erased.Certificate, null, erased.Certificate.Kept, ErasureRules.StateOf(load.Known)),
        ErasureOutcome.Refused refused => new ErasureAnswer(null, refused.Code, refused.Kept, ErasureRules.StateOf(load.Known)),
        _ => throw new InvalidOperationException($"An erasure came to {outcome.GetType().Name}."),
    };

    private static ErasureAnswer Refused(string code) => new(null, code, [], null);
}
