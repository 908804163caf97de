using Gateway.Core.Referrals;

namespace Gateway.Core.Outcomes;

/// <summary>Which parts of referrals are asked for. What is null is not narrowed.</summary>
/// <param name="Year">Calendar year in which the part was issued; null: all years.</param>
/// <param name="Collaboration">Local agreement.</param>
/// <param name="Office">Receiving office.</param>
public sealed record OutcomeQuestion(int? Year, string? Collaboration = null, string? Office = null);

/// <summary>
/// What became of referrals, exact: activity apart from outcome, and distance travelled apart from both (it is the matrix of the
/// participation ladder, <see cref="Ladder.LadderMatrix"/>). Nothing here is an effect: there is no comparison group in it.
/// Small numbers are not hidden here; what is shown goes through <see cref="SuppressedOutcomes"/>.
/// </summary>
public sealed record OutcomeFigures
{
    /// <summary>What was asked.</summary>
    public required OutcomeQuestion Question { get; init; }

    /// <summary>When it was counted, domain time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What offices did.</summary>
    public required Activity Activity { get; init; }

    /// <summary>How services ended, by goal; those whose goal nobody stated stand under an empty code.</summary>
    public required IReadOnlyList<GoalOutcome> Goals { get; init; }

    /// <summary>Whether the client's need was met, asked after the end.</summary>
    public required NeedMetAnswers NeedMet { get; init; }

    /// <summary>How services followed each other.</summary>
    public required StepChains Chains { get; init; }

    /// <summary>Clients in service now, by office, against the limit of the local agreement. It is about today, whatever year is asked for.</summary>
    public required IReadOnlyList<Caseload> Caseloads { get; init; }

    /// <summary>Who pays for the places that were used, where offices share it.</summary>
    public required IReadOnlyList<CostShares> Costs { get; init; }
}

/// <summary>What offices did: it says nothing of what came of it.</summary>
/// <param name="Issued">Parts that were handed over, or wait to be.</param>
/// <param name="Answered">Of those, answered.</param>
/// <param name="Accepted">Of those, accepted.</param>
/// <param name="Started">Of those, with a service that began.</param>
/// <param name="Appointments">Of those issued, with an appointment.</param>
/// <param name="Told">Of those issued, of which the client was told.</param>
public sealed record Activity(int Issued, int Answered, int Accepted, int Started, int Appointments, int Told);

/// <summary>How services with one goal ended.</summary>
/// <param name="Goal">Goal; empty: nobody stated one.</param>
/// <param name="Started">Services that began.</param>
/// <param name="Reached">Ended where the goal wanted it (<see cref="OutcomeRules.Of"/>).</param>
/// <param name="Stabilised">Stabilised, where that was not the goal: neither reached nor stopped.</param>
/// <param name="CompletedOnly">Completed, and whether the goal was reached is not known.</param>
/// <param name="Stopped">Stopped before the end.</param>
/// <param name="Running">Still in service.</param>
public sealed record GoalOutcome(string Goal, int Started, int Reached, int Stabilised, int CompletedOnly, int Stopped, int Running);

/// <summary>Answers to "was my need met", of services that ended.</summary>
/// <param name="Ended">Services that ended.</param>
/// <param name="Yes">Yes.</param>
/// <param name="Partly">Partly.</param>
/// <param name="No">No.</param>
/// <param name="NotKnown">Asked, and not known.</param>
public sealed record NeedMetAnswers(int Ended, int Yes, int Partly, int No, int NotKnown)
{
    /// <summary>Nobody asked.</summary>
    public int NotAsked => Ended - Yes - Partly - No - NotKnown;
}

/// <summary>Chains of steps.</summary>
/// <param name="People">People by the number of their services that began: one, two, three, four or more.</param>
/// <param name="Ended">Services that ended.</param>
/// <param name="NextNamed">Of those, with a next step that the office named.</param>
/// <param name="NoneNeeded">Of those, with the answer that no further step is needed.</param>
/// <param name="Gaps">Of those, without a word about what comes next.</param>
public sealed record StepChains(IReadOnlyList<int> People, int Ended, int NextNamed, int NoneNeeded, int Gaps);

