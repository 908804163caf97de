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
        "The reference is an article or a file number in one word: letters, digits and . _ : / + -, at most 40, with at least one digit, and nothing that passes for a person's number. It says nothing of a person, because it stands on certificates.";

    /// <summary>Every ground.</summary>
    public static IReadOnlyList<string> Grounds { get; } = [Statute, Dispute];

    /// <summary>The reference, when it has the form of <see cref="ReferenceForm"/>; null: it could be a sentence, a name or a person's number.</summary>
    /// <param name="written">The reference as somebody wrote it.</param>
    public static string? Reference(string? written) =>
        Codes.OfNobody(written) is { } code && code.Any(char.IsAsciiDigit) ? code : null;
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
