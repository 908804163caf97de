using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>The matrix as a document: who may see what, why, and in which step.</summary>
internal static class MatrixPaper
{
    private const string No = "—";

    private static readonly IReadOnlyList<string> DataColumns = ["purpose", "country", "from", "to", "field", "when", "leaves", "bases", "leftOutBy", "reason"];

    internal static Paper Of(Agreed agreed, DateOnly day, string language)
    {
        var words = new PaperWords(language, agreed);
        var matrix = PolicyMatrix.Of(agreed, day);
        var never = NeverLeaving.Of(agreed, matrix);
        return new Paper(
            "policy-matrix", words["Who may see what, why, and in which step"], words.Language, Origin(words, agreed, day),
            [.. Reading(words), .. matrix.SelectMany(e => Exchange(words, e)), .. MatrixTerms.Of(words, agreed, day), .. ControlTerms.Of(words, agreed), .. Never(words, never), .. Apart(words, matrix), .. People(words)])
        {
            Data = new PaperData(DataColumns, [.. matrix.SelectMany(Rows), .. ControlTerms.Rows(agreed), .. never.Select(Row)]),
        };
    }

    /// <summary>Which policy a document is about.</summary>
    internal static string Origin(PaperWords words, Agreed agreed, DateOnly day) =>
        words["Policy version {0}, on {1}. Drawn up by the gateway from the files it decides by; each answer was given by the code that decides real exchanges.", PaperWords.Version(agreed), PaperWords.Day(day)];

