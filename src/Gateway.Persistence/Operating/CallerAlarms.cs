using System.Globalization;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keys and certificates with which agencies call and that end soon, or have ended without another in their place.</summary>
internal static class CallerAlarms
{
    internal static async Task<IReadOnlyList<Alarm>> ReadAsync(GatewayContext store, AgencyDirectory directory, SeenCertificates seen, DateTimeOffset now, CancellationToken cancellation)
    {
        var keys = await store.ApiKeys.Where(k => k.RevokedAt == null && !EF.Functions.Like(k.Agency, KeyText.OfUsers))
            .Select(k => new { k.Agency, k.Scopes, k.ExpiresAt }).ToListAsync(cancellation);
        return
        [
            .. CallerHealth.EndingKeys(directory, [.. keys.Select(k => (KeyText.AgencyOfPortal(k.Agency) ?? k.Agency, k.Agency + " " + k.Scopes, k.ExpiresAt))], now)
                .Select(k => Of("A key of {0} ends on {1}, and no other is in its place.", k.Agency, k.Ends)),
            .. CallerHealth.Ending(directory, seen.Last, DateOnly.FromDateTime(now.UtcDateTime)).Select(c => Of("The certificate of {0} ends on {1}.", c.Agency, c.Ends)),
        ];
    }

    private static Alarm Of(string text, string agency, DateOnly ends) =>
        new(AlarmClass.Morning, AlarmCodes.CallerEnding, text, [agency, ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], "/dashboard/agencies/" + agency);
}
