using System.Collections.Frozen;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Sentences that the gateway writes down when something happens: the keys under which they are said in another language
/// (<see cref="Said"/>). What is stored is their code and the values.
/// </summary>
internal static class Sentences
{
    /// <summary>Every sentence; <c>{0}</c> stands for a code, a name or another sentence.</summary>
    internal static FrozenSet<string> All { get; } =
        StorySentences.All.Concat(DecisionSentences.All).Concat(NoAnswers.Sentences.Values).Concat(Wordings.All.Select(w => w.Text)).ToFrozenSet(StringComparer.Ordinal);
}
