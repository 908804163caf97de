using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A decision in lines, so that a table shows everything it does: what becomes of rows, tasks, work, and what the audit trail says.</summary>
internal static partial class Told
{
    internal static string[] By(Decision decision) => [.. decision.Effects.Select(Line).OfType<string>().Select(l => Ids().Replace(l, "#"))];

    private static string? Line(Effect effect) => effect switch
    {
        Effect.Added { Row: OfficeTask task } => $"task {task.Kind} of {task.Agency}: {task.ReasonCode}, due {Of(task.DueOn)}",
        Effect.Added added => "new " + Row(added.Row),
        Effect.Changed changed => Row(changed.After),
        Effect.TasksClosed closed => $"closed by {closed.By}: {string.Join('+', closed.Kinds)}",
        Effect.Enqueued work => $"work {work.Stage}, round {work.Generation}",
        Effect.Released released => $"left: {released.Disclosure.Manifest} on {released.Disclosure.Basis} for {released.Disclosure.Purpose} to {released.Disclosure.RecipientClass} {released.Disclosure.Recipient}: {released.Disclosure.Fields}",
        Effect.DisclosureRetracted => "not left",
        Effect.Audited audited => string.Join(" + ", audited.With.Select(p => Entry(p.Kind, p.Actor, p.Detail)).Prepend("audit " + Entry(audited.Kind, audited.Actor, audited.Detail))),
        _ => null,
    };

    private static string Row(object row) => row switch
    {
        DeliverySnapshot d => $"delivery {d.Event} {d.Step}.{d.Revision} {d.Status} from {d.From} to {d.Recipient}, number {d.Sequence}: {d.State} {d.ReasonCode}, confirm until {Of(d.ConfirmDueAt)}, acknowledged {Of(d.AcknowledgedAt)}",
        HandoverSnapshot h => $"handover from {h.Sender} to {h.Recipient} of {h.Services}: {h.State} {h.LastReason}, answer until {h.AckDueOn:yyyy-MM-dd} {Of(h.AckDueAt)}, acknowledged {Of(h.AcknowledgedAt)}, stopped {Of(h.StoppedAt)}, told {h.Told} {Of(h.ToldAt)}, step two {Of(h.StepTwoAt)}, waits for {h.WaitsFor}",
        ReferralSnapshot r => $"referral: {r.State} {r.ReasonCode}",
        ClientAgreement a => $"agreement of {a.Agency}: {a.Status}, given {a.GivenOn}, recorded {Of(a.RecordedAt)}, expires {Of(a.Expires)} by {a.EndsBy}, asks {Of(a.AskAt)}, withdrawn {Of(a.WithdrawnAt)}, needs {a.ExplicitNeeds}, property {a.PropertyOnly}, ticket {a.TicketHash is not null}, record {a.RecordHash is not null}",
        RecordSnapshot r => $"record of {r.Agency}: {r.State} {r.ReasonCode}, waits {r.WaitingFor is not null}",
        WorkItem w => $"item {w.Stage}, round {w.Generation}: {w.State} {w.ParkedCode}",
        StoredDecision d => "decision " + d.Parts,
        _ => row.GetType().Name,
    };

    private static string Entry(string kind, string actor, object? detail) => $"{kind} by {actor} {(detail is null ? "" : Digest().Replace(JsonSerializer.Serialize(detail), "*"))}".TrimEnd();

    private static string Of(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "-";

    private static string Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    [GeneratedRegex("[0-9a-f]{8}-0000-0000-0000-000000000000", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digest();
}
