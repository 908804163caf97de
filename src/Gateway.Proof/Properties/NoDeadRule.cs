using Gateway.Core.Accountability;
using Gateway.Core.Privacy;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Properties;

/// <summary>
/// No rule is dead: each manifest, each field that it names, each basis, purpose and ground, each local agreement and each field that it
/// leaves out makes a difference in some case, on some day. A rule that never does was meant to do something.
/// </summary>
internal static class NoDeadRule
{
    internal static void Prove(Hunt hunt, CaseVariables given, GateEncoding with, GateEncoding without)
    {
        var alive = Alive(hunt, given, with);
        if (alive is null)
            return;
        // What the solver says is dead is looked for once more with the code that decides, over all groups of agencies and days.
        var tried = new Lazy<HashSet<Rule>>(() => LivingRules.Tried(given.After));
        foreach (var rule in LivingRules.All(given.After).Where(r => !alive.Contains(r)))
        {
            // A field of a manifest that is dead as a whole is not told of besides.
            if (rule.Kind == RuleKind.Field && !alive.Contains(rule with { Kind = RuleKind.Manifest, Field = "" }))
                continue;
            if (tried.Value.Contains(rule))
            {
                hunt.Fault($"{rule.Says}: the solver says that it is dead, and the code which decides uses it.");
                return;
            }

            hunt.Add(Dead(hunt, given, with, rule));
        }

        Agreements(hunt, given, with, without);
    }

    /// <summary>Rules that some case uses. A case usually shows several of them at once, so that few questions are asked.</summary>
    private static HashSet<Rule>? Alive(Hunt hunt, CaseVariables given, GateEncoding gate)
    {
        var alive = new HashSet<Rule>();
        foreach (var rule in LivingRules.All(given.After))
        {
            while (!alive.Contains(rule) && hunt.Ask($"whether {rule.Says} is dead", Uses(given, gate, rule)) is { } found)
            {
                IReadOnlySet<Rule> used = hunt.Decide(found) is { } allowed ? LivingRules.Used(given.After, given.BasisOf(found), given.PurposeOf(found), allowed.View) : new HashSet<Rule>();
                if (!used.Contains(rule))
                {
                    hunt.Fault($"{rule.Says}: the solver found a case that the code which decides does not confirm: {ProofText.Of(hunt.Describe(found))}");
                    return null;
                }

                alive.UnionWith(used);
            }

            if (!hunt.IsCertain)
                return null;
        }

        return alive;
    }

    private static Formula Uses(CaseVariables given, GateEncoding gate, Rule rule)
    {
        Formula Of(string id, Func<int, Formula> of) => Formula.Any(Enumerable.Range(0, gate.Manifests.Count).Where(m => gate.Manifests[m].Manifest.Id == id).Select(of));
        return rule.Kind switch
        {
            RuleKind.Manifest => Formula.All(gate.SomethingLeaves, Of(rule.Id, m => gate.Manifests[m].Decides)),
            RuleKind.Field => Of(rule.Id, m => gate.LeavesBy(m, rule.Field)),
            RuleKind.Basis => Formula.All(gate.SomethingLeaves, given.BasisIs(rule.Id)),
            RuleKind.Purpose => Formula.All(gate.SomethingLeaves, given.PurposeIs(rule.Id)),
            _ => given.Fields.Contains(SpecialGrounds.Field) ? Formula.All(gate.Leaves(SpecialGrounds.Field), gate.SensitiveBy(rule.Id)) : Formula.False,
        };
    }

    private static ProofFinding Dead(Hunt hunt, CaseVariables given, GateEncoding gate, Rule rule)
    {
        var hidden = rule.Kind == RuleKind.Manifest
            && hunt.Ask($"whether an earlier manifest hides {rule.Says}", Formula.All(gate.Open, Formula.Any(gate.Manifests.Where(m => m.Manifest.Id == rule.Id).Select(m => m.Allows)))) is not null;
        return new ProofFinding
        {
            Code = "dead-rule",
            Says = $"{char.ToUpperInvariant(rule.Says[0])}{rule.Says[1..]} never makes a difference: "
                + (hidden ? "a manifest that stands before it always decides first." : "there is no agency, legal basis and day on which anything leaves by it."),
            Fields = rule.Field.Length > 0 ? [rule.Field] : [],
            Confirmed = "The gate was asked for every group of agencies, basis, message and day on which something begins or ends, and used it in none.",
        };
    }

    /// <summary>Local agreements, and what they leave out, between the agencies that they are for.</summary>
    private static void Agreements(Hunt hunt, CaseVariables given, GateEncoding with, GateEncoding without)
    {
        foreach (var agreement in given.After.Collaborations)
        {
            var between = Formula.Any(Enumerable.Range(1, given.Scopes.Count - 1).Where(s => given.Scopes[s].After == agreement).Select(given.Between));
            if (hunt.Ask($"whether the local agreement '{agreement.Id}' is dead", Formula.All(between, with.SomethingLeaves)) is not { } used)
            {
                if (hunt.IsCertain)
                    Tell(hunt, given, agreement.Id, "", $"Nothing can leave under the local agreement '{agreement.Id}'.");
                continue;
            }

            if (hunt.Decide(used) is null)
            {
                hunt.Fault($"the local agreement '{agreement.Id}': the solver found a case that the code which decides does not confirm: {ProofText.Of(hunt.Describe(used))}");
                return;
            }

            var left = agreement.WithoutFields.ToHashSet(StringComparer.Ordinal);
            while (left.Count > 0 && hunt.Ask(
                $"whether what the local agreement '{agreement.Id}' leaves out is dead",
                Formula.All(between, with.Open, Formula.Any(left.Intersect(given.Fields, StringComparer.Ordinal).Select(f => Formula.All(without.Leaves(f), Formula.Not(with.Leaves(f))))))) is { } found)
            {
                var leaves = (hunt.Decide(found, withAgreement: false)?.View.Fields ?? new HashSet<string>()).Except(hunt.Decide(found)?.View.Fields ?? new HashSet<string>(), StringComparer.Ordinal).ToList();
                if (!leaves.Exists(left.Contains))
                {
                    hunt.Fault($"the local agreement '{agreement.Id}': the solver found a case that the code which decides does not confirm: {ProofText.Of(hunt.Describe(found))}");
                    return;
                }

                left.ExceptWith(leaves);
            }

            if (!hunt.IsCertain)
                return;
            foreach (var field in left.Order(StringComparer.Ordinal))
                Tell(hunt, given, agreement.Id, field, $"The local agreement '{agreement.Id}' leaves out {field}, which could not leave between its parties in any case.");
        }
    }

    private static void Tell(Hunt hunt, CaseVariables given, string agreement, string field, string says)
    {
        if (LivingRules.IsTaken(given.After, agreement, field))
            hunt.Fault($"{says} The code which decides does otherwise.");
        else
            hunt.Add(new ProofFinding { Code = "dead-rule", Says = says, Fields = field.Length > 0 ? [field] : [], Confirmed = "The gate was asked for every pair of its parties, basis, message and day on which something begins or ends." });
    }
}
