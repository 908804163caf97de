using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Accountability;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Notes that somebody is shown something of a client, in the transaction that comes before it is shown.</summary>
public static class OpeningNotes
{
    private const string Use = "purpose";

    /// <summary>
    /// Notes an opening: a new entry with its audit entry, or one more of an entry that began a moment ago. Words of a purpose are
    /// kept under a key that goes with the client; without one they are not kept.
    /// </summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="reader">Who is shown it.</param>
    /// <param name="thing">What is shown.</param>
    /// <param name="purpose">Why; null: none is asked for.</param>
    /// <param name="key">The client's key, or the record's own; null: there is none.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task OpenedAsync(this UnitOfWork unit, Reader reader, OpenedThing thing, StatedPurpose? purpose, byte[]? key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(thing);
        var (now, code) = (unit.Now, purpose is { Code.Length: > 0 } ? purpose.Code : null);
        if (purpose?.Words is null && await LastAsync(unit.Store, reader, thing, code, cancellation) is { } last && OpeningRules.Join(last.At, now, words: null))
        {
            unit.Inside(store => AgainAsync(store, last.Id, now, cancellation));
            return;
        }

        var row = new OpeningRow
        {
            Id = unit.Keys.Next(), At = now, LastAt = now, Count = 1, User = reader.User, Office = reader.Office, Roles = reader.Roles, Kind = thing.Kind, SubjectId = thing.Subject,
            ClientId = thing.Client, Agency = thing.Agency, ReferralId = thing.Referral, Purpose = code,
        };
        var said = key is not null && purpose?.Words is { } words ? Encoding.UTF8.GetBytes(words) : null;
        row.Words = said is null ? null : Sealing.Seal(key, said, Sealing.Context(row.Id, Use));
        unit.Write(row);
        unit.Record("opened", reader.User, thing.Client ?? thing.Subject, new
        {
            entry = row.Id, what = thing.Kind.ToString(), subject = thing.Subject, office = reader.Office, roles = reader.Roles.ToString(), agency = thing.Agency, purpose = code,
            // Shows a change of the words as long as the key is there, and tells nothing of them when it is not.
            words = said is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key!, said)),
        });
    }

    /// <summary>Opens the words of a purpose; null: there are none, or their key was destroyed.</summary>
    internal static string? WordsOf(OpeningRow row, byte[]? key)
    {
        if (key is null || row.Words is null)
            return null;
        try
        {
            return Encoding.UTF8.GetString(Sealing.Open(key, row.Words, Sealing.Context(row.Id, Use)));
        }
        catch (CryptographicException)
        {
            // They were sealed under the record's own key before its client was known; that key is gone.
            return null;
        }
    }

    /// <summary>The words of a purpose under another key; null: they do not lie under the old one, so nothing opens them any more.</summary>
    internal static byte[]? MovedWords(OpeningRow row, byte[] old, byte[] next) =>
        WordsOf(row, old) is { } words ? Sealing.Seal(next, Encoding.UTF8.GetBytes(words), Sealing.Context(row.Id, Use)) : null;

    /// <summary>A client's key; null: it was destroyed, or cannot be opened.</summary>
    internal static async Task<byte[]?> KeyOfAsync(GatewayContext store, KeyRing ring, Guid client, CancellationToken cancellation) =>
        await store.Clients.Where(c => c.Id == client).Select(c => c.Wrapped).SingleOrDefaultAsync(cancellation) is { } wrapped ? ring.TryOpen(client, wrapped) : null;

    private static Task<OpeningRow?> LastAsync(GatewayContext store, Reader reader, OpenedThing thing, string? code, CancellationToken cancellation) =>
        store.Openings.AsNoTracking()
            .Where(o => o.SubjectId == thing.Subject && o.User == reader.User && o.Kind == thing.Kind && o.Office == reader.Office && o.Agency == thing.Agency && o.Purpose == code && o.Words == null)
            .OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancellation);

    private static async Task AgainAsync(GatewayContext store, Guid entry, DateTimeOffset now, CancellationToken cancellation)
    {
        var changed = await store.Openings.Where(o => o.Id == entry)
            .ExecuteUpdateAsync(row => row.SetProperty(o => o.Count, o => o.Count + 1).SetProperty(o => o.LastAt, now), cancellation);
        if (changed == 0)
            throw new DbUpdateConcurrencyException("The entry was removed meanwhile.");
    }
}
