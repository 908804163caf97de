using Gateway.Core.Accountability;

namespace Gateway.Core.Operating;

/// <summary>Who looks at a client's overview.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Action"><c>find</c>, <c>read</c>, <c>export</c>, <c>print</c>, <c>receipt</c>, <c>preview</c> or <c>copy</c>.</param>
/// <param name="Purpose">One of <see cref="PrivacyPurposes"/>.</param>
public sealed record PrivacyLook(string User, string Action, string Purpose)
{
    /// <summary>Agency of the user; null: the gateway desk.</summary>
    public string? Office { get; init; }

    /// <summary>Roles of the user.</summary>
    public UserRoles Roles { get; init; } = UserRoles.Dpo;

    /// <summary>The purpose in the person's words; kept under the client's key.</summary>
    public string? Words { get; init; }

    /// <summary>The user, as openings are noted.</summary>
    public Reader Reader => new(User, Office, Roles);

    /// <summary>What is opened.</summary>
    public OpeningKind Kind => Action switch
    {
        "find" => OpeningKind.ByIdentifier,
        "export" => OpeningKind.Export,
        "print" => OpeningKind.Print,
        "receipt" => OpeningKind.Receipts,
        "preview" => OpeningKind.Preview,
        "copy" => OpeningKind.Copy,
        _ => OpeningKind.Overview,
    };

    /// <summary>Whether names of people are shown: to the officer on the page, and not in what a client is given.</summary>
    public bool ShowsNames => Kind == OpeningKind.Overview;

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
