using System.Collections.Frozen;
using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Core.Routing;

/// <summary>A number as precisely as it is known: of a date with an unknown day, or an ambiguous rung, both ends.</summary>
/// <param name="Least">Lowest value it may have.</param>
/// <param name="Most">Highest value it may have.</param>
public sealed record NumberRange(decimal Least, decimal Most);

/// <summary>Kinds of facts.</summary>
public enum FactKind
{
    /// <summary>A number; criteria compare it with <c>atLeast</c> and <c>atMost</c>.</summary>
    Number,

    /// <summary>One or more codes; criteria compare them with <c>oneOf</c>.</summary>
    Codes,
}

/// <summary>The named facts that criteria of local agreements may look at, read from a referral on a day.</summary>
public sealed class ReferralFacts
{
    private static readonly FrozenDictionary<string, Func<ReferralSubmitted, DateOnly, NumberRange?>> Numbers =
        new Dictionary<string, Func<ReferralSubmitted, DateOnly, NumberRange?>>(StringComparer.Ordinal)
        {
            ["unemployedMonths"] = (r, today) => MonthsSince(r.Registration?.UnemployedSince, today),
            ["registeredMonths"] = (r, today) => MonthsSince(r.Registration?.InscriptionDate, today),
            ["assistanceMonths"] = (r, today) => MonthsSince(r.Assistance?.GrantedOn, today),
            ["age"] = (r, today) => MonthsSince(r.Client.BirthDate, today) is { } months
                ? new NumberRange(decimal.Floor(months.Least / 12), decimal.Floor(months.Most / 12))
                : null,
            ["daysWorked"] = (r, _) => Exactly(r.Work?.DaysWorked),
            ["education"] = (r, _) => Exactly(r.Profile?.Education),
            ["weeklyHours"] = (r, _) => Exactly(r.Profile?.WeeklyHours),
            ["rung"] = (r, _) => RungOf(r.Ladder),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<ReferralSubmitted, IEnumerable<string?>?>> CodeLists =
        new Dictionary<string, Func<ReferralSubmitted, IEnumerable<string?>?>>(StringComparer.Ordinal)
        {
            ["benefitScheme"] = r => [r.Registration?.BenefitScheme],
            ["mediationStatus"] = r => [r.Registration?.MediationStatus],
            ["assistanceLaw"] = r => [r.Assistance?.Law],
            ["assistanceCategory"] = r => [r.Assistance?.Category],
            ["barriers"] = r => r.Barriers?.Select(b => b.Code),
            ["languages"] = r => r.Profile?.Languages?.Select(l => l.Language),
            ["contactLanguage"] = r => [r.Client.ContactLanguage],
            ["drivingLicences"] = r => r.Profile?.DrivingLicences,
            ["transport"] = r => [r.Profile?.Transport],
            ["occupations"] = r => r.Profile?.OccupationsWanted,
            ["foreignDiploma"] = r => [Flag(r.Profile?.ForeignDiplomaNotRecognised)],
            ["needsInterpreter"] = r => [Flag(r.Client.NeedsInterpreter)],
            ["question"] = r => [r.Question],
            ["goal"] = r => [r.Goal?.Code],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfBenefit =
        new[] { "benefitScheme", "assistanceLaw", "assistanceCategory", "assistanceMonths" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly ReferralSubmitted _referral;
    private readonly DateOnly _today;
    private readonly bool _withoutBenefit;

    private ReferralFacts(ReferralSubmitted referral, DateOnly today, bool withoutBenefit)
    {
        _referral = referral;
        _today = today;
        _withoutBenefit = withoutBenefit;
    }

    /// <summary>Every fact a criterion may name, with its kind; the loader refuses others.</summary>
    public static IReadOnlyDictionary<string, FactKind> Known { get; } =
        Numbers.Keys.Select(k => (k, FactKind.Number)).Concat(CodeLists.Keys.Select(k => (k, FactKind.Codes)))
            .ToFrozenDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal);

    /// <summary>Whether a fact tells which benefit the client receives.</summary>
    public static bool TellsBenefit(string fact) => OfBenefit.Contains(fact);

    /// <summary>The facts of a referral.</summary>
    public static ReferralFacts Of(ReferralSubmitted referral, DateOnly today) => new(referral, today, withoutBenefit: false);

    /// <summary>
    /// The same facts with everything that tells which benefit the client receives left open. Decisions that must
    /// not depend on the benefit look at these.
    /// </summary>
    public ReferralFacts WithoutBenefit() => new(_referral, _today, withoutBenefit: true);

    /// <summary>A number, or null when it is missing.</summary>
    public NumberRange? Number(string fact) =>
        Hidden(fact) || !Numbers.TryGetValue(fact, out var read) ? null : read(_referral, _today);

    /// <summary>
    /// Codes, or null when none is stated. An empty list says nothing: barriers of a special category are taken out
    /// of it before it gets here.
    /// </summary>
    public IReadOnlySet<string>? Codes(string fact)
    {
        if (Hidden(fact) || !CodeLists.TryGetValue(fact, out var read) || read(_referral) is not { } values)
            return null;
        var codes = values.OfType<string>().Where(v => v.Length > 0).ToHashSet(StringComparer.Ordinal);
        return codes.Count == 0 ? null : codes;
    }

    /// <summary>A fact with its coded value, for an explanation.</summary>
    public string Describe(string fact)
    {
        if (Codes(fact) is { } codes)
            return fact + "=" + string.Join('+', codes.Order(StringComparer.Ordinal));
        if (Number(fact) is not { } range)
            return fact + "=?";
        return range.Least == range.Most
            ? string.Create(CultureInfo.InvariantCulture, $"{fact}={range.Least}")
            : string.Create(CultureInfo.InvariantCulture, $"{fact}={range.Least}..{range.Most}");
    }

    private bool Hidden(string fact) => _withoutBenefit && OfBenefit.Contains(fact);

    private static NumberRange? Exactly(int? value) => value is { } number ? new NumberRange(number, number) : null;

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };

    private static NumberRange? MonthsSince(string? date, DateOnly today) =>
        DateSpan.Parse(date) is { } span && span.First <= today
            ? new NumberRange(Math.Max(0, DateSpan.MonthsBetween(span.Last, today)), DateSpan.MonthsBetween(span.First, today))
            : null;

    private static NumberRange? RungOf(LadderMeasurement? ladder)
    {
        if (ladder is not { Presence: "present" })
            return null;
        if (ladder.Rung is { } rung)
            return new NumberRange(rung, rung);
        return ladder.AmbiguousRungs is { Count: > 0 } rungs ? new NumberRange(rungs.Min(), rungs.Max()) : null;
    }
}
