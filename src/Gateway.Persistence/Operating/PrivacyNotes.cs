using Gateway.Core.Accountability;
using Gateway.Core.Operating;

namespace Gateway.Persistence.Operating;

/// <summary>Notes a look at a client's data by its agency or for it, in the transaction that reads what is shown.</summary>
internal static class PrivacyNotes
{
    /// <summary>In the operations log and among the openings.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="look">Who looks, and for which purpose.</param>
    /// <param name="agency">Agency of the directory that is asked about.</param>
    /// <param name="client">Its client; null: nobody was found.</param>
    /// <param name="key">The client's key, under which words of the purpose are kept; null: they are not kept.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static Task LookedAsync(this UnitOfWork unit, PrivacyLook look, string agency, Guid? client, byte[]? key, CancellationToken cancellation)
    {
        var subject = client ?? Guid.Empty;
        unit.Operated(look.User, "privacy." + look.Action, subject.ToString("D"), subject, $"{look.Purpose}:{agency}");
        return unit.OpenedAsync(look.Reader, new OpenedThing(look.Kind, subject, client, agency), new StatedPurpose(look.Purpose, look.Words), key, cancellation);
    }
}
