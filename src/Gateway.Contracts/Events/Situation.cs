namespace Gateway.Contracts.Events;

/// <summary>How the client is registered at the employment service.</summary>
public sealed record Registration
{
    /// <summary>Registration category in the service's own codes (VDAB: 00, 02, 03, 05). Exclusion is never here.</summary>
    public string? Category { get; init; }

    /// <summary>Day of registration.</summary>
    public string? InscriptionDate { get; init; }

    /// <summary>Day since which the client is without work.</summary>
    public string? UnemployedSince { get; init; }

    /// <summary>Coded mediation status.</summary>
    public string? MediationStatus { get; init; }

    /// <summary>Benefit scheme: <c>UNEMPLOYMENT</c>, <c>SOCIAL_ASSISTANCE</c>, <c>NONE</c>, <c>OTHER</c>.</summary>
    public string? BenefitScheme { get; init; }

    /// <summary>Day on which the benefit ends.</summary>
    public string? BenefitEndDate { get; init; }
}

/// <summary>Social assistance the client receives from a welfare office.</summary>
public sealed record Assistance
{
    /// <summary>Law: Belgium <c>1</c> living wage, <c>2</c> law of 1965, <c>6</c> organic law.</summary>
    public string? Law { get; init; }

    /// <summary>Household category: <c>1</c> cohabiting, <c>2</c> single, <c>3</c> with family.</summary>
    public string? Category { get; init; }

    /// <summary>Day of granting.</summary>
    public string? GrantedOn { get; init; }

    /// <summary>Day of the individual plan (GPMI/PIIS).</summary>
    public string? IndividualPlanOn { get; init; }
}

/// <summary>Work done under a municipal instrument, which counts towards unemployment benefit.</summary>
public sealed record WorkHistory
{
    /// <summary>Days worked in the period.</summary>
    public int? DaysWorked { get; init; }

    /// <summary>First day of the period.</summary>
    public string? From { get; init; }

    /// <summary>Last day of the period.</summary>
    public string? To { get; init; }
}

/// <summary>What the client can do and is looking for.</summary>
public sealed record WorkProfile
{
    /// <summary>Highest education, ISCED 2011 level 0–8.</summary>
    public int? Education { get; init; }

    /// <summary>A foreign diploma that is not recognised.</summary>
    public bool? ForeignDiplomaNotRecognised { get; init; }

    /// <summary>Occupations wanted, ISCO-08 codes.</summary>
    public IReadOnlyList<string>? OccupationsWanted { get; init; }

    /// <summary>Occupation wanted in the source's own words list, when it has no code.</summary>
    public string? OccupationName { get; init; }

    /// <summary>Coded or named sector.</summary>
    public string? Sector { get; init; }

    /// <summary>Languages with levels.</summary>
    public IReadOnlyList<LanguageSkill>? Languages { get; init; }

    /// <summary>Driving licence categories (<c>B</c>, <c>BE</c>, <c>C</c>…).</summary>
    public IReadOnlyList<string>? DrivingLicences { get; init; }

    /// <summary>Coded own transport: <c>BICYCLE</c>, <c>MOPED</c>, <c>MOTORCYCLE</c>, <c>CAR</c>, <c>PUBLIC</c>, <c>NONE</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>Hours a week the client is available, 0–168.</summary>
    public int? WeeklyHours { get; init; }

    /// <summary>First day available.</summary>
    public string? AvailableFrom { get; init; }
}

/// <summary>A language and how well it is mastered.</summary>
public sealed record LanguageSkill
{
    /// <summary>ISO 639-3 code.</summary>
    public required string Language { get; init; }

    /// <summary>Level of speaking: CEFR (<c>A1</c>…<c>C2</c>) or the source's 0–4 scale.</summary>
    public string? Speaking { get; init; }

    /// <summary>Level of writing, as <see cref="Speaking"/>.</summary>
    public string? Writing { get; init; }
}

/// <summary>An ordinary barrier to work. Special categories never appear here.</summary>
public sealed record Barrier
{
    /// <summary><c>HOUSING</c>, <c>DEBT</c>, <c>CHILDCARE</c>, <c>LANGUAGE</c>, <c>MOBILITY</c>, <c>CARE_DUTY</c>, <c>DIGITAL</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Since when.</summary>
    public string? Since { get; init; }
}

/// <summary>A participation ladder measurement (Dutch participation ladder, 2008).</summary>
public sealed record LadderMeasurement
{
    /// <summary><c>present</c>, <c>absent</c> or <c>unknown</c>. Not measured is not fallen.</summary>
    public required string Presence { get; init; }

    /// <summary>Day of measurement.</summary>
    public string? MeasuredOn { get; init; }

    /// <summary>Local variant as declared: <c>six-rung</c>, <c>half-step</c>, <c>five-step</c>, <c>VL-W2</c>.</summary>
    public string? Variant { get; init; }

    /// <summary>The value as the source gave it.</summary>
    public string? RawRung { get; init; }

    /// <summary>Version of the variant, for example <c>2026.1</c>.</summary>
    public string? VariantVersion { get; init; }

    /// <summary>Rung 1–6 that counts: the one for which the raw value stands, or another with <see cref="OverrideReason"/>.</summary>
    public int? Rung { get; init; }

    /// <summary>Why the rung is not the one for which the raw value stands, one of <see cref="LadderOverrideReasons"/>.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>Rungs the raw value may stand for when it does not map to one.</summary>
    public IReadOnlyList<int>? AmbiguousRungs { get; init; }

    /// <summary>Rung 1–6 that is expected after <see cref="PotentialHorizonMonths"/>.</summary>
    public int? Potential { get; init; }

    /// <summary>Months in which the expected rung can be reached; absent: twelve.</summary>
    public int? PotentialHorizonMonths { get; init; }

    /// <summary>Coded subgroup.</summary>
    public string? Subgroup { get; init; }

    /// <summary>Coded instruments in use.</summary>
    public IReadOnlyList<string>? InstrumentsInUse { get; init; }

    /// <summary>Coded role of the assessor.</summary>
    public string? MeasuredBy { get; init; }

    /// <summary>Measured together with the client.</summary>
    public bool? WithClient { get; init; }

    /// <summary>Day on which the next measurement is due; absent: a year after this one.</summary>
    public string? NextDueOn { get; init; }
}

/// <summary>Why an assessor sets another rung than the answers give. They say nothing of a person's health.</summary>
public static class LadderOverrideReasons
{
    /// <summary>Every reason.</summary>
    public static IReadOnlyList<string> All { get; } = ["CHANGE_UNDER_WAY", "SHORT_INTERRUPTION", "ANSWERS_INCOMPLETE", "CLIENT_SEES_IT_SO", "QUESTIONS_DO_NOT_FIT"];
}
