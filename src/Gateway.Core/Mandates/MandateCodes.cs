using System.Collections.Frozen;

namespace Gateway.Core.Mandates;

/// <summary>Why something that a control service asked for is not given, and what it can do.</summary>
public static class MandateCodes
{
    /// <summary>The caller is no control service.</summary>
    public const string NotControl = "mandate-not-control";

    /// <summary>The basis is not in the registry, or opens nothing to control services.</summary>
    public const string BasisUnknown = "mandate-basis-unknown";

    /// <summary>The basis is not in force today.</summary>
    public const string BasisNotInForce = "mandate-basis-not-in-force";

    /// <summary>The basis names other control services.</summary>
    public const string BasisOtherRecipient = "mandate-basis-other-recipient";

    /// <summary>The basis does not cover the agency that is asked.</summary>
    public const string BasisOtherController = "mandate-basis-other-controller";

    /// <summary>The mandate has ended.</summary>
    public const string Ended = "mandate-ended";

    /// <summary>The first day is after the last one, or the last one has not come.</summary>
    public const string PeriodInvalid = "mandate-period-invalid";

    /// <summary>The period is longer than the basis allows.</summary>
    public const string PeriodTooLong = "mandate-period-too-long";

    /// <summary>The kind is not one that the basis names.</summary>
    public const string KindNotListed = "mandate-kind-not-listed";

    /// <summary>The kind is given to no control service.</summary>
    public const string KindNever = "mandate-kind-never";

    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [NotControl] = "Only a control service may ask with a mandate. An office refers its clients instead.",
        [BasisUnknown] = "The policy names no such legal basis for requests of control services. Correct the reference, or have the basis added to the policy.",
        [BasisNotInForce] = "The legal basis is not in force today. Name one that is.",
        [BasisOtherRecipient] = "The legal basis names other control services. Name one that covers this service.",
        [BasisOtherController] = "The legal basis does not cover the agency that is asked. Name another basis, or ask the agency that holds the data.",
        [Ended] = "The mandate has ended. Obtain a new one and ask again under its reference.",
        [PeriodInvalid] = "The period is not one: its first day is after its last, or its last day has not come yet. Correct the days.",
        [PeriodTooLong] = "The period is longer than the legal basis allows. Ask for a shorter one.",
        [KindNotListed] = "The legal basis does not list this kind of data. Ask on a basis that does.",
        [KindNever] = "This kind of data belongs to guidance or is a special category, and no control service receives it.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code.</summary>
    public static IEnumerable<string> All => Texts.Keys;

    /// <summary>The English sentences.</summary>
    public static IEnumerable<string> Sentences => Texts.Values;

    /// <summary>What a code says, in English: what is wrong and what to do.</summary>
    /// <param name="code">Code.</param>
    public static string Says(string code) => Texts.GetValueOrDefault(code, code);
}
