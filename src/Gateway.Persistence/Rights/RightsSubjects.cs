using Gateway.Core.Rights;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Finds whose data a request is about, at the agency that is asked and at no other.</summary>
internal sealed class RightsSubjects(IGatewayDatabase database, Installation installation)
{
    /// <returns>The client; or one of <see cref="RightsFaults"/>.</returns>
    internal async Task<(Guid? Client, string? Fault)> FindAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation)
    {
        if (request.Fault is { } fault)
            return (null, fault);
        await using var store = database.Open();
        if (subject is RightsSubject.Known known)
        {
            return await store.Clients.AnyAsync(c => c.Id == known.Client && c.Agency == request.Agency && c.Wrapped != null, cancellation)
                ? (known.Client, null)
                : (null, RightsFaults.Unknown);
        }

        var number = (RightsSubject.ByNumber)subject;
        if (SoughtNumber.Of(installation.Index, request.Agency, number.Scheme, number.Value) is not { } sought)
            return (null, RightsFaults.Mistyped);
        return await sought.ClientAsync(store, cancellation) is { } client ? (client, null) : (null, RightsFaults.Unknown);
    }
}
