using Gateway.Core.Mandates;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Mandates;

/// <summary>Tells data protection officers of requests of control services. It reads no compartment, and no client.</summary>
internal sealed class MandateRequests(IGatewayDatabase database, UnitsOfWork units, KeyRing ring) : IMandateRequests
{
    private const int Most = 200;

    public async Task<IReadOnlyList<MandateLine>> ToldAsync(string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var rows = await Within(store.Mandates, agency).AsNoTracking().OrderByDescending(m => m.Id).Take(Most).ToListAsync(cancellation);
        return [.. rows.Select(m => new MandateLine(
            m.Id, m.Recipient, m.Controller, m.Basis, MandateParts.ReferenceOf(m, ring), m.From, m.To, m.EndsOn, m.AskedAt, m.AnsweredAt, MandateParts.Kinds(m.Asked), MandateParts.DecisionOf(m), m.Values, MandateParts.IsIncomplete(m), m.ReadBy))];
    }

    public async Task<int> UnreadAsync(string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await Owed(store.Mandates, agency).CountAsync(m => m.ReadBy == null, cancellation);
    }

    public Task<bool> ReadAsync(Guid request, string? agency, string officer, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await Owed(unit.Store.Mandates, agency).SingleOrDefaultAsync(m => m.Id == request, cancellation) is not { } told)
                return false;
            if (told.ReadBy is null)
            {
                told.ReadBy = officer;
                foreach (var task in await unit.Store.Tasks.Where(t => t.SubjectId == request && t.ClosedAt == null).ToListAsync(cancellation))
                    (task.ClosedAt, task.ClosedBy) = (unit.Now, officer);
                unit.Operated(officer, "mandate.read", request.ToString("D"), request);
            }

            return true;
        },
        cancellation);

    /// <summary>An agency's officer is told of requests about its data, and of those that its own control service made.</summary>
    private static IQueryable<MandateRow> Within(IQueryable<MandateRow> mandates, string? agency) =>
        agency is null ? mandates : mandates.Where(m => m.Controller == agency || m.Recipient == agency);

    /// <summary>Those that an agency's officer has to read of: about its data; its own control service's where they are about no agency's.</summary>
    private static IQueryable<MandateRow> Owed(IQueryable<MandateRow> mandates, string? agency) =>
        agency is null ? mandates : mandates.Where(m => m.Controller == agency || (m.Controller == null && m.Recipient == agency));
}
