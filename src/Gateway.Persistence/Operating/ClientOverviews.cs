using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Mandates;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Reads what left about a client of one agency. The agency's own client comes first; of other agencies' knowledge only
/// what lies inside a referral that both are party to. What was withheld from an agency is not shown to it.
/// </summary>
internal sealed class ClientOverviews(UnitsOfWork units, Installation installation, KeyRing ring, IPresent<Agreed> agreed) : IClientOverviews
{
    public async Task<ClientSearch> FindAsync(string agency, string scheme, string value, PrivacyLook look, CancellationToken cancellation)
    {
        var sought = SoughtNumber.Of(installation.Index, agency, scheme, value);
        // A look is noted with its agency: what is none could be anything.
        if (agreed.Now.Directory.Find(agency) is null)
            return sought is null ? new ClientSearch.Mistyped() : new ClientSearch.NotFound();
        if (sought is null)
        {
            return await units.RunAsync<ClientSearch>(
                unit =>
                {
                    unit.Refused(look, client: null, agency, RightsFaults.Mistyped);
                    return Task.FromResult<ClientSearch>(new ClientSearch.Mistyped());
                },
                cancellation);
        }

        return await units.RunAsync<ClientSearch>(
            async unit =>
            {
                var client = await sought.ClientAsync(unit.Store, cancellation);
                await unit.LookedAsync(ring, look, client, agency, cancellation);
                return client is { } found ? new ClientSearch.Found(found) : new ClientSearch.NotFound();
            },
            cancellation);
    }

    public Task<ClientOverview?> ReadAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var store = unit.Store;
            if (await store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == client && c.Agency == agency && c.Wrapped != null, cancellation) is not { } known)
            {
                unit.Refused(look, client, agency, RightsFaults.Unknown);
                return null;
            }

            await unit.LookedAsync(ring, look, client, agency, cancellation);
            var verified = await AuditNote.ReadAsync(store, cancellation);
            var disclosures = await ClientLines.DisclosuresAsync(store, agency, client, cancellation);
            var decisions = await ClientLines.Decisions(store, client).OrderByDescending(d => d.Id).ToListAsync(cancellation);
            var overview = new ClientOverview(
                agency, unit.Now, disclosures, [.. decisions.SelectMany(ClientLines.RefusalsOf)],
                Telling.Counted(await ClientLines.AgreementsAsync(store, client, cancellation), disclosures), verified is null ? null : new TrailState(verified.At, verified.SealedThrough, verified.Broken))
            {
                Stops = await ClientLines.StopsAsync(store, agreed.Now.Directory, agency, client, cancellation),
                Standing = known.Standing,
                Openings = await OverviewOpenings.ReadAsync(store, ring, agency, client, !look.IsForClient, cancellation),
                Mandates = await MandateSeenReading.ReadAsync(store, agency, client, UsageRules.NotYet(agreed.Now.Policy, unit.Now), cancellation),
            };
            return look.IsForClient ? (await ClientLines.TellingAsync(store, agreed.Now.Policy, client, unit.Now, cancellation)).Of(overview) : overview;
        },
        cancellation);
}
