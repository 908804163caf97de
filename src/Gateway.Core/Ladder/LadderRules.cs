using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;

namespace Gateway.Core.Ladder;

/// <summary>
/// Whether a measurement can be: on its variant, on its day, by its organisation. A raw value reads as its variant says; whoever
/// sets another rung gives a coded reason.
/// </summary>
public static class LadderRules
{
    /// <summary>The rung is not that of the raw value, and no reason is given.</summary>
    public const string NotOfVariant = "rung-not-of-variant";

    /// <summary>An override without rung, or with a reason that is none.</summary>
    public const string OverrideIncomplete = "override-incomplete";

    /// <summary>Measured before birth.</summary>
    public const string BeforeBirth = "measured-before-birth";

    /// <summary>Measured on a day to come.</summary>
    public const string InFuture = "measured-in-future";

    /// <summary>Another variant than the organisation's on that day.</summary>
    public const string VariantNotAgreed = "ladder-variant-not-agreed";

    private const string Present = "present";
    private const string Unknown = "unknown";
    private const int LongestHorizon = 120;

    /// <summary>The measurement of a statement; null: it has none.</summary>
    public static LadderMeasurement? Of(IStatement? statement) => statement switch
    {
        ReferralSubmitted referral => referral.Ladder,
        LadderMeasured measured => measured.Ladder,
        ReferralReply reply => reply.Ladder,
        ServicesRecorded services => services.Ladder,
        _ => null,
    };

    /// <summary>Whether reports count what a statement says: a measurement, or that its rung is not known.</summary>
    public static bool IsCounted(IStatement statement) => Of(statement)?.Presence is Present or Unknown;

    /// <summary>What is wrong with the measurements of a record; null: nothing is.</summary>
    internal static TranslationProblem? OfRecord(AgencyDirectory directory, SubmissionSnapshot submission, ReadRecord record)
    {
        var received = directory.DayAt(submission.Agency, submission.ReceivedAt);
        foreach (var statement in record.Statements)
        {
            if (Of(statement.Content) is { } measurement
                && Problem(measurement, (statement.Content as IClientStatement)?.Client?.BirthDate, received, directory.Measuring.Find(submission.Agency)) is var (code, path, says))
                return new TranslationProblem(code, path, record.Line, says);
        }

        return null;
    }

    /// <summary>What is wrong with a measurement; null: nothing is.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="birthDate">The client's date of birth as stated; null: not stated.</param>
    /// <param name="received">Day on which it was received.</param>
    /// <param name="organisation">What is agreed for the organisation that measured; null: nothing is.</param>
    public static (string Code, string Path, Sentence Says)? Problem(LadderMeasurement measurement, string? birthDate, DateOnly received, MeasuringOrganisation? organisation)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        if (measurement.Presence != Present)
            return null;
        return OfVariant(measurement) ?? OfNumbers(measurement) ?? OfDay(measurement, birthDate, received, organisation);
    }

    /// <summary>The rung that counts; null: there is no exact one.</summary>
    public static int? RungOf(LadderMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        if (measurement.Presence != Present)
            return null;
        return measurement.Rung ?? (ReadingOf(measurement) as LadderReading.Exact)?.Rung;
    }

    private static LadderReading ReadingOf(LadderMeasurement measurement) =>
        measurement.RawRung?.Trim() is { Length: > 0 } raw ? LadderVariants.Read(measurement.Variant, raw)
        : measurement.Variant is null ? new LadderReading.UndeclaredVariant()
        : measurement.Rung is { } rung && measurement.Variant is LadderVariants.SixRung or LadderVariants.HalfStep ? new LadderReading.Exact(rung)
        : new LadderReading.NoSuchRung();

    private static (string, string, Sentence)? OfVariant(LadderMeasurement measurement)
    {
        var overridden = measurement.OverrideReason is not null;
        if (overridden && (measurement.Rung is null || !LadderOverrideReasons.All.Contains(measurement.OverrideReason, StringComparer.Ordinal)))
            return (OverrideIncomplete, "ladder.overrideReason", ValueProblems.OverrideReasonUnknown.With(string.Join(", ", LadderOverrideReasons.All)));
        return ReadingOf(measurement) switch
        {
            LadderReading.UndeclaredVariant => ("undeclared-ladder-variant", "ladder.variant", ValueProblems.LadderVariantMissing.With(string.Join(", ", LadderVariants.All))),
            LadderReading.NoSuchRung => ("unknown-rung", "ladder.rawRung", ValueProblems.RungUnknown),
            LadderReading.Exact exact when !overridden && measurement.Rung is { } claimed && claimed != exact.Rung => (NotOfVariant, "ladder.rung", ValueProblems.RungNotOfVariant),
            LadderReading.Ambiguous when !overridden && measurement.Rung is not null => (NotOfVariant, "ladder.rung", ValueProblems.RungPicked),
            _ => null,
        };
    }

    private static (string, string, Sentence)? OfNumbers(LadderMeasurement measurement)
    {
        if (measurement.Rung is < 1 or > LadderMatrix.Rungs)
            return ("out-of-range", "ladder.rung", ValueProblems.OutOfRange.With(1, LadderMatrix.Rungs));
        if (measurement.Potential is < 1 or > LadderMatrix.Rungs)
            return ("out-of-range", "ladder.potential", ValueProblems.OutOfRange.With(1, LadderMatrix.Rungs));
        if (measurement.PotentialHorizonMonths is < 1 or > LongestHorizon)
            return ("out-of-range", "ladder.potentialHorizonMonths", ValueProblems.OutOfRange.With(1, LongestHorizon));
        return null;
    }

    private static (string, string, Sentence)? OfDay(LadderMeasurement measurement, string? birthDate, DateOnly received, MeasuringOrganisation? organisation)
    {
        if (DateSpan.Parse(measurement.MeasuredOn) is not { } on)
            return null;
        if (DateSpan.Parse(birthDate) is { } born && on.Last < born.First)
            return (BeforeBirth, "ladder.measuredOn", ValueProblems.MeasuredBeforeBirth);
        // An office east of Greenwich is a day ahead at night.
        if (on.First > received.AddDays(1))
            return (InFuture, "ladder.measuredOn", ValueProblems.MeasuredInFuture);
        return organisation?.VariantOn(on.Last) is { } agreed && agreed.Variant != measurement.Variant
            ? (VariantNotAgreed, "ladder.variant", ValueProblems.VariantNotAgreed.With(agreed.Variant))
            : null;
    }
}
