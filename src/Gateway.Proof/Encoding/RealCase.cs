using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Logic;
using Party = Gateway.Core.Accountability.PolicyParties.Party;

namespace Gateway.Proof.Encoding;

/// <summary>Makes of a case of the solver the case that the gate of Core is asked about.</summary>
internal static class RealCase
{
    /// <summary>Agencies of the case: of the groups that it names, those that its local agreement is between where there are such.</summary>
    internal static (Party From, Party To) Parties(CaseVariables variables, Assignment given)
    {
        var (senders, recipients) = (variables.Groups[given[variables.From]], variables.Groups[given[variables.To]]);
        var handover = variables.MomentOf(given) is PolicyMoment.StepOne or PolicyMoment.StepTwo;
        if (variables.ScopeOf(given).Pairs.TryGetValue((given[variables.From], given[variables.To], handover), out var pair))
            return (senders.First(p => p.Id == pair.From), recipients.First(p => p.Id == pair.To));
        return (senders[0], recipients.FirstOrDefault(r => r.Id != senders[0].Id) ?? recipients[0]);
    }

    /// <summary>The case under one of the two policies; null: that policy does not know one of the two agencies, so that nothing leaves.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="given">Their values.</param>
    /// <param name="parties">Sender and recipient.</param>
    /// <param name="after">Which policy.</param>
    /// <param name="under">The local agreement in it.</param>
    internal static ReleaseCase? Of(CaseVariables variables, Assignment given, (Party From, Party To) parties, bool after, Collaboration? under)
    {
        if (CaseVariables.Side(parties.From, after) is not { } from || CaseVariables.Side(parties.To, after) is not { } to)
            return null;
        var moment = variables.MomentOf(given);
        return new ReleaseCase
        {
            Event = moment switch
            {
                PolicyMoment.Status => EventTypes.ReferralStatusChanged,
                PolicyMoment.Plan => EventTypes.PlanChanged,
                _ => EventTypes.ReferralHandover,
            },
            Step = moment == PolicyMoment.Plan ? 0 : (int)moment,
            Purpose = variables.PurposeOf(given),
            BasisReference = variables.BasisOf(given),
            From = from,
            To = to,
            Collaboration = under,
            Agreement = variables.StatusOf(given) is { } status
                ? new ClientAgreementStanding(status, 1, given[variables.Expires] ? given[variables.ExpiresOn] : null) { PropertyOnly = given[variables.PropertyOnly], ExplicitNeeds = given[variables.ExplicitNeeds] }
                : null,
            Services = variables.ServicesOf(given),
            Shown = variables.ShownOf(given),
            Client = new ClientStanding(given[variables.Protected], given[variables.Restricted], given[variables.Objected]),
            Today = given[variables.Today],
        };
    }
}
