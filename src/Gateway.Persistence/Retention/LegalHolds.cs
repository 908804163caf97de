using Gateway.Core.Retention;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>Legal holds, in a table of their own; each is in the audit trail.</summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
internal sealed class LegalHolds(IGatewayDatabase database, UnitsOfWork units) : ILegalHolds
{
    public async Task<IReadOnlyList<LegalHold>> ListAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.LegalHolds.AsNoTracking().OrderBy(h => h.Since).Select(h => new LegalHold(h.SubjectId, h.Ground, h.Reference, h.User, h.Since)).ToListAsync(cancellation);
    }

    public async Task<HoldAnswer> AddAsync(Guid subject, string ground, string reference, string user, CancellationToken cancellation)
    {
        if (!LegalHoldRules.Grounds.Contains(ground) || LegalHoldRules.Reference(reference) is not { } code)
            return HoldAnswer.NotACode;
        return await HoldAsync(new LegalHold(subject, ground, code, user, default), cancellation) ? HoldAnswer.Held : HoldAnswer.NothingToHold;
    }

    private Task<bool> HoldAsync(LegalHold hold, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var subject = hold.Subject;
            var there = await unit.Store.Clients.AnyAsync(c => c.Id == subject, cancellation) || await unit.Store.Referrals.AnyAsync(r => r.Id == subject, cancellation);
            if (!there || await unit.Store.LegalHolds.AnyAsync(h => h.SubjectId == subject, cancellation))
                return false;
            // An erasure or a purge of the client at the same moment sees the hold, or the hold finds the client gone.
            if (await unit.Store.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == subject || unit.Store.Referrals.Any(r => r.Id == subject && r.ClientId == c.Id), cancellation) is { } client)
                unit.Use(client);
            await HeldSubjects.ChangeAsync(unit, cancellation);
            unit.First(new RowStatement($"""SELECT (SELECT COUNT(*) FROM "Client" WHERE "Id" = {subject}) + (SELECT COUNT(*) FROM "Referral" WHERE "Id" = {subject})""", 1) { Counts = true });
            unit.Write(new LegalHoldRow { SubjectId = subject, Ground = hold.Ground, Reference = hold.Reference, User = hold.User, Since = unit.Now });
            unit.Operated(hold.User, "legal-hold.added", subject.ToString("D"), subject, $"{hold.Ground}: {hold.Reference}");
            return true;
        },
        cancellation);

    public Task<bool> LiftAsync(Guid subject, string user, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.LegalHolds.AsNoTracking().SingleOrDefaultAsync(h => h.SubjectId == subject, cancellation) is null)
                return false;
            await HeldSubjects.ChangeAsync(unit, cancellation);
            unit.Inside(s => s.LegalHolds.Where(h => h.SubjectId == subject).ExecuteDeleteAsync(cancellation));
            unit.Operated(user, "legal-hold.lifted", subject.ToString("D"), subject);
            return true;
        },
        cancellation);
}
