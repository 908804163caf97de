using Gateway.Core.Agreements;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>Finds the referral that a statement means.</summary>
public static class ReferralLookup
{
    /// <summary>A referring agency's referral by its ticket.</summary>
    public static ReferralSnapshot? ByTicket(Draft draft, string agency, byte[]? ticketHash)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ticketHash is null ? null : draft.Referrals.All.FirstOrDefault(r => r.Agency == agency && AgreementRules.Same(r.TicketHash, ticketHash));
    }

    /// <summary>A referring agency's referral by its ticket.</summary>
    public static ReferralSnapshot? ByTicket(Draft draft, string agency, string ticket)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ByTicket(draft, agency, draft.Index.Ticket(agency, ticket));
    }
}
