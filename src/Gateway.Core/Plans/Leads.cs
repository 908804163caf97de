using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>
/// Which office leads a part of a plan. The office that serves, unless it is a provider: that gets an appointment and no plan, and
/// the referring office leads its part, as it leads the services that it keeps itself.
/// </summary>
public static class Leads
{
    /// <summary>The office that leads a part.</summary>
    public static string Of(AgencyDirectory directory, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(handover);
        return directory.Find(handover.Recipient) is { Class: RecipientClass.Provider } ? handover.Sender : handover.Recipient;
    }

    /// <summary>Every office that leads a part of a plan; one: it is no joint plan.</summary>
    /// <param name="directory">Directory.</param>
    /// <param name="referral">Referral.</param>
    /// <param name="parts">Its handovers.</param>
    public static IReadOnlyList<string> All(AgencyDirectory directory, ReferralSnapshot referral, IReadOnlyList<HandoverSnapshot> parts)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(parts);
        var leads = parts.Select(p => Of(directory, p));
        return [.. (referral.OwnServices is null ? leads : leads.Append(referral.Agency)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Last day to do what a plan asks of a part's lead.</summary>
    public static DateOnly DueOn(Draft draft, ReferralSnapshot referral, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var directory = draft.Agreed.Directory;
        var days = Days(draft.Agreed, referral);
        var lead = Of(directory, handover);
        return directory.Party(lead) is { } office ? directory.AddWorkingDays(office, draft.Moment.Now, days) : draft.TodayAt(lead).AddDays(days);
    }

    /// <summary>Working days within which a next step is known.</summary>
    public static int Days(Agreed agreed, ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(referral);
        return agreed.Sites.Find(referral.Collaboration)?.NamesNextStepWithin(agreed.Policy) ?? agreed.Policy.NextStepWithinWorkingDays;
    }
}
