using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>The difference between two policies in words.</summary>
internal static class DifferencePaper
{
    private static readonly IReadOnlyList<string> DataColumns = ["change", "from", "purpose", "country", "sender", "recipient", "step", "situations", "agreements", "between", "field", "basesBefore", "basesAfter"];

    internal static Paper Of(Agreed before, Agreed after, DateOnly day, string language)
    {
        var words = new PaperWords(language, after);
        var difference = PolicyDifferences.Between(before, after, day);
        return new Paper("policy-difference", words["What may leave otherwise than before"], words.Language, Versions(words, before, after, day), [.. Parts(words, before, difference, day)])
        {
            Data = new PaperData(DataColumns, [.. difference.Changes.SelectMany(Rows), .. difference.Terms.Select(Row)]),
        };
    }

    internal static IEnumerable<PaperPart> Section(PaperWords words, Agreed before, Agreed after, DateOnly day) =>
    [
        new PaperPart.Heading(2, words["Difference from the last release"]),
        new PaperPart.Paragraph(Versions(words, before, after, day)),
        .. Parts(words, before, PolicyDifferences.Between(before, after, day), day),
    ];

    private static string Versions(PaperWords words, Agreed before, Agreed after, DateOnly day) =>
        words["Policy version {0} compared with version {1}, from {2} on.", PaperWords.Version(after), PaperWords.Version(before), PaperWords.Day(day)];

    private static IEnumerable<PaperPart> Parts(PaperWords words, Agreed before, PolicyDifference difference, DateOnly day)
    {
        if (difference.IsEmpty)
            return [new PaperPart.Paragraph(words["Nothing may leave otherwise than before. The gate was asked about every purpose, step, legal basis and pair of offices under both policies."])];
        var old = new PaperWords(words.Language, before);
        return
        [
            .. Enum.GetValues<ChangeKind>().SelectMany(kind => Kind(words, old, kind, [.. difference.Changes.Where(c => c.Kind == kind)], day)),
            .. difference.Terms.Count == 0 ? [] : Terms(words, difference.Terms),
        ];
    }

    private static IEnumerable<PaperPart> Kind(PaperWords words, PaperWords old, ChangeKind kind, IReadOnlyList<PolicyChange> changes, DateOnly day) => changes.Count == 0
        ? []
        :
        [
            new PaperPart.Heading(3, words[kind switch
            {
                ChangeKind.NewlyLeaves => "Could newly leave",
                ChangeKind.OtherBasis => "Leaves on another legal basis",
                _ => "No longer leaves",
            }]),
            new PaperPart.Table(
                [words["What"], words["To whom"], words["When"], words["Legal basis"]],
                [.. changes.Select(c => (IReadOnlyList<string>)[words.Fields(c.Fields), ToWhom(words, old, c), When(words, c, day), Bases(words, c)])]),
        ];

    private static string ToWhom(PaperWords words, PaperWords old, PolicyChange change)
    {
        var pairs = change.Between.Select(b => words["{0} to {1}", Who(words, old, b.From, change.Sender), Who(words, old, b.To, change.Recipient)]);
        var local = change.Agreements.Where(a => a.Length > 0).Select(a => Known(words.Agreement(a), a, old.Agreement(a))).ToList();
        string[] under = [.. change.Agreements.Contains("") ? [words["without a local agreement"]] : Array.Empty<string>(), .. local.Count > 0 ? [words["under the local agreement: {0}", string.Join("; ", local)]] : Array.Empty<string>()];
        return words["{0}: {1}", words.Country(change.Country), $"{string.Join("; ", pairs)} ({string.Join("; ", under)})"];
    }

    private static string Who(PaperWords words, PaperWords old, IReadOnlyList<string> ids, RecipientClass kind) =>
        ids.Count == 0 ? words["any {0} (none takes part yet)", words.Class(kind)] : string.Join(", ", ids.Select(i => Known(words.Agency(i), i, old.Agency(i))).Order(StringComparer.Ordinal));

    private static string Known(string name, string id, string earlier) => name == id ? earlier : name;

    private static string When(PaperWords words, PolicyChange change, DateOnly day)
    {
        var when = words["{0}: {1}", words.Purpose(change.Purpose), $"{words.Moment(change.Moment)}, {Situations(words, change.Situations)}"];
        return change.From == day ? when : when + ", " + words["from {0}", PaperWords.Day(change.From)];
    }

    private static string Situations(PaperWords words, IReadOnlyList<PolicySituation> situations) =>
        situations.Count == 3 ? words["whatever the client has agreed"] : string.Join(", ", situations.Select(words.Situation));

    private static string Bases(PaperWords words, PolicyChange change) => change.Kind switch
    {
        ChangeKind.NewlyLeaves => List(words, change.After),
        ChangeKind.NoLongerLeaves => words["before: {0}", List(words, change.Before)],
        _ => words["before: {0}; now: {1}", List(words, change.Before), List(words, change.After)],
    };

    private static string List(PaperWords words, IReadOnlyList<NamedBasis> bases) => string.Join("; ", bases.Select(b => $"{b.Reference}, {words.Kind(b.Kind)}"));

    private static IEnumerable<PaperPart> Terms(PaperWords words, IReadOnlyList<TermChange> terms) =>
    [
        new PaperPart.Heading(3, words["Terms that differ"]),
        new PaperPart.Table([words["Term"], words["Before"], words["Now"]], [.. terms.Select(t => (IReadOnlyList<string>)[Term(words, t), Value(words, t, t.Before), Value(words, t, t.After)])]),
    ];

