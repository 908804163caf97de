using System.Globalization;

namespace Gateway.Core.Ladder;

/// <summary>What a raw rung of a local variant stands for on the six rungs of the Participation Ladder (2008).</summary>
public abstract record LadderReading
{
    /// <summary>Exactly one rung.</summary>
    /// <param name="Rung">1–6.</param>
    public sealed record Exact(int Rung) : LadderReading;

    /// <summary>One of several rungs, or none that fits; the raw value is kept and nothing is picked.</summary>
    /// <param name="Rungs">Candidate rungs in order; empty when the variant's value has no rung on this ladder.</param>
    public sealed record Ambiguous(IReadOnlyList<int> Rungs) : LadderReading;

    /// <summary>The variant is not declared: a "4" means opposite things in two variants.</summary>
    public sealed record UndeclaredVariant : LadderReading;

    /// <summary>The variant is known but has no such value.</summary>
    public sealed record NoSuchRung : LadderReading;
}

/// <summary>
/// Local variants and how they read on six rungs. Half-steps go down to the whole step (this project's choice); the
/// five-step scale is the Dutch Meetstandaard 2026.1; <c>VL-W2</c> is the Flemish work-and-care framework.
/// </summary>
public static class LadderVariants
{
    /// <summary>The ladder of 2008 itself.</summary>
    public const string SixRung = "six-rung";

    /// <summary>Six rungs with half-steps.</summary>
    public const string HalfStep = "half-step";

    /// <summary>Five steps.</summary>
    public const string FiveStep = "five-step";

    /// <summary>Flemish work-and-care framework.</summary>
    public const string FlemishWorkCare = "VL-W2";

    /// <summary>The Participatiewiel: not ordinal, kept raw.</summary>
    public const string Wheel = "wheel";

    /// <summary>Every declared variant.</summary>
    public static IReadOnlyList<string> All { get; } = [SixRung, HalfStep, FiveStep, FlemishWorkCare, Wheel];

    /// <summary>Reads a raw value.</summary>
    /// <param name="variant">Variant as declared; null or unknown: undeclared.</param>
    /// <param name="raw">Value as the source gave it, trimmed.</param>
    public static LadderReading Read(string? variant, string raw) => variant switch
    {
        SixRung => Whole(raw) is { } rung ? OnSix(rung) : new LadderReading.NoSuchRung(),
        HalfStep => Half(raw) is { } half ? OnSix(half) : new LadderReading.NoSuchRung(),
        FiveStep => Whole(raw) switch
        {
            1 => new LadderReading.Exact(1),
            2 => new LadderReading.Exact(2),
            3 => new LadderReading.Ambiguous([3, 4]),
            4 => new LadderReading.Exact(5),
            5 => new LadderReading.Exact(6),
            _ => new LadderReading.NoSuchRung(),
        },
        FlemishWorkCare => Whole(raw) switch
        {
            // Work-like activities stand for organised activities or unpaid work; the activation track has no rung.
            3 => new LadderReading.Ambiguous([3, 4]),
            4 => new LadderReading.Ambiguous([]),
            1 or 2 or 5 or 6 => OnSix(Whole(raw)!.Value),
            _ => new LadderReading.NoSuchRung(),
        },
        Wheel => new LadderReading.Ambiguous([]),
        _ => new LadderReading.UndeclaredVariant(),
    };

    private static LadderReading OnSix(int rung) =>
        rung is >= 1 and <= 6 ? new LadderReading.Exact(rung) : new LadderReading.NoSuchRung();

    private static int? Whole(string raw) =>
        int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var rung) ? rung : null;

    private static int? Half(string raw) =>
        decimal.TryParse(raw.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rung) && rung * 2 == decimal.Truncate(rung * 2)
            ? (int)decimal.Floor(rung)
            : null;
}
