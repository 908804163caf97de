using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>What people opened, in plain words said to the client.</summary>
internal static class OpeningWords
{
    private static readonly Dictionary<string, string> Purposes = new(StringComparer.Ordinal)
    {
        [LookUpPurposes.ClientAsks] = "You asked something",
        [LookUpPurposes.OfficeAsks] = "An office that knows you asked",
        [LookUpPurposes.Fault] = "To find a fault in a record",
        [LookUpPurposes.MixedUp] = "To see whether two people were taken for one",
        [PrivacyPurposes.AccessRequest] = "You asked who saw what",
        [PrivacyPurposes.Complaint] = "A complaint or an objection",
        [PrivacyPurposes.Supervision] = "The supervisory authority asked",
        [PrivacyPurposes.Breach] = "A suspected breach",
    };

    private static readonly Dictionary<string, string> Asked = new(StringComparer.Ordinal)
    {
        [LookUpPurposes.ClientAsks] = "The client asks",
        [LookUpPurposes.OfficeAsks] = "The office whose client it is asks",
        [LookUpPurposes.Fault] = "Investigating a failed record",
        [LookUpPurposes.MixedUp] = "Two people may have been taken for one",
        [PrivacyPurposes.AccessRequest] = "The client asks (art. 15)",
        [PrivacyPurposes.Complaint] = "Complaint or objection",
        [PrivacyPurposes.Supervision] = "The supervisory authority asks",
        [PrivacyPurposes.Breach] = "Suspected breach",
    };

    private static readonly (UserRoles Role, string Name)[] ByWeight =
    [
        (UserRoles.CaseWorker, "case worker"), (UserRoles.Dpo, "data protection officer"), (UserRoles.Operator, "operator"), (UserRoles.Replay, "operator"), (UserRoles.Administrator, "administrator"),
        (UserRoles.Viewer, "viewer"), (UserRoles.Technician, "technician"),
    ];

    /// <summary>Every text that another language needs.</summary>
    internal static IEnumerable<string> All =>
        [.. Purposes.Values, .. Asked.Values, .. ByWeight.Select(r => r.Name), .. Enum.GetValues<OpeningKind>().Select(What), "a system", "the gateway desk", "To do the work that you were referred for", "Stated in the person's own words", "A copy of your data was asked", "An erasure of your data was asked", "To find a fault in the exchange with the office's system"];

    /// <summary>A purpose as whoever looks chooses it, in English; the code when it is none.</summary>
    internal static string PurposeOf(string code) => Asked.GetValueOrDefault(code, code);

    /// <summary>What was opened, in English.</summary>
    internal static string What(OpeningKind kind) => kind switch
    {
        OpeningKind.Inbox => "Read what was handed over about you",
        OpeningKind.OwnReferral => "Read a referral about you that the office sent itself",
        OpeningKind.Record => "Read a record about you as an office sent it",
        OpeningKind.ByIdentifier => "Looked you up by your number",
        OpeningKind.Overview => "Read the overview of who saw what",
        OpeningKind.Export => "Made a file of the overview of who saw what",
        OpeningKind.Print => "Printed the overview of who saw what",
        OpeningKind.Receipt => "Made receipts of your agreements",
        OpeningKind.Preview => "Looked at what would leave if you agree",
        OpeningKind.Copy => "Made a copy of your data",
        OpeningKind.FeedAgain => "Read a message about you again that the office's system had received",
        OpeningKind.ErasureCheck => "Looked at what an erasure of your data would do",
        _ => "Your portal asked who used what",
    };

    /// <summary>What was opened, in a language.</summary>
    internal static string What(Dictionary words, OpeningKind kind) => words[What(kind)];

    /// <summary>The office of whoever opened it.</summary>
    internal static string Office(Dictionary words, Agreed agreed, string? office) => office is null ? words["the gateway desk"] : agreed.Directory.NameOf(office);

    /// <summary>In which role it was opened: of several the one that an opening of this kind asks for, which comes first.</summary>
    internal static string Role(Dictionary words, OpeningKind kind, UserRoles roles) => words[RoleOf(kind, roles)];

    /// <summary>Why, in a language.</summary>
    internal static string Why(Dictionary words, OpeningKind kind, string? purpose) =>
        words[(kind, purpose) switch
        {
            (OpeningKind.Copy, _) => "A copy of your data was asked",
            (OpeningKind.ErasureCheck, _) => "An erasure of your data was asked",
            (OpeningKind.FeedAgain, _) => "To find a fault in the exchange with the office's system",
            (_, { } code) => Purposes.GetValueOrDefault(code, code),
            (OpeningKind.Inbox or OpeningKind.OwnReferral, _) => "To do the work that you were referred for",
            _ => "Stated in the person's own words",
        }];

    private static string RoleOf(OpeningKind kind, UserRoles roles) => kind switch
    {
        OpeningKind.Portal => "a system",
        OpeningKind.Inbox or OpeningKind.OwnReferral when roles.HasFlag(UserRoles.CaseWorker) => "case worker",
        OpeningKind.Record or OpeningKind.ByIdentifier when roles.HasFlag(UserRoles.Operator) => "operator",
        not (OpeningKind.Inbox or OpeningKind.OwnReferral or OpeningKind.Record) when roles.HasFlag(UserRoles.Dpo) => "data protection officer",
        _ => ByWeight.FirstOrDefault(r => roles.HasFlag(r.Role)).Name ?? "a system",
    };
}
