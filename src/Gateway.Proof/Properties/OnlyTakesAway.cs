using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Properties;

/// <summary>
/// A local agreement can only take away: whatever leaves under it would leave without it, and it gives no office more days than the
/// policy does.
/// </summary>
internal static class OnlyTakesAway
{
    internal static void Prove(Hunt hunt, CaseVariables given, GateEncoding with, GateEncoding without)
    {
        hunt.Each(
            "whether a field leaves under a local agreement that would not leave without it",
            Formula.All(with.AskedFieldLeaves, Formula.Not(without.AskedFieldLeaves)),
            found =>
            {
                var (field, scope) = (given.FieldOf(found), given.ScopeOf(found));
                var isSo = hunt.Decide(found)?.View.Fields.Contains(field) == true && hunt.Decide(found, withAgreement: false)?.View.Fields.Contains(field) != true;
                return new Hunt.Met(
                    isSo ? new ProofFinding
                    {
                        Code = "agreement-adds",
                        Says = $"The field {field} leaves under the local agreement '{scope.Name}' and would not leave without it.",
                        Fields = [field],
                        Case = hunt.Describe(found),
                        Confirmed = "The gate lets it leave with the agreement, and not without.",
                    } : null,
                    Formula.All(given.FieldIs(field), given.Agreement.Is(found[given.Agreement])));
            });
        var policy = given.After.Policy;
        hunt.Each(
            "whether a local agreement gives an office more days than the policy",
            given.Agreement.IsOneOf(Enumerable.Range(1, given.Scopes.Count - 1).Where(s => given.Scopes[s].After is { } c
                && (c.AcknowledgeWithinWorkingDays > policy.AcknowledgeWithinWorkingDays || c.NextStepWithinWorkingDays > policy.NextStepWithinWorkingDays))),
            found =>
            {
                if (given.ScopeOf(found).After is not { } agreement)
                    return new Hunt.Met(null, Formula.True);
                var (answer, next) = (agreement.AcknowledgesWithin(policy), agreement.NamesNextStepWithin(policy));
                return new Hunt.Met(
                    answer > policy.AcknowledgeWithinWorkingDays || next > policy.NextStepWithinWorkingDays ? new ProofFinding
                    {
                        Code = "agreement-gives-days",
                        Says = $"Under the local agreement '{agreement.Id}' an office answers within {answer} working days and names a next step within {next}; the policy gives {policy.AcknowledgeWithinWorkingDays} and {policy.NextStepWithinWorkingDays}, and a local agreement can only give fewer.",
                        Case = hunt.Describe(found),
                        Confirmed = "These are the days that deadlines are made of.",
                    } : null,
                    given.Agreement.IsOneOf(Enumerable.Range(1, given.Scopes.Count - 1).Where(s => given.Scopes[s].After?.Id == agreement.Id)));
            });
    }
}
