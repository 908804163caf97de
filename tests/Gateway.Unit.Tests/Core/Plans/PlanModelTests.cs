using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Plans;

/// <summary>Long random sequences of answers, held against a model that was written without the rules.</summary>
public sealed class PlanModelTests
{
    private static readonly string[] Offices = ["office-a", "office-d"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_answered_in_whatever_order_a_plan_stands_where_a_plain_model_says(int seed)
    {
        var random = new Random(seed);
        var goal = random.Next(2) == 0;
        var way = PlanWorld.Refer(["GUIDANCE", "COURSE", "CHILDCARE"], goal ? new Goal { Code = "WORK" } : null, WithoutWaiting(random));
        var model = new Model(goal, way.Part("office-a").WaitsFor is not null);
        for (var n = 0; n < 30; n++)
        {
            var (office, outcome) = (Offices[random.Next(2)], ReplyOutcomes.All[random.Next(ReplyOutcomes.All.Count)]);
            if (outcome is ReplyOutcomes.ClientObjected or ReplyOutcomes.ClientRestricted or ReplyOutcomes.StopConfirmed)
                continue;
            var reason = random.Next(4) == 0 ? null : "CLIENT_ASKED";
            var next = random.Next(6) switch { 0 => "FOLLOW_UP", 1 => "NOWHERE", _ => null };
            var stated = random.Next(8) == 0 ? new Goal { Code = random.Next(2) == 0 ? "CARE" : "WORK" } : null;
            way.Now = way.Now.AddMinutes(1);

            var decision = way.Answer(office, outcome, r => r with { Reason = reason, NextStep = next, Goal = stated });

            var said = $"seed {seed}, answer {n}: {office} {outcome} {reason} {next} {stated?.Code}";
            var refused = decision.Effects.OfType<Effect.Changed>().Select(c => c.After).OfType<RecordSnapshot>().Last().State == RecordState.SetAside;
            refused.ShouldBe(model.Answer(office, outcome, reason, next, stated?.Code), said);
            foreach (var each in Offices)
            {
                var (part, expected) = (way.Part(each), model[each]);
                (part.State.ToString(), part.PausedAt is not null, part.NextStep, part.WaitsFor is not null, part.NextStepDueAt is not null)
                    .ShouldBe((expected.State, expected.Paused, expected.Next, expected.Waits, expected.Owed), said);
            }

            way.Referral.Goal.ShouldBe(model.Goal, said);
            way.Known.Referrals.All.Single().LeftAt.HasValue.ShouldBe(model.AllLeft, said);
        }
    }

    /// <summary>In half of the runs nothing waits.</summary>
    private static Gateway.Core.Routing.Agreed WithoutWaiting(Random random) =>
        random.Next(2) == 0 ? PlanWorld.Agreed() : PlanWorld.Agreed([.. PlanWorld.Services.Select(s => s with { DependsOn = [] })]);

    private sealed class Part
    {
        internal string State { get; set; } = "Issued";

        internal bool Paused { get; set; }

        internal bool Waits { get; set; }

        internal string? Next { get; set; }

        internal bool Owed { get; set; }

        internal bool GoesOn { get; set; }

        internal bool Over => State is "NotAccepted" or "NotStarted" or "Stopped" or "Stabilised" or "Completed";
    }

    /// <summary>What case workers would say of a plan with two parts.</summary>
    private sealed class Model
    {
        private static readonly string[] Ladder = ["Issued", "Received", "Waitlisted", "Accepted", "InService"];
        private readonly Dictionary<string, Part> _parts = new() { ["office-a"] = new Part(), ["office-d"] = new Part() };
        private string? _goalOf;

        internal Model(bool goal, bool waits)
        {
            (Goal, _goalOf) = goal ? ("WORK", "pes") : (null, null);
            _parts["office-a"].Waits = waits;
        }

        internal string? Goal { get; private set; }

        internal bool AllLeft { get; private set; }

        internal Part this[string office] => _parts[office];

        /// <returns>Whether the answer is refused.</returns>
        internal bool Answer(string office, string outcome, string? reason, string? next, string? goal)
        {
            var part = _parts[office];
            if (part.Waits || (!part.Over && outcome == "paused" && (part.Paused || part.State is not ("Accepted" or "InService") || reason is null)) || (!part.Over && outcome == "resumed" && !part.Paused))
                return true;
            var over = part.Over;
            if (!over)
                Move(part, outcome);
            if (next == "FOLLOW_UP")
                (part.Next, part.Owed) = (next, false);
            if (goal is not null && (_goalOf is null || _goalOf == office))
                (Goal, _goalOf) = (goal, office);
            if (!over && part.Over && part.Next is null && (part.State is "Completed" or "Stabilised" || (part.State == "Stopped" && outcome != "client-withdrew")))
                part.Owed = true;
            if (_parts["office-d"].State is "InService" or "Completed" or "Stabilised")
                _parts["office-a"].Waits = false;
            // What was declined for want of a place or competence goes on to another office, and is no part any more.
            part.GoesOn |= !over && part.State == "NotAccepted" && outcome is "declined-capacity" or "declined-not-competent";
            AllLeft |= !over && outcome != "client-withdrew" && _parts.Values.All(p => p.Over && p.Next is null && !p.GoesOn);
            return false;
        }

        private static void Move(Part part, string outcome)
        {
            var running = part.State == "InService";
            var to = outcome switch
            {
                "received" or "no-show" or "step-recorded" or "paused" or "resumed" or "arranged" => "Received",
                "waitlisted" => "Waitlisted",
                "accepted" => "Accepted",
                "in-service" => "InService",
                "declined-capacity" or "declined-not-competent" or "declined-other" or "redirected" or "already-in-guidance" => running ? "Stopped" : "NotAccepted",
                "not-reached" => running ? "InService" : "NotStarted",
                "client-withdrew" => running ? "Stopped" : "NotStarted",
                "dropped-out" => "Stopped",
                "stabilised" => "Stabilised",
                _ => "Completed",
            };
            if (!Ladder.Contains(to) || Array.IndexOf(Ladder, to) > Array.IndexOf(Ladder, part.State))
                part.State = to;
            if (outcome == "paused")
                part.Paused = true;
            if (outcome is "resumed" or "in-service" || part.Over)
                part.Paused = false;
        }
    }
}
