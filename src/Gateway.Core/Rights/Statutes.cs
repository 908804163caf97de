using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Rights;

/// <summary>Which statute keeps a referral: an erasure leaves it alone as long as it does, and so does the purge of what is over.</summary>
public static class Statutes
{
    /// <summary>The statute that keeps a referral longest; null: none does.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="referral">Referral.</param>
    /// <param name="handovers">Its handovers.</param>
    /// <param name="today">Today.</param>
    public static KeptByLaw? Keeping(Agreed agreed, ReferralSnapshot referral, IReadOnlyCollection<HandoverSnapshot> handovers, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(handovers);
        if (agreed.Policy.KeptByLaw.Count == 0 || agreed.Directory.Party(referral.Agency) is not { } agency)
            return null;
        DateOnly? ended = EndOf(referral, handovers) is { } at ? CountryTime.DayOf(agency.Country, at) : null;
        return agreed.Policy.KeptByLaw.Where(t => t.Binds(agency, referral.Purpose, referral.BasisReference))
            .Select(t => new KeptByLaw(referral.Id, t.Id, t.Source, t.Until(ended), t.Titles))
            .Where(k => k.Until is null || k.Until >= today)
            .OrderByDescending(k => k.Until ?? DateOnly.MaxValue).FirstOrDefault();
    }

    /// <summary>When a referral ended: its sender ended it, or the last of its parts is over. Null: it goes on. One of which nothing was ever handed over counts from its submission.</summary>
    private static DateTimeOffset? EndOf(ReferralSnapshot referral, IReadOnlyCollection<HandoverSnapshot> parts)
    {
        if (referral.EndedAt is { } ended)
            return ended;
        if (parts.Count == 0)
            return referral.SubmittedAt;
        return parts.Any(h => !Lifecycle.IsFinal(h.State)) ? null : parts.Max(LastOf);
    }

    private static DateTimeOffset LastOf(HandoverSnapshot part) =>
        new[] { part.CompletedAt, part.StabilisedAt, part.StoppedAt, part.NotStartedAt, part.NotAcceptedAt, part.LastReplyAt, part.IssuedAt }.Max() ?? part.IssuedAt;
}
