using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Retention;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// Turns the effects of a batch's decisions into rows and statements of one unit of work. Several changes of one row become
/// one; a row that is new and changed becomes one new row. It knows no rule.
/// </summary>
internal sealed class EffectWriter
{
    private readonly UnitOfWork _unit;
    private readonly Snapshots _known;
    private readonly CompartmentSealer? _sealer;
    private readonly Dictionary<(Type, Guid), (IVersioned? Before, IVersioned After)> _rows = [];
    private readonly List<object> _others = [];
    private readonly Dictionary<(Type, Guid), IVersioned> _relied = [];
    private readonly List<byte[]> _arrived = [];
    private readonly List<Guid> _retracted = [];
    private readonly List<Effect.CaseNumberNoted> _caseNumbers = [];
    private readonly Dictionary<Guid, Core.Life.ClientLife> _lives = [];
    private readonly List<(Guid Task, string By)> _closed = [];
    private readonly Dictionary<(string By, string Kinds), (IReadOnlyList<string> Kinds, List<Guid> Subjects)> _closedAbout = [];
    private readonly HashSet<Guid> _met = [];

    private EffectWriter(UnitOfWork unit, Snapshots known, CompartmentSealer? sealer) => (_unit, _known, _sealer) = (unit, known, sealer);

    /// <summary>Puts the effects into a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="known">What the decisions were based on.</param>
    /// <param name="decisions">Decisions.</param>
    /// <param name="sealer">Seals into compartments; needed where records are kept.</param>
    internal static void Write(UnitOfWork unit, Snapshots known, IEnumerable<Decision> decisions, CompartmentSealer? sealer = null)
    {
        var writer = new EffectWriter(unit, known, sealer);
        foreach (var effect in decisions.SelectMany(d => d.Effects))
            writer.Note(effect);
        writer.Flush();
        ArrivalChecks.Add(unit, known, writer._rows.Values.ToList(), writer._arrived, writer._others.OfType<StoredDecision>().Select(d => d.ReferralId).ToHashSet());
    }

    private void Note(Effect effect)
    {
        switch (effect)
        {
            case Effect.Added { Row: IVersioned row }:
                _rows[(row.GetType(), row.Id)] = (null, row);
                break;
            case Effect.Added added:
                _others.Add(added.Row);
                break;
            case Effect.Changed changed:
                Change(changed.Before, changed.After);
                break;
            case Effect.ReliedOn relied:
                _relied.TryAdd((relied.Row.GetType(), relied.Row.Id), relied.Row);
                break;
            case Effect.Audited audited:
                _unit.Record(audited.Kind, audited.Actor, audited.Subject, AuditEntry.Whole(audited.Detail, audited.With));
                break;
            case Effect.Enqueued work:
                _unit.Enqueue(work.Stage, work.Subject, work.Generation, work.Delay, work.TraceParent);
                break;
            case Effect.DeadlinesStopped stopped:
                StopDeadlines(stopped);
                break;
            case Effect.TasksClosed closed:
                CloseTasks(closed);
                break;
            case Effect.TaskClosed { Task: var task, By: var by }:
                _closed.Add((task.Id, by));
                break;
            case Effect.Arrived arrived:
                _arrived.Add(arrived.Ticket);
                break;
            case Effect.CaseNumberNoted noted:
                _caseNumbers.Add(noted);
                break;
            case Effect.LifeNoted noted:
                _lives[noted.Client] = noted.Life;
                break;
            case Effect.IdentifierForgotten forgotten:
                _unit.First(new RowStatement($"""DELETE FROM "ClientIdentifier" WHERE "Agency" = {forgotten.Agency} AND "Hash" {BlindIndex.Variants(forgotten.Hash).ToList()} AND "ClientId" = {forgotten.Client}"""));
                break;
            case Effect.Released released:
                Release(released);
                break;
            case Effect.DisclosureRetracted retracted:
                _retracted.Add(retracted.Delivery);
                break;
            case Effect.BytesDestroyed destroyed:
                Destroy(destroyed);
                break;
            case Effect.WorkEnded { Item: var item }:
                _unit.First(new RowStatement($"""DELETE FROM "WorkItem" WHERE "Id" = {item.Id} AND "State" = {item.State}""", 1));
                break;
            case Effect.BytesForgotten forgotten:
                ForgetBytes(forgotten.Submission);
                break;
            case Effect.SubmissionChanged submission:
                // A submission has no version: a replay counts in the same row while records of it are read on.
                _unit.Change(submission.Before, submission.After, nameof(SubmissionSnapshot.State), nameof(SubmissionSnapshot.Records), nameof(SubmissionSnapshot.SetAside));
                break;
            case Effect.Kept kept:
                Keep(kept);
                break;
            case Effect.KeptAgain again:
                KeepAgain(again);
                break;
            case Effect.SubmissionTranslatedAgain again:
                SetAsideCounts.Write(_unit, again);
                break;
            case Effect.BarrierCounted counted:
                BarrierCounts.Write(_unit, counted);
                break;
            case Effect.Operated { Operation: var operation }:
                _unit.Operated(operation.User, operation.Action, operation.Subject.ToString("D"), operation.Subject, operation.Detail);
                break;
            default:
                throw new InvalidOperationException($"There is no way to write the effect {effect.GetType().Name}.");
        }
    }

