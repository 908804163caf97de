using System.Collections.Frozen;
using System.Reflection;
using Gateway.Core.Agreements;
using Gateway.Core.Evaluation;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Reconciliation;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>Every wording there is, by its code.</summary>
public static class Wordings
{
    private static readonly FrozenDictionary<string, Wording> ByCode =
        new[] { typeof(ValueProblems), typeof(DocumentProblems), typeof(StatementProblems), typeof(ArrivalProblems), typeof(WorkProblems), typeof(NoticeWordings), typeof(TaskSentences), typeof(Plans.PlanWordings), typeof(ForecastSentences), typeof(AgreementAnswers), typeof(LifeSentences), typeof(AnswerProblems), typeof(CountProblems), typeof(ArrangementProblems), typeof(EffectWordings), typeof(ReturnWordings) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.GetValue(null)).OfType<Wording>()
            .ToFrozenDictionary(w => w.Code, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<Wording> All => ByCode.Values;

    /// <summary>The wording of a code; null: this version of the gateway has none.</summary>
    /// <param name="code">Code.</param>
    public static Wording? Find(string code) => ByCode.GetValueOrDefault(code);
}
