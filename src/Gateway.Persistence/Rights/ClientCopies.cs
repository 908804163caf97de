using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Gateway.Core.Accountability;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>
/// Reads everything that is known of a client at one agency, a page at a time and each thing once. Before a page is given, the
/// client's key is compared with the one that the copy began with: what is destroyed meanwhile is not given any more.
/// </summary>
internal sealed class ClientCopies(IGatewayDatabase database, UnitsOfWork units, RightsSubjects subjects, IRightsNotes notes, KeyRing ring, IPresent<Agreed> agreed) : IClientCopies
{
    public async Task<CopyAnswer> BeginAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation)
    {
        var (client, fault) = await subjects.FindAsync(request, subject, cancellation);
        if (client is not { } id)
            return await RefusedAsync(request, client: null, fault!, cancellation);
        // Noted with who asked and how that was checked, and only then read.
        var (began, refused) = await units.RunAsync(unit => NoteAsync(unit, request, id, cancellation), cancellation);
        return began is { } copy ? new CopyAnswer.Begun(request.Agency, copy.At, PagesAsync(copy, CancellationToken.None)) : await RefusedAsync(request, id, refused!, cancellation);
    }

    private async Task<CopyAnswer> RefusedAsync(RightsRequest request, Guid? client, string code, CancellationToken cancellation)
    {
        await notes.RefusedAsync(request, RightsActions.CopyRefused, client, code, cancellation);
        return new CopyAnswer.Refused(code);
    }

    private async Task<(CopyReading? Began, string? Refused)> NoteAsync(UnitOfWork unit, RightsRequest request, Guid client, CancellationToken cancellation)
    {
        if (await WrappedAsync(unit.Store, client, cancellation) is not { } wrapped)
            return (null, RightsFaults.Unknown);
        if (ring.TryOpen(client, wrapped) is not { } key)
            return (null, RightsFaults.Unreadable);
        unit.Operated(request.User, RightsActions.Copied, client.ToString("D"), client, request.Noted);
        await unit.OpenedAsync(
            request.Reader, new OpenedThing(OpeningKind.Copy, client, client, request.Agency), new StatedPurpose(PrivacyPurposes.AccessRequest, Words: null), key: null, cancellation);
        return (new CopyReading(request.Agency, client, key, unit.Now, ring), null);
    }

    private async IAsyncEnumerable<CopyPage> PagesAsync(CopyReading copy, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var store = database.Open();
        var (apart, unreadable) = (0, 0);
        await foreach (var (page, partly, closed) in copy.PagesAsync(database, store, agreed.Now, cancellation))
        {
            if (await GoneAsync(store, copy, cancellation) is { } reason)
            {
                yield return new CopyPage.End(Complete: false, reason, apart, unreadable);
                yield break;
            }

            apart += partly;
            unreadable += closed;
            yield return page;
        }

        yield return new CopyPage.End(Complete: true, null, apart, unreadable);
    }

    /// <summary>The keys themselves are compared: one that was only wrapped anew, because the master key turned, is the same.</summary>
    private async Task<string?> GoneAsync(GatewayContext store, CopyReading copy, CancellationToken cancellation)
    {
        if (await WrappedAsync(store, copy.Client, cancellation) is not { } wrapped)
            return "erased";
        return ring.TryOpen(copy.Client, wrapped) is { } key && CryptographicOperations.FixedTimeEquals(key, copy.Key) ? null : "changed";
    }

    private static Task<byte[]?> WrappedAsync(GatewayContext store, Guid client, CancellationToken cancellation) =>
        store.Clients.Where(c => c.Id == client).Select(c => c.Wrapped).SingleOrDefaultAsync(cancellation);
}
