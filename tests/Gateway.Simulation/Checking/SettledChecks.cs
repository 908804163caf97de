using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Persistence.Audit;
using Gateway.Simulation.Running;
using Gateway.Workers.Audit;

namespace Gateway.Simulation.Checking;

/// <summary>What must hold when everything works and nothing is left to do.</summary>
internal sealed class SettledChecks(Store store, Model model, Checks checks, GatewayProcess process, SimulatedInstallation installation)
{
    public void Look()
    {
        Kept();
        Delivered();
        Notices();
        Answers();
        Explained();
        SeenBySender();
        Trail();
    }

    /// <summary>Everything that was accepted is in a visible place, and what waits for a person is on a worklist.</summary>
    private void Kept()
    {
        foreach (var (submission, said) in checks.Submissions)
        {
            if (model.IsErased(said))
                continue;
            var rows = store.Rows("SELECT s.State, r.State, r.ReasonCode FROM Submission s LEFT JOIN Record r ON r.SubmissionId = s.Id WHERE s.Id = $0", submission);
            if (rows is not [var row] || (long)row[0]! == 0 || row[1] is not long state)
                throw new ViolationException(1, $"{said} was accepted, and there is no record of it in the end.");
            if (state == 0)
                throw new ViolationException(1, $"{said} was accepted and is still being worked on when nothing is left to do.");
            if (said.Saying == Saying.Reply && said.Person != model.Referrals[said.Ticket!].Person && (state, row[2] as string) is not (1, "other-client"))
                throw new ViolationException(10, $"{said} names another person than its referral, and ended in state {state} {row[2]}.");
        }

        if (store.One("SELECT w.Id FROM WorkItem w WHERE w.State = 1 AND NOT EXISTS (SELECT 1 FROM Task t WHERE t.SubjectId = w.Id AND t.ClosedAt IS NULL)") is Guid parked)
            throw new ViolationException(1, $"Work item {parked} is parked, and nobody has a task of it.");
    }

    /// <summary>To whom nobody said no, the handover has come.</summary>
    private void Delivered()
    {
        var arrived = checks.AllArrived.Select(id => checks.AllReleased[id]).Where(r => r.Event == EventTypes.ReferralHandover).Select(r => r.Ticket).ToHashSet(StringComparer.Ordinal);
        foreach (var (referral, ticket) in checks.Tickets)
        {
            var said = model.Referrals[ticket];
            if (!model.IsPlain(said) || arrived.Contains(ticket))
                continue;
            // The office may have failed too often, or not take part for a while: then somebody knows.
            if (store.Count("SELECT COUNT(*) FROM Delivery WHERE ReferralId = $0 AND State = 4", referral) > 0 || SimulatedOffices.ByMunicipality[said.Person.Municipality] == SimulatedOffices.ClosedInSecond)
                continue;
            throw new ViolationException(1, $"{said} may be handed over and never was: {string.Join("; ", store.Rows("SELECT f.State, f.ReasonCode, d.State, d.ReasonCode, d.Event FROM Referral f LEFT JOIN Delivery d ON d.ReferralId = f.Id WHERE f.Id = $0", referral).Select(r => string.Join(' ', r)))}");
        }
    }

    /// <summary>Whoever has a handover of a client who withdrew is told once, and somebody sees to it that they say so.</summary>
    private void Notices()
    {
        foreach (var row in store.Rows("SELECT HandoverId, ReferralId, COUNT(*) FROM Delivery WHERE Status = 'agreement-withdrawn' AND HandoverId IS NOT NULL GROUP BY HandoverId, ReferralId"))
        {
            var ticket = checks.Tickets.GetValueOrDefault((Guid)row[1]!);
            if (ticket is not null && !model.IsErased(model.Referrals[ticket]) && (long)row[2]! > model.TimesWithdrawn(ticket))
                throw new ViolationException(9, $"{row[2]} notices were made for handover {row[0]}, whose client withdrew {model.TimesWithdrawn(ticket)} times.");
        }

        foreach (var released in checks.AllReleased.Values.Where(r => r is { Event: EventTypes.ReferralHandover, Step: 1, Ticket: not null }))
        {
            if (model.Forbids(released.Ticket!) != Model.Withdrew || model.IsSaidByOffice(released.Ticket!))
                continue;
            var state = store.Rows("SELECT State, LastOutcome FROM Handover WHERE Id = $0", released.Handover!.Value);
            if (state is [var one] && (long)one[0]! < 5 && store.Count("SELECT COUNT(*) FROM Delivery WHERE HandoverId = $0 AND Status = 'agreement-withdrawn'", released.Handover.Value) == 0
                && store.Count("SELECT COUNT(*) FROM Disclosure WHERE DeliveryId = $0", released.Id) > 0)
                throw new ViolationException(9, $"{released.Recipient} has handover {released.Handover}, whose client withdrew, and was never told.");
        }
    }

