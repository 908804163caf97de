using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>Acts in the words of the privacy page, for citizens' portals.</summary>
internal sealed class UsageWords(IPresent<Agreed> agreed) : IUsageWords
{
    private const string ForTheOffice = "The gateway desk works for the office (GDPR art. 28), on the office's own legal basis.";
    private const string DutyToAnswer = "Answering people and watching over their data is a duty (GDPR art. 12, 15 and 39).";
    private const string OwnTask = "The office's own task, on its own legal basis.";

    /// <summary>Every text that another language needs and no page says.</summary>
    internal static IEnumerable<string> All => [ForTheOffice, DutyToAnswer, OwnTask];

    public string LanguageOf(IEnumerable<string> wished) => SpokenLanguage.Of(wished.FirstOrDefault(w => SpokenLanguage.Codes.Contains(w))).Code;

    public UsageText Say(UsageAct act, string language)
    {
        var words = Dictionary.Of(language);
        return act switch
        {
            UsageAct.Left left => Left(words, left),
            UsageAct.Opened opened => new UsageText(
                OpeningWords.What(words, opened.Kind), OpeningWords.Office(words, agreed.Now, opened.Office), OpeningWords.Role(words, opened.Kind, opened.Roles), FromOffice: null,
                OpeningWords.Why(words, opened.Kind, opened.Purpose), opened.Basis is { } basis ? ClientWords.Basis(words, agreed.Now, basis) : words[DutyOf(opened)], [], 0, Arrived: null),
            UsageAct.Controlled asked => new UsageText(
                MandateWords.What(words, asked.Decision, asked.AnsweredAt, asked.Values), Agency(asked.Recipient), Role: null, Agency(asked.From), words[MandateWords.Why], asked.Basis is { } law ? ClientWords.Basis(words, agreed.Now, law) : words[MandateWords.NoBasis],
                [.. asked.Decision.Given.Select(k => words[MandateWords.Kind(k)])], FurtherData: 0, Arrived: null),
            _ => throw new ArgumentException("There is no such kind of act.", nameof(act)),
        };
    }

    private UsageText Left(Dictionary words, UsageAct.Left left) => new(
        ClientWords.What(words, left.Event, left.Step, left.Status), Agency(left.Recipient), Role: null, Agency(left.From), ClientWords.Purpose(words, agreed.Now, left.Purpose),
        ClientWords.Basis(words, agreed.Now, left.Basis ?? OwnNotice.Name), ClientWords.Fields(words, left.Fields), ClientWords.Further(left.Fields), words[ClientWords.Arrival(left.Arrival)]);

    private static string DutyOf(UsageAct.Opened opened) => opened.Kind switch
    {
        OpeningKind.Overview or OpeningKind.Export or OpeningKind.Print or OpeningKind.Receipt or OpeningKind.Preview or OpeningKind.Copy or OpeningKind.ErasureCheck => DutyToAnswer,
        _ when opened.Office is null => ForTheOffice,
        _ => OwnTask,
    };

    private string Agency(string id) => agreed.Now.Directory.NameOf(id);
}
