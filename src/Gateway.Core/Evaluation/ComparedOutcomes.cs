using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>Outcomes that people can reach whether or not they were offered the pilot.</summary>
public static class ComparedOutcomes
{
    /// <summary>At least one rung higher on the participation ladder.</summary>
    public const string LadderUp = "ladder-up";

    /// <summary>Paid work, with or without support.</summary>
    public const string PaidWork = "paid-work";

    /// <summary>Stabilised, where that was the goal.</summary>
    public const string Stabilised = "stabilised";

    /// <summary>The client says that the need was met.</summary>
    public const string NeedMet = "need-met";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [LadderUp, PaidWork, Stabilised, NeedMet];

    /// <summary>How an outcome is called.</summary>
    /// <param name="outcome">One of <see cref="All"/>.</param>
    public static Sentence Name(string outcome) => outcome switch
    {
        LadderUp => EffectWordings.LadderUp,
        PaidWork => EffectWordings.PaidWork,
        Stabilised => EffectWordings.Stabilised,
        NeedMet => EffectWordings.NeedMet,
        _ => new Sentence(outcome),
    };
}

/// <summary>Facts on which groups may be matched: known of both groups before the offer, and never a special category.</summary>
public static class MatchedFacts
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["age-band", "benefit", "education", "first-rung", "household", "months-without-work", "municipality-size"];

    /// <summary>How a fact is called.</summary>
    /// <param name="fact">One of <see cref="All"/>.</param>
    public static Sentence Name(string fact) => fact switch
    {
        "age-band" => EffectWordings.AgeBand,
        "benefit" => EffectWordings.Benefit,
        "education" => EffectWordings.Education,
        "first-rung" => EffectWordings.FirstRung,
        "household" => EffectWordings.Household,
        "months-without-work" => EffectWordings.MonthsWithoutWork,
        "municipality-size" => EffectWordings.MunicipalitySize,
        _ => new Sentence(fact),
    };
}