    private static string Term(PaperWords words, TermChange term)
    {
        var parts = term.Subject.Split('/');
        return term.Kind switch
        {
            TermKind.Told when parts.Length > 1 => words["told of the outcome “{0}” when the service had not begun", words[Plain.Outcome(parts[0])]],
            TermKind.Told => words["told of the outcome “{0}”", words[Plain.Outcome(parts[0])]],
            TermKind.Admission => words["{0}: a referral that {1}", words.Purpose(parts[0]), MatrixTerms.Lack(words, Enum.Parse<AdmissionLack>(parts[1]))],
            TermKind.NeverForward => words["may never leave: {0}", words.Field(parts[0])],
            TermKind.StepTwoOnly => words["only in step two: {0}", words.Field(parts[0])],
            TermKind.AtMost when parts.Length > 1 => words["may be given to a {0} at most: {1}", words.Class(Enum.Parse<RecipientClass>(parts[0])), words.Field(parts[1])],
            TermKind.AtMost => words["all that may be given to a {0}", words.Class(Enum.Parse<RecipientClass>(parts[0]))],
            TermKind.StopConfirmation => words["working days within which an office that was told to stop confirms that it did"],
            TermKind.ToldAfter => words["days before a citizens' portal tells of an act on {0}", term.Subject],
            TermKind.ServiceProperty => words["about the client's money, so that an administrator over property may agree to it: {0}", words.Service(term.Subject)],
            TermKind.KeptByLaw => words["kept by a statute although the client asks to have it erased: {0}", term.Subject],
            TermKind.Mandate => words["{0} may ask with a mandate on {1}: {2}", words.Agency(parts[^2]), string.Join('/', parts[..^2]), words[MandateWords.Kind(parts[^1])]],
            TermKind.Notice when parts.Length > 2 => words["the text of notice “{0}”, version {1}, which never changes under its version", parts[0], parts[1]],
            TermKind.Notice => words["notice “{0}”, version {1}: days, ways, languages, purposes", parts[0], parts[1]],
            _ => words["working days within which an office acknowledges"],
        };
    }

    private static string Value(PaperWords words, TermChange term, string? value) => term.Kind switch
    {
        TermKind.Told => MatrixTerms.Status(words, value),
        TermKind.Admission => value is null ? words["goes on"] : words["held back: {0}", words.Reason(value)],
        TermKind.AtMost when !term.Subject.Contains('/', StringComparison.Ordinal) => value is null ? words["no limit besides its rules"] : words.Fields(value.Split(", ", StringSplitOptions.RemoveEmptyEntries)),
        TermKind.Mandate => value is null ? words["no"] : Opened(words, value.Split('|')),
        TermKind.Notice => value is null ? words["none"] : Notice(words, value),
        TermKind.KeptByLaw => value is null ? words["none"] : Statute(words, value),
        TermKind.NeverForward or TermKind.StepTwoOnly or TermKind.AtMost or TermKind.ServiceProperty => value is null ? words["no"] : words["yes"],
        _ => value ?? "",
    };

    /// <summary>Days at most, days in force and agencies of what a mandate opens, in words.</summary>
    private static string Opened(PaperWords words, string[] terms) =>
        $"{words["{0} days", terms[0]]}; {words.Days(Date(terms[1]), Date(terms[2]))}; {(terms[3].Length == 0 ? words["every agency of the country"] : words.Names(terms[3].Split(' ')))}";

    private static DateOnly? Date(string day) => day.Length == 0 ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Days, ways, languages, purposes and agencies of a notice, in words.</summary>
    private static string Notice(PaperWords words, string value) =>
        string.Join("; ", value.Split("; ").Select(list => string.Join(", ", list.Split(", ").Select(code => Named(words, code)))));

    /// <summary>Country, years, whom it binds, about what, and the source of a statute, in words.</summary>
    private static string Statute(PaperWords words, string value)
    {
        string[] parts = value.Split("; ", 7);
        var (text, count) = RetentionNames.Of(new Period(0, int.Parse(parts[1], CultureInfo.InvariantCulture) * 12));
        List<string> said = [words.Country(parts[0]), words["{0} after the end", words[text, count]]];
        if (parts[2].Length > 0)
            said.Add(words.Names(parts[2].Split(", ")));
        if (parts[3].Length > 0)
            said.Add(string.Join(", ", parts[3].Split(", ").Select(c => words.Class(Enum.Parse<RecipientClass>(c)))));
        if (parts[4].Length > 0)
            said.Add(words["purposes: {0}", string.Join(", ", parts[4].Split(", ").Select(words.Purpose))]);
        if (parts[5].Length > 0)
            said.Add(words["legal bases: {0}", parts[5]]);
        return string.Join("; ", [.. said, parts[6]]);
    }

    private static string Named(PaperWords words, string code)
    {
        if ((FieldValues.Of("agreement.how", code) ?? FieldValues.Of("agreement.language", code)) is { } name)
            return words[name];
        return words.Purpose(code) is var title && title != code ? title : words.Agency(code);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(PolicyChange change) => change.Fields.Select(field => (IReadOnlyList<string>)
    [
        change.Kind.ToString(), PaperWords.Day(change.From), change.Purpose, change.Country, change.Sender.ToString(), change.Recipient.ToString(), change.Moment.ToString(),
        string.Join(' ', change.Situations), string.Join(' ', change.Agreements), string.Join("; ", change.Between.Select(b => $"{string.Join(' ', b.From)} > {string.Join(' ', b.To)}")), field,
        string.Join(' ', change.Before.Select(b => b.Reference)), string.Join(' ', change.After.Select(b => b.Reference)),
    ]);

    private static IReadOnlyList<string> Row(TermChange term) => ["Term" + term.Kind, "", "", "", "", "", "", "", "", "", term.Subject, term.Before ?? "", term.After ?? ""];
}
