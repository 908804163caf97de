using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Properties;

/// <summary>
/// Everything that could newly leave: in a case that admission and routing may make, a field leaves under the policy and did not under the
/// older one. The pair of agencies is under whichever local agreement is for it in each of the two.
/// </summary>
internal static class NothingNew
{
    internal static void Prove(Hunt hunt, CaseVariables given, GateEncoding before, GateEncoding after)
    {
        Formula question = Formula.All(
            after.AskedFieldLeaves, after.IsAsked(),
            Formula.Not(Formula.All(before.AskedFieldLeaves, before.IsAsked())),
            Formula.Any([given.Agreement.Is(0), .. Enumerable.Range(1, given.Scopes.Count - 1).Select(given.Between)]));
        hunt.Each("whether a field could newly leave", question, found =>
        {
            var fields = New(hunt, given, found);
            var shown = hunt.Describe(found);
            return new Hunt.Met(
                fields.Contains(given.FieldOf(found)) ? new ProofFinding
                {
                    Code = "newly-leaves",
                    Says = $"{(fields.Count == 1 ? "The field " + fields[0] : "The fields " + string.Join(", ", fields))} could newly leave to {ToWhom(given, found, shown)} on basis {shown.Basis} in {ProofText.Of(shown.Message)}.",
                    Fields = fields,
                    Case = shown,
                    Confirmed = "The gate lets that leave in this case, and did not under the older policy.",
                } : null,
                Formula.All(
                    Formula.Any(fields.Select(given.FieldIs)), given.BasisIs(shown.Basis), given.PurposeIs(shown.Purpose), given.MomentIs(shown.Message), given.To.Is(found[given.To]),
                    given.Agency(given.From, true, a => a.Class == shown.FromClass),
                    // What leaves without a local agreement is not told once more of each.
                    found[given.Agreement] == 0 ? Formula.True : given.Agreement.Is(found[given.Agreement])));
        });
    }

    /// <summary>Fields that leave in the case under the policy, and did not under the older one.</summary>
    private static List<string> New(Hunt hunt, CaseVariables given, Assignment found)
    {
        var (now, was) = (hunt.Decide(found, after: true), hunt.Decide(found, after: false));
        if (now is null || !IsAsked(given, found, after: true))
            return [];
        return [.. now.View.Fields.Where(f => was is null || !IsAsked(given, found, after: false) || !was.View.Fields.Contains(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether admission and routing make such a case: the sender is live, the recipient is of its country, and a provider is asked under a local agreement.</summary>
    private static bool IsAsked(CaseVariables given, Assignment found, bool after)
    {
        var (from, to) = RealCase.Parties(given, found);
        if (CaseVariables.Side(from, after) is not { } sender || CaseVariables.Side(to, after) is not { } recipient)
            return false;
        return sender.Country == recipient.Country && (sender.Live || given.MomentOf(found) == PolicyMoment.Status)
            && (given.ScopeOf(found).In(after) is not null || (!IsProvider(sender) && !IsProvider(recipient)));
    }

    private static bool IsProvider(Agency agency) => agency.Class == RecipientClass.Provider && !PolicyParties.IsStandIn(agency.Id);

    private static string ToWhom(CaseVariables given, Assignment found, ProofCase shown)
    {
        if (found[given.Agreement] != 0)
            return $"{shown.To} ({ProofText.Of(shown.ToClass)})" + (shown.LocalAgreement is { } id ? $" under the local agreement '{id}'" : ", without the local agreement of before");
        var alike = given.Groups[found[given.To]].Count;
        return $"{shown.To} ({ProofText.Of(shown.ToClass)})" + (alike > 1 ? $" and {alike - 1} others like it" : "");
    }
}
