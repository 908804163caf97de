using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Proof;

/// <summary>
/// What a solver is told about the gate is what the gate does: on random cases of the shipped policy and of policies made from it, field by
/// field. 100,000 cases, or as many as GATEWAY_PROOF_CASES says.
/// </summary>
public sealed class EncodingTests
{
    private const int Seed = 20261130;
    private const int CasesOfAPolicy = 500;

    [Fact]
    public void The_encoding_and_the_gate_agree_on_random_cases()
    {
        var most = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_PROOF_CASES") ?? "100000", CultureInfo.InvariantCulture);
        var random = new Random(Seed);
        var (older, leaving) = (Shipped.Agreed, 0);
        for (var cases = 0; cases < most; cases += CasesOfAPolicy)
        {
            // The shipped policy beside itself, then beside a changed one, then two changed ones, each time anew.
            var newer = cases == 0 ? Shipped.Agreed : RandomPolicies.Change(random, Shipped.Agreed);
            leaving += Compare(random, older, newer, Math.Min(CasesOfAPolicy, most - cases), $"cases from {cases} on of seed {Seed}");
            older = newer;
        }

        // Cases in which nothing leaves say little.
        leaving.ShouldBeGreaterThan(most / 10);
    }

    private static int Compare(Random random, Agreed older, Agreed newer, int cases, string where)
    {
        var variables = new CaseVariables(older, newer);
        (GateEncoding Gate, bool After, bool Local)[] gates =
        [
            (new GateEncoding(variables, after: true, "newer: "), true, true),
            (new GateEncoding(variables, after: false, "older: "), false, true),
            (new GateEncoding(variables, after: true, "without: ", withAgreements: false), true, false),
        ];
        var evaluator = new Evaluator(variables.Space);
        var days = PolicyDays.From(new DateOnly(2024, 1, 1), older, newer);
        var leaving = 0;
        for (var i = 0; i < cases; i++)
        {
            var (given, parties) = RandomPolicies.Case(random, variables, days);
            if (given[variables.From] == given[variables.To] && variables.Groups[given[variables.From]].Count == 1)
                continue;
            evaluator.On(given);
            foreach (var (gate, after, local) in gates)
            {
                var asked = RealCase.Of(variables, given, parties, after, local ? variables.ScopeOf(given).In(after) : null);
                var real = asked is null ? null : ReleaseGate.Decide(asked, after ? newer : older) as Release.Allowed;
                var said = variables.Fields.Where(f => evaluator.Holds(gate.Leaves(f))).ToHashSet(StringComparer.Ordinal);
                if (!said.SetEquals(real?.View.Fields ?? new HashSet<string>()))
                    throw new InvalidOperationException($"{where}: the gate says {string.Join(',', real?.View.Fields ?? new HashSet<string>())}, the encoding {string.Join(',', said)} of {asked}.");
                if (real is null)
                    continue;
                leaving++;
                var decides = gate.Manifests.Where(m => evaluator.Holds(m.Decides)).ShouldHaveSingleItem(where);
                decides.Manifest.Id.ShouldBe(real.View.Manifest, where);
                evaluator.Holds(gate.SomethingLeaves).ShouldBeTrue(where);
                evaluator.Holds(gate.AskedFieldLeaves).ShouldBe(real.View.Fields.Contains(variables.FieldOf(given)), where);
            }
        }

        return leaving;
    }
}
