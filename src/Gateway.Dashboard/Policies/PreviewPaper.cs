using System.Globalization;
using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Policies;

/// <summary>What would leave to whom if the client agreed, in words for the client.</summary>
internal static class PreviewPaper
{
    internal static Paper Of(string agency, IReadOnlyList<PreviewAnswer> answers, Agreed agreed, string language)
    {
        var words = new PaperWords(language, agreed);
        return new Paper(
            "preview", words["What would leave if you agree"], words.Language, words["Drawn up for a client of {0}, before the client is asked. Nothing has left.", words.Agency(agency)],
            answers.Count == 0 ? [new PaperPart.Paragraph(words["There is no referral, so nothing would leave."])] : [.. Alike(answers).SelectMany(a => Parts(words, a))])
        {
            Data = new PaperData(
                ["record", "digest", "recipient", "step", "field"],
                [.. answers.SelectMany(a => (a.Preview?.Steps ?? []).SelectMany(s => s.Fields.Select(f => (IReadOnlyList<string>)
                    [a.Number.ToString(CultureInfo.InvariantCulture), a.Preview!.Hash, s.Recipient, s.Step.ToString(CultureInfo.InvariantCulture), f])))]),
        };
    }

    /// <summary>Of referrals for which the same would leave under the same notice, one: the client is asked once.</summary>
    private static IEnumerable<PreviewAnswer> Alike(IReadOnlyList<PreviewAnswer> answers) =>
        answers.Where((answer, at) => answer.Preview is not { } preview || !answers.Take(at).Any(earlier =>
            earlier.Preview?.Hash == preview.Hash && earlier.Version?.Version == answer.Version?.Version && earlier.Stopped.SequenceEqual(answer.Stopped)));

    private static IEnumerable<PaperPart> Parts(PaperWords words, PreviewAnswer answer)
    {
        if (answer.Preview is not { } preview)
        {
            yield return new PaperPart.Heading(2, words["Referral {0}", answer.Number]);
            yield return new PaperPart.Paragraph(words["Nothing would leave: {0}", words.Reason(answer.Code ?? "")]);
            yield break;
        }

        yield return new PaperPart.Heading(2, words.Purpose(preview.Purpose));
        if (answer.Version is { } version)
        {
            yield return new PaperPart.Paragraph(version.TextIn(SpokenLanguage.Of(words.Language).InRecords).Text);
            yield return new PaperPart.Paragraph(words["Version of the notice: {0}", version.Version]);
        }

        yield return ReceiptPaper.Recipients(words, [.. preview.Steps.Select(s => new ReceiptRecipient(s.Recipient, words.Agency(s.Recipient), "", s.Step, s.Fields))]);
        foreach (var stopped in answer.Stopped)
            yield return new PaperPart.Paragraph(words["To {0} nothing would leave: {1}", words.Agency(stopped.Recipient), words.Reason(stopped.Code!)]);
        yield return new PaperPart.Paragraph(words["Digest of this preview: {0}", preview.Hash]);
        yield return new PaperPart.Paragraph(words["If the record of your agreement carries this digest, what is not named above stays behind."]);
    }
}