    /// <summary>Answers count in the order in which they were given.</summary>
    private void Answers()
    {
        var arrived = checks.AllArrived.Select(id => checks.AllReleased[id].Handover).ToHashSet();
        foreach (var row in store.Rows("SELECT Id, ReferralId, State FROM Handover"))
        {
            // One of which nothing left ends when nothing may leave any more.
            if (!arrived.Contains((Guid)row[0]!) || !checks.Tickets.TryGetValue((Guid)row[1]!, out var ticket) || !model.IsPlain(model.Referrals[ticket]))
                continue;
            var (is_, ought) = ((long)row[2]!, model.StateOf(((Guid)row[0]!).ToString("D"), model.Referrals[ticket].Person));
            if (is_ != ought)
                throw new ViolationException(10, $"Handover {row[0]} is in state {is_}; by its office's answers it is {ought}.");
        }
    }

    /// <summary>Each decision says under what it was made and which rule fired.</summary>
    private void Explained()
    {
        foreach (var row in store.Rows("SELECT f.Id, (SELECT COUNT(*) FROM Decision d WHERE d.ReferralId = f.Id) FROM Referral f WHERE f.State <> 0"))
        {
            if ((long)row[1]! == 0)
                throw new ViolationException(11, $"Referral {row[0]} was decided, and no decision is stored.");
        }

        foreach (var row in store.Rows("SELECT Id, Contracts, Parts FROM Decision"))
        {
            if (string.IsNullOrEmpty((string)row[1]!) || JsonNode.Parse((string)row[2]!)!.AsArray() is not { Count: > 0 } parts || parts.Any(p => p!["why"]?["rule"]?.GetValue<string>() is not { Length: > 0 }))
                throw new ViolationException(11, $"Decision {row[0]} does not say under what it was made, or by which rule.");
        }
    }

    /// <summary>Whatever keeps a referral back, whoever referred sees the same.</summary>
    private void SeenBySender()
    {
        foreach (var row in store.Rows("SELECT f.Id FROM Referral f WHERE f.State IN (1, 2) AND NOT EXISTS (SELECT 1 FROM Delivery d WHERE d.ReferralId = f.Id AND d.ReleasedAt IS NOT NULL) ORDER BY f.Id LIMIT 20"))
        {
            var id = (Guid)row[0]!;
            var line = installation.Turns.Complete(process.Lane, () => process.Referrals.ReadAsync(SimulatedOffices.Sender, id, CancellationToken.None));
            if (line is not { Parts: [{ Office: null, Status: "pending" or "contact-gateway-desk" }] })
                throw new ViolationException(12, $"Referral {id} is kept back, and its sender sees {string.Join(", ", line?.Parts.Select(p => $"{p.Office} {p.Status}") ?? [])}.");
            if (installation.Turns.Complete(process.Lane, () => process.Referrals.ReadAsync("ocmw-kortrijk", id, CancellationToken.None)) is not null)
                throw new ViolationException(12, $"Referral {id} exists for an office that has nothing to do with it.");
        }
    }

    private void Trail()
    {
        var found = installation.Turns.Complete(process.Lane, () => process.Get<AuditChain>().VerifyAsync(AuditOptions.ReadHeads(installation.Settings.AuditHeads), CancellationToken.None));
        if (found.Broken is { } broken)
            throw new ViolationException(13, broken);
    }
}
