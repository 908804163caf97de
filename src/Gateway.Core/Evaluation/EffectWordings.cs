using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>What a report can and cannot say about an effect.</summary>
public static class EffectWordings
{
    /// <summary>Without a comparison.</summary>
    public static readonly Wording Describes = new("effect.describes", "These figures say how many people reached each stage, when and where.");

    /// <summary>Without a comparison.</summary>
    public static readonly Wording NoEffect = new("effect.none", "They do not say that the offer caused it: what would have happened without it is not known.");

    /// <summary>Nobody counted a comparison group.</summary>
    public static readonly Wording NoComparison = new("effect.no-comparison", "There is no comparison group: similar people who were not offered the same in the same months, matched on stated facts.");

    /// <summary>Value: people that are needed.</summary>
    public static readonly Wording TooFew = new("effect.too-few", "There is a comparison, and one of its groups has fewer than {0} people.");

    /// <summary>Value: people that are needed.</summary>
    public static readonly Wording TooFewReached = new("effect.too-few-reached", "There is a comparison, and in one of its groups fewer than {0} people reached the outcome, or fewer than {0} did not.");

    /// <summary>The groups do not differ in what they were offered.</summary>
    public static readonly Wording OfferedTheSame = new("effect.offered-the-same", "There is a comparison, and its groups do not differ in what they were offered.");

    /// <summary>Value: years.</summary>
    public static readonly Wording TooLong = new("effect.too-long", "There is a comparison, and one of its groups was counted over more than {0} years: the offer and the times change meanwhile.");

    /// <summary>Not the same months.</summary>
    public static readonly Wording OtherMonths = new("effect.other-months", "There is a comparison, and its groups were not counted over the same months.");

    /// <summary>The earlier group is not earlier.</summary>
    public static readonly Wording NotEarlier = new("effect.not-earlier", "There is a comparison with an earlier group, and that group does not end before the offer began.");

    /// <summary>No fact is stated.</summary>
    public static readonly Wording NotMatched = new("effect.not-matched", "There is a comparison, and its groups were not matched on any stated fact.");

    /// <summary>Values: the fact, by how many points the groups differ, how many are allowed.</summary>
    public static readonly Wording Unlike = new("effect.unlike", "There is a comparison, and its groups are too unlike: on the fact {0} they differ by {1} points, more than {2}.");

    /// <summary>Values: the outcome, the two shares in points, their difference, and the ends of its interval.</summary>
    public static readonly Wording Difference = new("effect.difference", "Outcome {0}: {1} of a hundred who were offered it reached it, and {2} of a hundred in the comparison group. The difference is {3} points, with a 95% interval from {4} to {5}.");

    /// <summary>Chance decided.</summary>
    public static readonly Wording Randomised = new("effect.randomised", "Chance decided who was offered it: the difference may be put down to the offer, for these people and these months.");

    /// <summary>The interval holds zero.</summary>
    public static readonly Wording WithinChance = new("effect.within-chance", "That the groups differ at all: the interval holds 0, so chance alone can explain the difference.");

    /// <summary>Other municipalities.</summary>
    public static readonly Wording Elsewhere = new("effect.elsewhere", "That the offer is the cause: the groups live in different places and were not drawn by chance. The difference is an association; what they were not matched on may explain it.");

    /// <summary>An earlier group.</summary>
    public static readonly Wording Earlier = new("effect.earlier", "That the offer is the cause: the comparison group is from an earlier time. The difference is an association; what changed since may explain it.");

    /// <summary>Always.</summary>
    public static readonly Wording OtherPeople = new("effect.other-people", "That the same would come about for other people, in other places or in other years.");

    /// <summary>Value: who published it.</summary>
    public static readonly Wording Published = new("effect.published", "Published by others: {0}. The gateway adds up what was published.");

    /// <summary>Of something published.</summary>
    public static readonly Wording NotChecked = new("effect.not-checked", "That the offer caused it: the claim is the publisher's, and the gateway has seen no comparison group.");

    /// <summary>An outcome.</summary>
    public static readonly Wording LadderUp = new("effect.outcome.ladder-up", "at least one rung higher");

    /// <summary>An outcome.</summary>
    public static readonly Wording PaidWork = new("effect.outcome.paid-work", "paid work, with or without support");

    /// <summary>An outcome.</summary>
    public static readonly Wording Stabilised = new("effect.outcome.stabilised", "stabilised, where that was the goal");

    /// <summary>An outcome.</summary>
    public static readonly Wording NeedMet = new("effect.outcome.need-met", "the client says the need was met");

    /// <summary>A fact.</summary>
    public static readonly Wording AgeBand = new("effect.fact.age-band", "age group");

    /// <summary>A fact.</summary>
    public static readonly Wording Benefit = new("effect.fact.benefit", "benefit at the start");

    /// <summary>A fact.</summary>
    public static readonly Wording Education = new("effect.fact.education", "level of education");

    /// <summary>A fact.</summary>
    public static readonly Wording FirstRung = new("effect.fact.first-rung", "first rung of the ladder");

    /// <summary>A fact.</summary>
    public static readonly Wording Household = new("effect.fact.household", "kind of household");

    /// <summary>A fact.</summary>
    public static readonly Wording MonthsWithoutWork = new("effect.fact.months-without-work", "months without work");

    /// <summary>A fact.</summary>
    public static readonly Wording MunicipalitySize = new("effect.fact.municipality-size", "size of the municipality");
}