    private void Change(IVersioned before, IVersioned after)
    {
        var key = (after.GetType(), after.Id);
        _rows[key] = (_rows.TryGetValue(key, out var known) ? known.Before : before, after);
    }

    private void Flush()
    {
        if (_retracted.Count > 0)
            _unit.First(new RowStatement($"""DELETE FROM "Disclosure" WHERE "DeliveryId" {_retracted}"""));
        CloseTasksAbout();
        CloseOpenTasks();
        // After every other change of the handover: decisions do not see the sealed number and would write it away.
        foreach (var noted in _caseNumbers)
            NoteCaseNumber(noted);
        foreach (var (client, life) in _lives)
            NoteLife(client, life);
        foreach (var (before, after) in _rows.Values)
        {
            if (before is null)
                _unit.Write(after);
            else
                _unit.Change(before, after);
        }

        foreach (var row in _others)
            _unit.Write(row);
        // A changed row is written under its version anyway; a new one was read by nobody.
        foreach (var row in _relied.Where(r => !_rows.ContainsKey(r.Key) && r.Value is not ClientSnapshot).Select(r => r.Value))
            _unit.Check(row);
        UseClients();
    }

    /// <summary>
    /// Who relies on a client uses it. Who changes an agreement or a handover uses its client too, and alone: releases rely on
    /// those rows and count only the client, so whoever of the two commits later finds out.
    /// </summary>
    private void UseClients()
    {
        var alone = _rows.Values.Where(r => r.Before is not null)
            .Select(r => r.After switch { ClientAgreement agreement => agreement.ClientId, HandoverSnapshot handover => handover.ClientId, _ => Guid.Empty })
            .Where(id => id != Guid.Empty).ToHashSet();
        var relied = _relied.Values.OfType<ClientSnapshot>().ToDictionary(c => c.Id);
        foreach (var id in alone.Union(relied.Keys).Where(id => !_rows.ContainsKey((typeof(ClientSnapshot), id))))
        {
            if ((relied.GetValueOrDefault(id) ?? _known.Clients.Find(id)) is { } client)
                _unit.Use(client, alone.Contains(id));
            else
                _unit.First(new RowStatement($"""UPDATE "Client" SET "Uses" = "Uses" + 1 WHERE "Id" = {id}"""));
        }

        _met.UnionWith(_rows.Values.Where(r => r.Before is null).Select(r => r.After).OfType<ClientAgreement>().Select(a => a.ClientId));
        MeetAgain(_met.Except(alone).Except(relied.Keys));
    }

    /// <summary>
    /// Of a client who has been known for long all else may be purged at this moment, and then the client with it: what is new
    /// of such a client counts a use, and needs the client to be there.
    /// </summary>
    private void MeetAgain(IEnumerable<Guid> clients)
    {
        var young = KeySequence.FirstOf(_unit.MachineNow - EmptiedClients.Young);
        List<Guid> old = [.. clients.Where(id => id != Guid.Empty && id.CompareTo(young) < 0 && !_rows.ContainsKey((typeof(ClientSnapshot), id)))];
        if (old.Count > 0)
            _unit.First(new RowStatement($"""UPDATE "Client" SET "Uses" = "Uses" + 1 WHERE "Id" {old}""", old.Count));
    }

    private void StopDeadlines(Effect.DeadlinesStopped stopped)
    {
        // Deadlines that the same batch started before are not in the store yet.
        foreach (var deadline in _others.OfType<Deadline>().Where(d => d.SubjectId == stopped.Subject && d.Kind == stopped.Kind))
            deadline.State = DeadlineState.Stopped;
        _unit.First(new RowStatement(
            $"""UPDATE "Deadline" SET "State" = {DeadlineState.Stopped} WHERE "SubjectId" = {stopped.Subject} AND "Kind" = {stopped.Kind} AND "State" = {DeadlineState.Running}"""));
    }

