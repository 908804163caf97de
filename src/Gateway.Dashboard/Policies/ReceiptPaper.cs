using System.Globalization;
using Gateway.Core.Agreements;
using Gateway.Core.Routing;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Policies;

/// <summary>Receipts of a client's agreements, in words for the client.</summary>
internal static class ReceiptPaper
{
    internal static Paper Of(IReadOnlyList<AgreementReceipt> receipts, Agreed agreed, string language)
    {
        var words = new PaperWords(language, agreed);
        return new Paper(
            "receipt", words["Receipt of your agreement"], words.Language,
            words["Record and receipt after {0}. Keep it: with it you can show what you agreed to.", receipts.Count > 0 ? receipts[0].ConformsTo : "ISO/IEC TS 27560:2023"],
            receipts.Count == 0 ? [new PaperPart.Paragraph(words["There is no agreement."])] : [.. receipts.SelectMany(r => Parts(words, r))])
        {
            Data = new PaperData(
                ["receipt", "record", "agency", "purpose", "noticeVersion", "givenOn", "status", "expires"],
                [.. receipts.Select(r => (IReadOnlyList<string>)
                [
                    r.ReceiptId, r.RecordId.ToString("D"), r.Controller.Agency, r.Purpose ?? "", r.Claim.NoticeVersion ?? "", r.Claim.GivenOn ?? "", r.Status.ToString(), Day(r.Expires),
                ])]),
        };
    }

    private static IEnumerable<PaperPart> Parts(PaperWords words, AgreementReceipt receipt)
    {
        yield return new PaperPart.Heading(2, words["Agreement at {0}", receipt.Controller.Name]);
        yield return new PaperPart.Table([words["What"], words["In the record"]], [.. Rows(words, receipt).Where(r => r.Value is { Length: > 0 }).Select(r => (IReadOnlyList<string>)[r.Name, r.Value!])]);
        if (receipt.Notice is { } notice)
        {
            yield return new PaperPart.Heading(3, words["What you were told"]);
            yield return new PaperPart.Paragraph(notice.Text);
        }

        yield return new PaperPart.Heading(3, receipt.FromPreview ? words["What may leave, as you were shown before you agreed"] : words["What may leave by the rules of today"]);
        yield return Recipients(words, receipt.Recipients);
        yield return new PaperPart.Heading(3, words["Your rights"]);
        yield return new PaperPart.List([.. receipt.Rights.Select(r => Right(words, r))]);
        if (receipt.Missing.Count > 0)
        {
            yield return new PaperPart.Heading(3, words["What the record does not say"]);
            yield return new PaperPart.List([.. receipt.Missing.Select(words.OwnField)]);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Rows(PaperWords words, AgreementReceipt receipt)
    {
        var (claim, controller) = (receipt.Claim, receipt.Controller);
        return
        [
            (words["Status"], words[ClientWords.Status(receipt.Status)]),
            (words["Number of the receipt"], receipt.ReceiptId),
            (words["Number of the record"], receipt.RecordId.ToString("D")),
            (words["Number of the record at the office"], receipt.AgencyRecordId),
            (words["Office that answers for it"], controller.Name),
            (words["Whom to call there"], string.Join(", ", new[] { controller.Role, controller.Phone, controller.Hours }.OfType<string>())),
            (words["Purpose"], receipt.Purpose is { } purpose ? words.Purpose(purpose) : null),
            (words["Version of the notice"], claim.NoticeVersion),
            (words["Language of the agreement"], Coded(words, "agreement.language", claim.Language)),
            (words["Agreement given on"], claim.GivenOn),
            (words["How the agreement was given"], Coded(words, "agreement.how", claim.How)),
            (words["Who gave the agreement"], Giver(words, claim.GivenBy)),
            (words["What the mandate is about"], Coded(words, "agreement.mandateScope", claim.MandateScope)),
            (words["Mandate until"], claim.MandateUntil),
            (words["Whether the client agreed explicitly that needs are told"], claim.ExplicitNeeds is { } needs ? words[needs ? "yes" : "no"] : null),
            (words["Agreement until"], receipt.Expires is null ? words["It has no last day."] : Day(receipt.Expires)),
            (words["Why until then"], EndsBy(words, receipt.EndsBy)),
            (words["Recorded at the gateway on"], At(receipt.RecordedAt)),
            (words["Withdrawn on"], receipt.WithdrawnAt is { } at ? At(at) : null),
            (words["Digest of the preview shown"], claim.PreviewHash),
            (words["Referral"], receipt.Ticket),
            (words["Receipt made on"], At(receipt.IssuedAt)),
        ];
    }

    internal static PaperPart Recipients(PaperWords words, IReadOnlyList<ReceiptRecipient> recipients) => recipients.Count == 0
        ? new PaperPart.Paragraph(words["Nothing."])
        : new PaperPart.Table(
            [words["Office"], words["When"], words["Data"]],
            [.. recipients.Select(r => (IReadOnlyList<string>)[r.Name ?? Class(words, r.Class), When(words, r.Step), words.Fields(r.Fields)])]);

    internal static string When(PaperWords words, int step) => step == 1 ? words["at once"] : words["when the office has a file for you"];

    private static string Class(PaperWords words, string name) => Enum.TryParse<Core.Directory.RecipientClass>(name, out var kind) ? words.Class(kind) : name;

    private static string? Giver(PaperWords words, string? by) => by?.Trim() == Capacities.Self ? words["You"] : Coded(words, "agreement.givenBy", by);

    /// <summary>A coded value of the record; what has no name is shown as it came.</summary>
    private static string? Coded(PaperWords words, string path, string? value) =>
        value?.Trim() is { } code && FieldValues.Of(path, code) is { } name ? PaperWords.Begin(words[name]) : value;

    private static string? EndsBy(PaperWords words, string? by) => by switch
    {
        AgreementEnds.OfAge => words["You come of age the day after and are asked yourself."],
        AgreementEnds.Mandate => words["The mandate of whoever agreed for you ends."],
        AgreementEnds.Term => words["It was agreed until then."],
        _ => null,
    };

    private static string Right(PaperWords words, string article) => words[article switch
    {
        "A7-3" => "You can withdraw your agreement at any time, at either office. It costs you nothing. (GDPR art. 7(3))",
        "A15" => "You can ask what is known of you, and who saw what. (GDPR art. 15)",
        "A16" => "You can have what is wrong corrected. (GDPR art. 16)",
        "A17" => "You can have your data erased, unless a law keeps it. (GDPR art. 17)",
        "A18" => "You can have the use of your data restricted. (GDPR art. 18)",
        "A21" => "You can object. (GDPR art. 21)",
        _ => "You can complain to the data protection authority. (GDPR art. 77)",
    }];

    private static string Day(DateOnly? day) => day is { } known ? PaperWords.Day(known) : "";

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
