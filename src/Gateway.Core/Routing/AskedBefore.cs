using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;

namespace Gateway.Core.Routing;

/// <summary>What became of a referral before it is decided again. An office that declined is not asked again, so routing ends.</summary>
public sealed record AskedBefore
{
    /// <summary>Nothing was asked yet.</summary>
    public static AskedBefore Nothing { get; } = new();

    /// <summary>Offices that declined it, with whether they named their capacity, and when.</summary>
    public IReadOnlyList<Decline> Declined { get; init; } = [];

    /// <summary>Services that are still to be placed; null: all that are asked.</summary>
    public IReadOnlyCollection<string>? Open { get; init; }

    /// <summary>It waits for a place already.</summary>
    public bool Waited { get; init; }

    /// <summary>A named counsellor decided that it goes on.</summary>
    public bool CounsellorAgreed { get; init; }

    /// <summary>Whether something was declined before.</summary>
    public bool GoesOn => Declined.Count > 0;

    /// <summary>Outcomes after which a referral goes on to another office.</summary>
    public static bool SendsOn(string? outcome) => outcome is ReplyOutcomes.DeclinedCapacity or ReplyOutcomes.DeclinedNotCompetent;

    /// <summary>What became of a referral so far, by its parts.</summary>
    /// <param name="referral">The referral.</param>
    /// <param name="parts">Its parts.</param>
    public static AskedBefore Of(ReferralSnapshot referral, IReadOnlyCollection<HandoverSnapshot> parts)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(parts);
        List<Decline> declined =
            [.. parts.Where(h => h.State == HandoverState.NotAccepted && SendsOn(h.LastOutcome))
                .Select(h => new Decline(h.Recipient, h.LastOutcome == ReplyOutcomes.DeclinedCapacity, h.NotAcceptedAt ?? h.IssuedAt))];
        return new AskedBefore { Declined = declined, Waited = referral.WaitsFor is not null, CounsellorAgreed = referral.CounsellorAgreedAt is not null };
    }

    /// <summary>
    /// Whether an office is left out for a service: it declined, and has not stated since that it has places, which is what it
    /// named as its reason.
    /// </summary>
    internal bool LeavesOut(string agency, string service, IOccupancy occupancy)
    {
        foreach (var decline in Declined)
        {
            if (decline.Agency == agency && !(decline.Capacity && occupancy.Stated(agency, service) is { } stated && stated.At > decline.At && stated.Places > occupancy.Taken(agency, service)))
                return true;
        }

        return false;
    }
}

/// <summary>An office declined a referral.</summary>
/// <param name="Agency">The office.</param>
/// <param name="Capacity">For want of a place; otherwise because it is not competent.</param>
/// <param name="At">When, UTC.</param>
public sealed record Decline(string Agency, bool Capacity, DateTimeOffset At);
