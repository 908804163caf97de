using System.Reflection;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Simulation.Planted;

/// <summary>Faults that a gateway could have, each by its name; most of them an earlier version did have.</summary>
internal static class Faults
{
    /// <summary>All of them. Each is made anew for a run.</summary>
    public static IReadOnlyDictionary<string, Func<PlantedFault>> All { get; } = new Dictionary<string, Func<PlantedFault>>(StringComparer.Ordinal)
    {
        ["withdrawn-agreement-comes-back"] = () => new WithdrawnComesBack(),
        ["bytes-leave-after-a-withdrawal"] = () => new BytesLeaveAfterWithdrawal(),
        ["objection-between-read-and-commit"] = () => new NothingIsReliedOn(),
        ["cursor-beyond-the-end"] = () => new CursorBeyondEnd(),
        ["two-notices-for-one-withdrawal"] = () => new TwiceMade(d => d.Status == CoarseStatuses.AgreementWithdrawn),
        ["two-ids-for-one-handover"] = () => new TwiceMade(d => d.Event == EventTypes.ReferralHandover),
        ["replies-in-any-order"] = () => new RepliesInAnyOrder(),
        ["reply-about-another-client"] = () => new ReplyAboutAnother(),
        ["objection-not-in-force"] = () => new ObjectionNotInForce(),
        ["answered-before-committed"] = () => new AnsweredBeforeCommitted(),
        ["lost-message-is-lost"] = () => new LostForGood(),
        ["field-that-no-list-names"] = () => new FieldTooMany(),
        ["order-of-a-client-ignored"] = () => new OrderIgnored(),
        ["withdrawal-told-to-nobody"] = () => new NoticeForgotten(),
    };

    private static bool Is(MethodInfo method, Type port, string name) => method.DeclaringType == port && method.Name == name;

