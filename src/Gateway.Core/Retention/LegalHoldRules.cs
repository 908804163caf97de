using Gateway.Contracts.Events;
using Gateway.Core.Clients;

namespace Gateway.Core.Retention;

/// <summary>What may be said of a legal hold: it stands in logs, in lists and on certificates, which hold nothing of a person.</summary>
public static class LegalHoldRules
{
    /// <summary>A law keeps it.</summary>
    public const string Statute = "statute";

    /// <summary>A complaint or a procedure needs it.</summary>
    public const string Dispute = "dispute";

    /// <summary>What a reference looks like, in English.</summary>
    public const string ReferenceForm =
        "The reference is an article or a file number in one word: letters, digits and . _ : / + -, at most 40, with at least one digit, and no person's national number. It says nothing of a person, because it stands on certificates.";

    /// <summary>Digits of the shortest national number as it is written in full.</summary>
    private const int ShortestNumber = 9;

    /// <summary>Every ground.</summary>
    public static IReadOnlyList<string> Grounds { get; } = [Statute, Dispute];

    /// <summary>The reference, when it has the form of <see cref="ReferenceForm"/>; null: it could be a sentence, a name or a person's number.</summary>
    /// <param name="written">The reference as somebody wrote it.</param>
    public static string? Reference(string? written) =>
        Codes.OrNull(written) is { } code && code.Any(char.IsAsciiDigit) && !NamesAPerson(code) ? code : null;

    private static IReadOnlyList<string> Numbers { get; } = [IdentifierSchemes.Insz, IdentifierSchemes.Bsn, IdentifierSchemes.Fnr];

    /// <summary>Whatever stands between its digits, or before them.</summary>
    private static bool NamesAPerson(string code)
    {
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        return digits.Length >= ShortestNumber && Numbers.Any(scheme => NationalNumbers.Normalise(scheme, digits) is not null);
    }
}

/// <summary>What came of asking for a legal hold.</summary>
public enum HoldAnswer
{
    /// <summary>It is held.</summary>
    Held,

    /// <summary>There is no such client or referral, or it is held already.</summary>
    NothingToHold,

    /// <summary>The ground is none, or the reference has another form than <see cref="LegalHoldRules.ReferenceForm"/>.</summary>
    NotACode,
}
