using Gateway.Core.Accountability;

namespace Gateway.Core.Operating;

/// <summary>
/// Somebody looks at what is known of a client: who, at what, and why. Each part is said by whoever makes it, because a reading is
/// noted as it says, before it is shown.
/// </summary>
/// <param name="Reader">Who looks.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Purpose">One of <see cref="PrivacyPurposes"/>.</param>
public sealed record PrivacyLook(Reader Reader, OpeningKind Kind, string Purpose)
{
    /// <summary>The purpose in the person's words; kept under the client's key.</summary>
    public string? Words { get; init; }

    /// <summary>What is looked at, as the operations log calls it.</summary>
    public string Action => Kind switch
    {
        OpeningKind.ByIdentifier => "find",
        OpeningKind.Export => "export",
        OpeningKind.Print => "print",
        OpeningKind.Receipt => "receipt",
        OpeningKind.Preview => "preview",
        _ => "read",
    };

    /// <summary>Whether it is given to the client: then nobody of the staff is named, and what is not told yet is left out.</summary>
    public bool IsForClient => Kind is OpeningKind.Export or OpeningKind.Print;

    /// <summary>Without the words: it may end up in a message or a log.</summary>
    public override string ToString() => $"{Action}:{Purpose}";
}

/// <summary>Purposes for which an overview may be opened.</summary>
public static class PrivacyPurposes
{
    /// <summary>The client asked (art. 15).</summary>
    public const string AccessRequest = "access-request";

    /// <summary>A complaint or an objection (art. 21, 77).</summary>
    public const string Complaint = "complaint";

    /// <summary>The supervisory authority asked (art. 58).</summary>
    public const string Supervision = "supervision";

    /// <summary>A suspected breach (art. 33).</summary>
    public const string Breach = "breach";

    /// <summary>Every purpose.</summary>
    public static IReadOnlyList<string> All { get; } = [AccessRequest, Complaint, Supervision, Breach];
}
