using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Life;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>
/// A person whom an agency knew as several clients, until a register's notice linked them: what was said of one counts for each.
/// Nothing that was said of one before the link lifts what stops another.
/// </summary>
internal static class LinkedNoes
{
    /// <summary>Carries what stops one of the clients to the others: withdrawals, objections, restrictions, protection, a death.</summary>
    /// <param name="draft">The decision; it knows everything of each client.</param>
    /// <param name="person">The clients that are one person from now on.</param>
    internal static void Carry(Draft draft, IReadOnlyList<Guid> person)
    {
        List<Guid> known = [.. person.Where(c => draft.Clients.Find(c) is { Wrapped: not null })];
        foreach (var (from, to) in known.SelectMany(f => known.Where(t => t != f).Select(t => (f, t))))
        {
            if (ProtectionRules.Join(draft, to, draft.Clients.Get(from)))
                draft.StartDeadline(DeadlineKinds.StandingChanged, to, draft.Moment.Now);
            WithdrawalRules.Carry(draft, from, to);
        }

        DeathRules.Carry(draft, known);
    }

    /// <summary>What the client may be used for has changed: it counts for the person's other clients too, and the offices that have their data are told.</summary>
    internal static void Follow(Draft draft, ClientSnapshot client)
    {
        StandingRules.Follow(draft, client.Id, by: null);
        foreach (var other in draft.SamePerson(client.Id).Skip(1).Where(c => ProtectionRules.TakeOver(draft, c, client)))
            StandingRules.Follow(draft, other, by: null);
    }
}