    private void CloseTasks(Effect.TasksClosed closed)
    {
        // Tasks that the same batch opened before are not in the store yet.
        foreach (var task in _rows.Values.Where(r => r.Before is null).Select(r => r.After).OfType<OfficeTask>()
            .Where(t => closed.Subjects.Contains(t.SubjectId) && t.ClosedAt is null && (closed.Kinds.Count == 0 || closed.Kinds.Contains(t.Kind))))
            (task.ClosedAt, task.ClosedBy, task.EscalateAt) = (_unit.Now, closed.By, null);
        var alike = (closed.By, string.Join(',', closed.Kinds));
        if (!_closedAbout.TryGetValue(alike, out var about))
            _closedAbout[alike] = about = (closed.Kinds, []);
        about.Subjects.AddRange(closed.Subjects);
    }

    /// <summary>One statement for all that a batch closes alike.</summary>
    private void CloseTasksAbout()
    {
        foreach (var ((by, _), (kinds, subjects)) in _closedAbout)
        {
            SqlText about = $""" "SubjectId" {subjects}""";
            _unit.First(TaskClosing.Where(_unit.Now, by, kinds.Count > 0 ? about.Then($""" AND "Kind" {kinds}""") : about));
        }
    }

    private void CloseOpenTasks()
    {
        foreach (var alike in _closed.GroupBy(c => c.By, c => c.Task))
        {
            _unit.First(TaskClosing.These(_unit.Now, alike.Key, [.. alike]));
        }
    }

    private void NoteCaseNumber(Effect.CaseNumberNoted noted)
    {
        var key = (typeof(HandoverSnapshot), noted.Handover);
        var current = _rows.TryGetValue(key, out var row) ? (HandoverSnapshot)row.After : _known.Handovers.Find(noted.Handover);
        // Without a key the client was erased: the number goes with it.
        if (current is null || !_known.Keys.TryGetValue(noted.Client, out var clientKey))
            return;
        Change(current, current with { CaseNumber = Sealing.Seal(clientKey, Encoding.UTF8.GetBytes(noted.CaseNumber), Sealing.Context(noted.Handover, "case-number")) });
    }

    private void NoteLife(Guid client, Core.Life.ClientLife life)
    {
        var current = _rows.TryGetValue((typeof(ClientSnapshot), client), out var row) ? (ClientSnapshot)row.After : _known.Clients.Find(client);
        // Without a key the client was erased, or what is known cannot be opened: nothing is written over it.
        if (current is not null && _known.Keys.TryGetValue(client, out var key))
            Change(current, current with { Life = LifeVault.Seal(client, key, life) });
    }

    private void Release(Effect.Released released)
    {
        var key = _known.Keys[released.Delivery.ClientId];
        var current = (DeliverySnapshot)_rows[(typeof(DeliverySnapshot), released.Delivery.Id)].After;
        Change(current, current with { Payload = Sealing.Seal(key, released.Bytes.Span, Sealing.Context(current.Id, "payload")) });
        _others.Add(released.Disclosure with { PayloadHmac = HMACSHA256.HashData(key, released.Bytes.Span) });
    }

    private void Keep(Effect.Kept kept)
    {
        var key = kept.Under.Key.Span;
        if (kept.Under.ClientId is { } client)
            _met.Add(client);
        _rows[(typeof(RecordSnapshot), kept.Record.Id)] = (null, kept.Record with { Sealed = RecordVault.Seal(kept.Record.Id, key, kept.Statements, kept.Read.Kept.Span) });
        if (kept.Read.Compartment != Compartment.Ordinary)
            _unit.SealApart(_sealer!.Seal(kept.Read.Compartment, kept.Record.Id, kept.Read.Slice.Span));
    }

    private void KeepAgain(Effect.KeptAgain again)
    {
        var (before, after) = (again.Before, again.After);
        Change(before, after with { Sealed = RecordVault.Seal(after.Id, again.Under.Key.Span, again.Read.Statements, again.Read.Kept.Span) });
        // What lies in a compartment already are the same bytes.
        if (again.Read.Compartment != Compartment.Ordinary && before.Compartment == Compartment.Ordinary)
            _unit.SealApart(_sealer!.Seal(again.Read.Compartment, after.Id, again.Read.Slice.Span));
    }

    private void Destroy(Effect.BytesDestroyed destroyed)
    {
        var before = destroyed.Before;
        ForgetBytes(before);
        // A submission has no version: whoever reads on in it at the same moment changes its state or its number of records.
        _unit.First(new RowStatement(
            $"""UPDATE "Submission" SET "DestroyedAt" = {destroyed.After.DestroyedAt} WHERE "Id" = {before.Id} AND "DestroyedAt" IS NULL AND "State" = {before.State} AND "Records" = {before.Records}""", 1));
        _unit.Change(before, destroyed.After);
    }

    private void ForgetBytes(SubmissionSnapshot submission)
    {
        if (submission.Sealed is null)
            _unit.First(new RowStatement($"""DELETE FROM "Segment" WHERE "SubmissionId" = {submission.Id}"""));
    }
}
