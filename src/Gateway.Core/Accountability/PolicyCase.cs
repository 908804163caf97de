using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>What kind of message leaves.</summary>
public enum PolicyMoment
{
    /// <summary>A coarse status, to the office that referred or to a provider.</summary>
    Status = 0,

    /// <summary>Step one of a handover.</summary>
    StepOne = 1,

    /// <summary>Step two of a handover, once the recipient has registered a file.</summary>
    StepTwo = 2,

    /// <summary>A joint plan, to the offices that lead a part of it.</summary>
    Plan = 3,
}

/// <summary>Where the client stands.</summary>
public enum PolicySituation
{
    /// <summary>The client agreed; nothing protects their data beyond the usual.</summary>
    AgreementGiven,

    /// <summary>There is no agreement of the client.</summary>
    NoAgreement,

    /// <summary>The client took the agreement back (GDPR art. 7(3)).</summary>
    AgreementWithdrawn,

    /// <summary>The use of the data is restricted (GDPR art. 18).</summary>
    Restricted,

    /// <summary>The client objected (GDPR art. 21).</summary>
    Objected,

    /// <summary>Secret address, or staff of the agency.</summary>
    Protected,
}

/// <summary>
/// One question about the policy: may this agency be sent something of that agency's client? It is answered by the gate that
/// also decides each real release, so that a document about the policy cannot say anything else than what happens.
/// </summary>
public sealed record PolicyCase
{
    /// <summary>Agency whose knowledge would leave.</summary>
    public required Agency From { get; init; }

    /// <summary>Recipient.</summary>
    public required Agency To { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Reference of the legal basis.</summary>
    public required string Basis { get; init; }

    /// <summary>Kind of message.</summary>
    public required PolicyMoment Moment { get; init; }

    /// <summary>Where the client stands.</summary>
    public PolicySituation Situation { get; init; } = PolicySituation.AgreementGiven;

    /// <summary>Local agreement between the two; null: none.</summary>
    public Collaboration? Collaboration { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Asks the gate.</summary>
    /// <param name="agreed">The policy that is asked.</param>
    public Release Ask(Agreed agreed) => ReleaseGate.Decide(
        new ReleaseCase
        {
            Event = Moment switch
            {
                PolicyMoment.Status => EventTypes.ReferralStatusChanged,
                PolicyMoment.Plan => EventTypes.PlanChanged,
                _ => EventTypes.ReferralHandover,
            },
            Step = Moment == PolicyMoment.Plan ? 0 : (int)Moment,
            Purpose = Purpose,
            BasisReference = Basis,
            From = From,
            To = To,
            Collaboration = Collaboration,
            Agreement = Situation switch
            {
                PolicySituation.NoAgreement => null,
                PolicySituation.AgreementWithdrawn => new ClientAgreementStanding(AgreementStatus.Withdrawn, 1, null),
                _ => new ClientAgreementStanding(AgreementStatus.Given, 1, null) { ExplicitNeeds = true },
            },
            Client = new ClientStanding(Situation == PolicySituation.Protected, Situation == PolicySituation.Restricted, Situation == PolicySituation.Objected),
            Today = Day,
        },
        agreed);

    /// <summary>Fields that may leave; none when nothing may.</summary>
    /// <param name="agreed">The policy that is asked.</param>
    public IEnumerable<string> Fields(Agreed agreed) => Ask(agreed) is Release.Allowed allowed ? allowed.View.Fields : [];
}