/// <summary>Clients of an office now.</summary>
/// <param name="Collaboration">Local agreement.</param>
/// <param name="Office">Office.</param>
/// <param name="Role">Role of those who guide them, one of <see cref="CounsellorRoles.All"/>.</param>
/// <param name="Clients">Clients in service, accepted or received.</param>
/// <param name="Counsellors">So many people have the role; null: the agreement does not say.</param>
/// <param name="Most">Clients at most: for one counsellor where <paramref name="Counsellors"/> is known, otherwise for the office; null: no limit.</param>
public sealed record Caseload(string Collaboration, string Office, string Role, int Clients, int? Counsellors, int? Most)
{
    /// <summary>Clients at most in all; null: no limit.</summary>
    public int? Limit => Most * (Counsellors ?? 1);

    /// <summary>Clients for one counsellor, rounded up; null: the number of counsellors is not known.</summary>
    public int? PerCounsellor => Counsellors is { } people and > 0 ? (Clients + people - 1) / people : null;

    /// <summary>More than the agreement bears.</summary>
    public bool Over => Clients > Limit;
}

/// <summary>Who pays for the places of a service.</summary>
/// <param name="Collaboration">Local agreement.</param>
/// <param name="Service">Service.</param>
/// <param name="Places">Places that were used: services that began.</param>
/// <param name="Funders">Shares in per cent, as agreed, and in places. Places are rounded by largest remainder, so that they add up to <paramref name="Places"/> exactly.</param>
public sealed record CostShares(string Collaboration, string Service, int Places, IReadOnlyList<FunderPlaces> Funders);

/// <summary>A funder's part.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Share">Share in per cent.</param>
/// <param name="Places">Places.</param>
public sealed record FunderPlaces(string Agency, int Share, int Places);

/// <summary>Parts of referrals that are alike in everything that is counted. Read from the store, set-wise.</summary>
/// <param name="Year">Calendar year in which they were issued.</param>
/// <param name="Collaboration">Local agreement; empty: none.</param>
/// <param name="Office">Receiving office.</param>
/// <param name="Goal">Goal; empty: none.</param>
/// <param name="Services">Services asked, comma-separated codes.</param>
/// <param name="State">State.</param>
/// <param name="Reason">Coded reason of the last answer; empty: none.</param>
/// <param name="NextStep">Next step; empty: none.</param>
/// <param name="NeedMet">Answer about the need; empty: not asked.</param>
/// <param name="Answered">Answered.</param>
/// <param name="Accepted">Accepted.</param>
/// <param name="Started">A service began.</param>
/// <param name="Appointment">With an appointment.</param>
/// <param name="Told">The client was told.</param>
/// <param name="Parts">How many.</param>
public sealed record AlikeParts(
    int Year, string Collaboration, string Office, string Goal, string Services, HandoverState State, string Reason, string NextStep, string NeedMet,
    bool Answered, bool Accepted, bool Started, bool Appointment, bool Told, int Parts);

/// <summary>People by how many of their services began.</summary>
/// <param name="Year">Calendar year in which the first of them was issued.</param>
/// <param name="Collaboration">Local agreement of it; empty: none.</param>
/// <param name="Services">So many services; 4: four or more.</param>
/// <param name="People">People.</param>
public sealed record ChainLength(int Year, string Collaboration, int Services, int People);

/// <summary>What became of referrals. Counted set-wise, and kept in memory for some minutes: <see cref="OutcomeFigures.At"/> says as of when.</summary>
public interface IOutcomeFigures
{
    /// <summary>Counts them once: every figure is made from the same count.</summary>
    Task<OutcomeCount> CountAsync(CancellationToken cancellation);
}

/// <summary>Parts of referrals and chains of services as they were counted at one moment.</summary>
/// <param name="At">Domain time, UTC.</param>
/// <param name="Parts">Parts that are alike.</param>
/// <param name="Chains">Chains of services.</param>
public sealed record OutcomeCount(DateTimeOffset At, IReadOnlyCollection<AlikeParts> Parts, IReadOnlyCollection<ChainLength> Chains)
{
    /// <summary>Years of which there is anything, latest first.</summary>
    public IReadOnlyList<int> Years => [.. Parts.Select(p => p.Year).Distinct().OrderDescending()];
}