    private static IEnumerable<PaperPart> Reading(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["How to read this"]),
        new PaperPart.Paragraph(words["Each part below is one exchange: one purpose, from one kind of office to another. What no part names does not leave at all."]),
        new PaperPart.Paragraph(words["In the tables, a number is the legal basis on which the field may leave, as listed above the table; — means that it may not leave. Several numbers: each of them is enough."]),
        new PaperPart.List(
        [
            words["Step one: what the recipient needs to find or open a file, and the question."],
            words["Step two: the rest, only after the recipient has registered a file."],
            words["Status message: a coarse word on where it stands, back to the office that referred or on to a provider."],
        ]),
    ];

    private static IEnumerable<PaperPart> Exchange(PaperWords words, MatrixExchange exchange)
    {
        yield return new PaperPart.Heading(2, words["{0} to {1}, {2}: {3}", PaperWords.Begin(words.Class(exchange.From)), words.Class(exchange.To), words.Country(exchange.Country), words.Title(exchange.Purpose.Titles, exchange.Purpose.Code)]);
        yield return new PaperPart.Paragraph(words["From: {0}. To: {1}.", Who(words, exchange.Senders), Who(words, exchange.Recipients)]);
        yield return new PaperPart.Paragraph(exchange.Rows.Any(r => r.Cells.ContainsKey(MatrixColumn.BeforeAgreement))
            ? words["The client's agreement is not required for it; a client who has said no is never referred."]
            : words["Nothing of a handover leaves before the client has agreed, whatever the legal basis."]);
        yield return new PaperPart.Paragraph(words["Legal bases, and where each comes from:"]);
        yield return new PaperPart.List([.. exchange.Bases.Select(words.Basis)], IsNumbered: true);
        yield return new PaperPart.Table(
            [words["Field"], .. Enum.GetValues<MatrixColumn>().Select(c => Column(words, c)), words["Left out by the local agreement"]],
            [.. exchange.Rows.OrderBy(r => FieldNames.Place(r.Field)).ThenBy(r => r.Field, StringComparer.Ordinal).Select(r => (IReadOnlyList<string>)
            [
                words.Field(r.Field), .. Enum.GetValues<MatrixColumn>().Select(c => Cell(exchange, r, c)), string.Join(", ", r.LeftOutBy.Select(words.Agreement)),
            ])])
        {
            IsGrid = true,
            HasNotes = true,
        };
    }

    private static string Who(PaperWords words, IReadOnlyList<string> agencies) => agencies.Count == 0 ? words["no office takes part yet"] : words.Names(agencies);

    private static string Cell(MatrixExchange exchange, MatrixRow row, MatrixColumn column) => row.Cells.TryGetValue(column, out var bases)
        ? string.Join(", ", exchange.Bases.Select((b, i) => (b.Reference, Number: i + 1)).Where(b => bases.Contains(b.Reference)).Select(b => b.Number.ToString(CultureInfo.InvariantCulture)))
        : No;

    internal static string Column(PaperWords words, MatrixColumn column) => words[column switch
    {
        MatrixColumn.BeforeAgreement => "Before the client agrees",
        MatrixColumn.StepOne => "Step one",
        MatrixColumn.StepTwo => "Step two",
        MatrixColumn.Status => "Status message",
        MatrixColumn.Plan => "Joint plan",
        MatrixColumn.AfterWithdrawal => "After a withdrawal",
        _ => "Client restricted, objecting or protected",
    }];

    private static IEnumerable<PaperPart> Never(PaperWords words, IReadOnlyList<NeverRow> never)
    {
        yield return new PaperPart.Heading(2, words["What never leaves"]);
        yield return new PaperPart.Paragraph(words["To no office, for no purpose, in no step."]);
        yield return new PaperPart.Table([words["What"], words["Leaves"], words["Why"]], [.. never.Where(n => n.Reason != NeverReason.NoManifest).Select(n => (IReadOnlyList<string>)[Name(words, n), Leaves(words, n), Why(words, n.Reason)])]);
        yield return new PaperPart.Paragraph(words["Fields of the messages that no rule names, and that therefore do not leave either: {0}.", words.Fields(never.Where(n => n.Reason == NeverReason.NoManifest).Select(n => n.Name))]);
    }

    private static string Name(PaperWords words, NeverRow row) => words[row.Reason switch
    {
        NeverReason.FreeText => "Free text of any kind, also where it is written into a field for a code",
        NeverReason.Walled => "Control data: sanction, exclusion, fraud, claims",
        NeverReason.Special => row.Name switch
        {
            "HEALTH" => "Health, as a barrier to work",
            "ADDICTION" => "Addiction, as a barrier to work",
            "JUSTICE" => "Criminal matters, as a barrier to work",
            _ => row.Name,
        },
        _ => words.Field(row.Name),
    }];

    private static string Leaves(PaperWords words, NeverRow row) => row.Holds ? words["never"] : words["FAULT: it would leave; tell the gateway desk"];

    private static string Why(PaperWords words, NeverReason reason) => words[reason switch
    {
        NeverReason.Principle => "The principles of the policy forbid it, and a rule that names it is refused.",
        NeverReason.FreeText => "Words instead of codes are never forwarded; the client and the counsellor say themselves what has to be said.",
        NeverReason.Special => "Special category or criminal data (GDPR art. 9 and 10): sealed in a compartment of its own that no exchange reads.",
        _ => "Guidance and control are apart: sealed in a compartment of its own that no exchange reads.",
    }];

    private static IEnumerable<PaperPart> Apart(PaperWords words, IReadOnlyList<MatrixExchange> matrix) =>
    [
        new PaperPart.Heading(2, words["Who gets nothing"]),
        new PaperPart.Paragraph(words["No rule lets anything leave in an exchange to, or from, these kinds of office: {0}. What a control service may ask with a mandate is a matter apart.", string.Join(", ", PolicyMatrix.TakingNoPart(matrix).Select(words.Class))]),
    ];

    private static IEnumerable<PaperPart> People(PaperWords words) =>
    [
        new PaperPart.Heading(2, words["People who use the gateway's pages"]),
        new PaperPart.Paragraph(words["Staff of an office see what their office may have; nobody sees more than their roles allow. Opening a record, a client's overview or a handover, the first time and again, and looking a client up by a number are recorded with name and time before anything is shown. A role that sees clients' data waits for a second administrator."]),
        new PaperPart.Table([words["Page"], words["Roles, one of which is enough"]], [.. Permission.Needed.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => (IReadOnlyList<string>)[Page(words, n.Key), Roles(words, n.Value)])]),
    ];

    private static string Page(PaperWords words, string permission) => words[permission switch
    {
        Permission.See => "Flows, states and causes, without clients' names",
        Permission.Operate => "Causes of stopped work, holds, records as they were handed in",
        Permission.Replay => "Work that is done again after a repair",
        Permission.CaseWork => "Handovers to one's own office, in the web inbox",
        Permission.Privacy => "Who saw what of a client, names of fields and never their content; this document",
        Permission.LookUp => "Look-ups of a client by a number, at one agency, for a stated purpose",
        Permission.SeeProtected => "Target groups of a decision, and whether a part of a record is kept apart",
        Permission.LetTechniciansIn => "Links for agencies' technicians",
        Permission.Technical => "One agency's own traffic by ids, states and reasons; its feed again, with a key of the agency",
        _ => "Users and their roles",
    }];

    private static string Roles(PaperWords words, UserRoles roles) => string.Join(", ", Enum.GetValues<UserRoles>().Where(r => r != UserRoles.None && roles.HasFlag(r)).Select(r => words[r switch
    {
        UserRoles.Viewer => "viewer",
        UserRoles.Operator => "operator",
        UserRoles.Replay => "replay",
        UserRoles.CaseWorker => "case worker",
        UserRoles.Dpo => "data protection officer",
        UserRoles.Technician => "technician",
        _ => "administrator",
    }]));

    private static IEnumerable<IReadOnlyList<string>> Rows(MatrixExchange exchange) =>
        from row in exchange.Rows
        from column in Enum.GetValues<MatrixColumn>()
        let bases = row.Cells.GetValueOrDefault(column)
        select (IReadOnlyList<string>)
        [
            exchange.Purpose.Code, exchange.Country, exchange.From.ToString(), exchange.To.ToString(), row.Field, column.ToString(), bases is null ? "no" : "yes",
            bases is null ? "" : string.Join(' ', bases), string.Join(' ', row.LeftOutBy), "",
        ];

    private static IReadOnlyList<string> Row(NeverRow row) => ["", "", "", "", row.Name, "", row.Holds ? "never" : "FAULT", "", "", row.Reason.ToString()];
}
