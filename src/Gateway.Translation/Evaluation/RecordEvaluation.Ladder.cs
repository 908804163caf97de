using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Ladder;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

internal sealed partial class RecordEvaluation
{
    private bool Ladder(FieldLine line, SourceNode scope, EventDraft data)
    {
        var rule = line.Ladder!;
        if (!Raw(line, line.Source!, scope, out var node, out var raw, unknownIsAbsent: false))
            return false;
        var variant = rule.FixedVariant ?? rule.Variant!.Single(scope, out _)?.Text?.Trim();
        var potential = rule.Potential?.Single(scope, out _);
        var known = data.Find(line.Place) is EventDraft { IsEmpty: false };
        if (raw is null || IsUnknown(raw))
        {
            if (raw is null && !known && !rule.SayAbsent)
                return false;
            var presence = raw is not null || known ? "unknown" : "absent";
            data.Part(line.Place).Set("presence", presence);
            Trace(line.FullTarget + ".presence", node, raw, presence);
            return raw is not null;
        }

        var reading = LadderVariants.Read(variant, raw);
        switch (reading)
        {
            case LadderReading.UndeclaredVariant:
                Fail("undeclared-ladder-variant", PathOf(node!), _record.LineOf(node), ValueProblems.LadderVariantMissing.With(string.Join(", ", LadderVariants.All)));
                return false;
            case LadderReading.NoSuchRung:
                Fail("unknown-rung", PathOf(node!), _record.LineOf(node), ValueProblems.RungUnknown);
                return false;
        }

        var ladder = data.Part(line.Place);
        switch (reading)
        {
            case LadderReading.Exact exact:
                ladder.Set("rung", exact.Rung);
                Trace(line.FullTarget + ".rung", node!, raw, exact.Rung);
                break;
            case LadderReading.Ambiguous ambiguous:
                ladder.Set("ambiguousRungs", ambiguous.Rungs.Cast<object>().ToList());
                Trace(line.FullTarget + ".ambiguousRungs", node!, raw, string.Join(", ", ambiguous.Rungs));
                break;
        }

        ladder.Set("presence", "present");
        ladder.Set("variant", variant!);
        ladder.Set("rawRung", raw);
        Trace(line.FullTarget + ".variant", rule.Variant?.Single(scope, out _), variant, variant);
        Trace(line.FullTarget + ".rawRung", node!, raw, raw);
        if (potential?.Text?.Trim() is { Length: > 0 } expected && !IsUnknown(expected) && !WordsForNothing.Are(expected, ""))
        {
            if (LadderVariants.Read(variant, PlainText.Whole(expected)) is LadderReading.Exact rung)
            {
                ladder.Set("potential", rung.Rung);
                Trace(line.FullTarget + ".potential", potential, expected, rung.Rung);
            }
            else
            {
                Notice("unknown-rung", PathOf(potential), _record.LineOf(potential), ValueProblems.RungAmbiguous);
            }
        }

        return true;
    }
}
