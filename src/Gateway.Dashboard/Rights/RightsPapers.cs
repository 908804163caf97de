using System.Globalization;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;

namespace Gateway.Dashboard.Rights;

/// <summary>Certificates of erasures as documents to print. They hold nothing of a person.</summary>
public static class RightsPapers
{
    private static readonly IReadOnlyList<string> Columns =
        ["number", "agency", "erasedAt", "whole", "keys", "identifiers", "records", "apart", "payloads", "documents", "stopped", "told", "kept", "again"];

    /// <summary>A certificate.</summary>
    /// <param name="issued">As it stands in the register.</param>
    /// <param name="agreed">Names of agencies.</param>
    /// <param name="language">ISO 639-1: en, nl or fr.</param>
    public static Paper Certificate(IssuedCertificate issued, Agreed agreed, string language)
    {
        ArgumentNullException.ThrowIfNull(issued);
        var words = new PaperWords(language, agreed);
        var certificate = issued.Certificate;
        return new Paper(
            $"erasure-{certificate.Number}", words["Certificate of erasure {0}", certificate.Number], words.Language,
            words["{0}, on {1} (UTC)", words.Agency(certificate.Agency), Minute(certificate.ErasedAt)],
            [
                new PaperPart.Paragraph(certificate.Whole
                    ? words["Everything that this agency knew of one person through the gateway was destroyed (GDPR article 17). What other agencies know of the same person is theirs to decide."]
                    : words["What this agency knew of one person through the gateway was destroyed (GDPR article 17), except what a statute or a legal hold keeps, named below."]),
                new PaperPart.Paragraph(words["It was destroyed with its keys: nobody can open it any more, neither in the database nor in a copy of it. A database that is restored from before is erased again when it starts."]),
                new PaperPart.Heading(2, words["What was destroyed"]),
                new PaperPart.Table([words["What"], words["How many"]], Destroyed(words, certificate.Destroyed)),
                .. certificate.Held is { } held
                    ? [new PaperPart.Paragraph(words["Documents that also hold records of other people who still need them: {0}. They are destroyed when these are settled, on {1} at the latest; the erased person is not read from them.", held.Documents, PaperWords.Day(held.Until)])]
                    : Array.Empty<PaperPart>(),
                new PaperPart.Heading(2, words["Who is told"]),
                new PaperPart.Paragraph(certificate.Told.Count == 0
                    ? words["Nothing had left to another agency."]
                    : words["Told that the handover has ended, so that they decide about their own copies (GDPR article 19): {0}.", words.Names(certificate.Told)]),
                new PaperPart.Paragraph(words["Referrals that were stopped: {0}.", certificate.Stopped]),
                .. Kept(words, certificate.Kept),
                .. issued.AgainAt is { } again
                    ? [new PaperPart.Paragraph(words["The database was restored from before this erasure, and erased again on {0} (UTC).", Minute(again)])]
                    : Array.Empty<PaperPart>(),
            ])
        {
            Data = new PaperData(Columns, [Row(issued)]),
        };
    }

    /// <summary>What a statute or a legal hold keeps, for a certificate or a refusal.</summary>
    internal static IEnumerable<PaperPart> Kept(PaperWords words, IReadOnlyList<KeptByLaw> kept) => kept.Count == 0
        ? []
        :
        [
            new PaperPart.Heading(2, words["What a statute or a legal hold keeps"]),
            new PaperPart.Table(
                [words["Why"], words["Statute or file number"], words["Until"]],
                [.. kept.Select(k => (IReadOnlyList<string>)[words.Title(k.Titles, k.Term), k.Source, k.Until is { } until ? PaperWords.Day(until) : words[k.Open]])]),
        ];

    private static IReadOnlyList<IReadOnlyList<string>> Destroyed(PaperWords words, ErasedCounts counts) =>
    [
        [words["Keys"], Number(counts.Keys)],
        [words["Numbers by which the person was found"], Number(counts.Identifiers)],
        [words["Records with what they state"], Number(counts.Records)],
        [words["Of these, with a part in the compartments of special categories or control"], Number(counts.Apart)],
        [words["Copies of what left or was to leave"], Number(counts.Payloads)],
        [words["Documents as they were sent"], Number(counts.Documents)],
    ];

    private static IReadOnlyList<string> Row(IssuedCertificate issued)
    {
        var (certificate, counts) = (issued.Certificate, issued.Certificate.Destroyed);
        return
        [
            Number(certificate.Number), certificate.Agency, Minute(certificate.ErasedAt), certificate.Whole ? "yes" : "no", Number(counts.Keys), Number(counts.Identifiers), Number(counts.Records),
            Number(counts.Apart), Number(counts.Payloads), Number(counts.Documents), Number(certificate.Stopped), string.Join(' ', certificate.Told), string.Join(' ', certificate.Kept.Select(k => k.Term).Distinct(StringComparer.Ordinal)),
            issued.AgainAt is { } again ? Minute(again) : "",
        ];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
