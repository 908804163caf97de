using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Operating;

/// <summary>Notes that somebody looks at what is known of a client: in the operations log, and as an opening of which the client is told.</summary>
internal static class PrivacyNotes
{
    /// <summary>Notes a look, in the transaction that comes before it is shown.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="ring">Data keys.</param>
    /// <param name="look">Who looks at what, and why.</param>
    /// <param name="client">The client; null: a look-up that found nobody.</param>
    /// <param name="agency">Agency whose client it is, or that was asked about.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task LookedAsync(this UnitOfWork unit, KeyRing ring, PrivacyLook look, Guid? client, string agency, CancellationToken cancellation)
    {
        var subject = client ?? Guid.Empty;
        unit.Operated(look.Reader.User, "privacy." + look.Action, subject.ToString("D"), subject, $"{look.Purpose}:{agency}");
        var key = client is { } id && look.Words is not null ? await OpeningNotes.KeyOfAsync(unit.Store, ring, id, cancellation) : null;
        await unit.OpenedAsync(look.Reader, new OpenedThing(look.Kind, subject, client, agency), new StatedPurpose(look.Purpose, look.Words), key, cancellation);
    }

    /// <summary>Notes a look that shows nothing: nobody has an opening to be told of, and that it was asked stands in the log all the same.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="look">Who asked for what, and why.</param>
    /// <param name="client">The client that was meant; null: it is not known which.</param>
    /// <param name="agency">Agency that was asked about.</param>
    /// <param name="code">Why nothing is shown.</param>
    internal static void Refused(this UnitOfWork unit, PrivacyLook look, Guid? client, string agency, string code)
    {
        var about = client ?? Guid.Empty;
        unit.Operated(look.Reader.User, "privacy." + look.Action, about.ToString("D"), about, $"{look.Purpose}:{agency}:{code}");
    }
}