    /// <summary>A repeated claim does not see that what it repeats was withdrawn.</summary>
    private sealed class WithdrawnComesBack : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer)
        {
            if (answer is RecordLoad load && method.Name == nameof(IStageStore.LoadStatementsAsync))
            {
                foreach (var agreement in load.Known.Agreements.All.Where(a => a.Status == AgreementStatus.Withdrawn))
                    agreement.Status = AgreementStatus.Unproven;
            }

            return answer;
        }
    }

    /// <summary>An attempt that is made again goes by the agreement of the first.</summary>
    private sealed class BytesLeaveAfterWithdrawal : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer)
        {
            if (answer is not DeliveryLoad load)
                return answer;
            foreach (var agreement in load.Known.Agreements.All.Where(a => a.Status == AgreementStatus.Withdrawn))
                agreement.Status = AgreementStatus.Given;
            foreach (var handover in load.Known.Handovers.All.Where(h => h.State == HandoverState.Cancelled))
                handover.State = HandoverState.Issued;
            return answer;
        }
    }

    /// <summary>A release does not look whether what it was decided on still holds.</summary>
    private sealed class NothingIsReliedOn : PlantedFault
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            if (Is(method, typeof(IReleaseStore), nameof(IReleaseStore.ApplyAsync)))
                args[2] = ((IReadOnlyList<SettledItem>)args[2]!).Select(s => s.Decision is null ? s : s with { Decision = Without(s.Decision) }).ToList();
            else if (Is(method, typeof(IFeedStore), nameof(IFeedStore.ApplyAsync)))
                args[1] = ((IReadOnlyList<Decision>)args[1]!).Select(Without).ToList();
            return null;
        }

        private static Decision Without(Decision decision) => decision with { Effects = [.. decision.Effects.Where(e => e is not Effect.ReliedOn)] };
    }

    /// <summary>A position that was never given counts as one.</summary>
    private sealed class CursorBeyondEnd : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer) =>
            answer is StoredPage page && args[1] is long after && after > page.Last ? page with { Last = after } : answer;
    }

    /// <summary>A delivery is made twice, under two ids.</summary>
    private sealed class TwiceMade(Func<DeliverySnapshot, bool> of) : PlantedFault
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            if (Is(method, typeof(IIntakeStore), nameof(IIntakeStore.AcceptAsync)))
                args[1] = ((IReadOnlyList<Decision>)args[1]!).Select(Doubled).ToList();
            else if (Is(method, typeof(IStageStore), nameof(IStageStore.ApplyAsync)))
                args[2] = ((IReadOnlyList<SettledItem>)args[2]!).Select(s => s.Decision is null ? s : s with { Decision = Doubled(s.Decision) }).ToList();
            return null;
        }

        private Decision Doubled(Decision decision) =>
            decision with { Effects = [.. decision.Effects.SelectMany(e => e is Effect.Added { Row: DeliverySnapshot made } && of(made) ? [e, new Effect.Added(Again(made))] : (Effect[])[e])] };

        private static DeliverySnapshot Again(DeliverySnapshot made)
        {
            var id = made.Id.ToByteArray(bigEndian: true);
            id[15] ^= 1;
            return made with { Id = new Guid(id, bigEndian: true), Sequence = made.Sequence + 1000 };
        }
    }

    /// <summary>Nobody knows when the last reply was given.</summary>
    private sealed class RepliesInAnyOrder : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer)
        {
            if (answer is RecordLoad load && method.Name == nameof(IStageStore.LoadRepliesAsync))
            {
                foreach (var handover in load.Known.Handovers.All)
                    handover.LastReplyAt = null;
            }

            return answer;
        }
    }

    /// <summary>Whom a reply names is not looked at.</summary>
    private sealed class ReplyAboutAnother : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer) =>
            answer is RecordLoad load && method.Name == nameof(IStageStore.LoadRepliesAsync)
                ? load with { Statements = load.Statements.ToDictionary(s => s.Key, s => (IReadOnlyList<Statement>)[.. s.Value.Select(Nameless)]) }
                : answer;

        private static Statement Nameless(Statement statement) =>
            statement.Content is ReferralReply reply ? Statement.Of(statement.Type, statement.Utf8, reply with { Client = null }) : statement;
    }

    /// <summary>An objection is accepted, and the client's row does not say so.</summary>
    private sealed class ObjectionNotInForce : PlantedFault
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            if (Is(method, typeof(IIntakeStore), nameof(IIntakeStore.AcceptAsync)))
                args[1] = ((IReadOnlyList<Decision>)args[1]!).Select(d => d with { Effects = [.. d.Effects.Where(e => e is not Effect.Changed { After: ClientSnapshot { Objected: true } })] }).ToList();
            return null;
        }
    }

    /// <summary>Now and then a submission is answered before it is committed, and the process is content.</summary>
    private sealed class AnsweredBeforeCommitted : PlantedFault
    {
        private int _groups;

        public override object? Before(MethodInfo method, object?[] args) =>
            Is(method, typeof(IIntakeStore), nameof(IIntakeStore.AcceptAsync)) && ++_groups % 20 == 0 ? Task.CompletedTask : null;
    }

    /// <summary>What a lost message named is never handed out again.</summary>
    private sealed class LostForGood : PlantedFault
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            if (Is(method, typeof(IWorkQueue), nameof(IWorkQueue.LeaseAsync)))
                args[3] = TimeSpan.FromDays(3000);
            return null;
        }
    }

    /// <summary>Step one carries the number of the client's agreement.</summary>
    private sealed class FieldTooMany : PlantedFault
    {
        private static readonly Lazy<Agreed> Wide = new(() => SimulatedOffices.Changed(
            "policy/manifests.yaml",
            text => text.Replace("    step: 1\n    from: pes\n    to: welfare\n    bases: [public-task, legal-obligation, consent]\n    include: [referrer, question, identity, contact]", "    step: 1\n    from: pes\n    to: welfare\n    bases: [public-task, legal-obligation, consent]\n    include: [referrer, question, identity, contact, agreement]", StringComparison.Ordinal)).Agreed);

        public override Agreed Agreed(Agreed agreed) => Wide.Value;
    }

    /// <summary>Whatever waits may leave, whatever comes before it.</summary>
    private sealed class OrderIgnored : PlantedFault
    {
        public override object? After(MethodInfo method, object?[] args, object? answer) =>
            answer is DeliveryLoad load ? load with { Heads = load.Known.Deliveries.All.Select(d => d.Id).ToHashSet() } : answer;
    }

    /// <summary>Nobody is told of a withdrawal.</summary>
    private sealed class NoticeForgotten : PlantedFault
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            if (Is(method, typeof(IIntakeStore), nameof(IIntakeStore.AcceptAsync)))
                args[1] = ((IReadOnlyList<Decision>)args[1]!).Select(d => d with { Effects = [.. d.Effects.Where(e => !IsNotice(e))] }).ToList();
            return null;
        }

        private static bool IsNotice(Effect effect) => effect is Effect.Added { Row: DeliverySnapshot { Status: CoarseStatuses.AgreementWithdrawn } };
    }
}
