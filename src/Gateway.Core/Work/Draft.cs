using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;

namespace Gateway.Core.Work;

/// <summary>
/// A decision in the making: rules read rows through it and note effects in it. It shows each rule what the rules before
/// it did, and changes nothing outside: a rule that throws half-way leaves nothing behind.
/// </summary>
public sealed class Draft
{
    private readonly Snapshots _known;
    private readonly Circumstances _circumstances;
    /// <summary>So many parts stand in an entry at most: its detail is bounded.</summary>
    private const int MostParts = 10;

    private readonly List<Effect> _effects = [];
    private readonly List<Effect.Audited> _beside = [];
    private readonly Dictionary<Guid, ClientLife> _lives = [];

    /// <summary>Begins a decision.</summary>
    /// <param name="known">What was read for the batch, with what was decided in it before.</param>
    /// <param name="circumstances">What the agencies agreed, the time, and where keys come from.</param>
    /// <param name="cause">W3C trace parent of the work; deliveries and work items it causes go on in that trace.</param>
    public Draft(Snapshots known, Circumstances circumstances, string? cause = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(circumstances);
        _known = known;
        _circumstances = circumstances;
        Cause = cause;
        Clients = new View<ClientSnapshot>(this, known.Clients);
        Agreements = new View<ClientAgreement>(this, known.Agreements);
        Referrals = new View<ReferralSnapshot>(this, known.Referrals);
        Handovers = new View<HandoverSnapshot>(this, known.Handovers);
        Deliveries = new View<DeliverySnapshot>(this, known.Deliveries);
        Records = new View<RecordSnapshot>(this, known.Records);
        Counts = new View<PilotCount>(this, known.Counts);
        Tasks = new View<OfficeTask>(this, known.Tasks);
        Capacities = new View<CapacitySnapshot>(this, known.Capacities);
    }

    /// <summary>When it is decided.</summary>
    public Moment Moment => _circumstances.Moment;

    /// <summary>The day that it is at an office: terms, validity and ages count in its days.</summary>
    /// <param name="agency">Its id; one that is not in the directory counts in UTC.</param>
    public DateOnly TodayAt(string agency) => Agreed.Directory.DayAt(agency, Moment.Now);

    /// <summary>What the agencies agreed.</summary>
    public Agreed Agreed => _circumstances.Agreed;

    /// <summary>Keyed hashes by which tickets and identifiers are found.</summary>
    public BlindIndex Index => _circumstances.Index;

    /// <summary>W3C trace parent of the work.</summary>
    public string? Cause { get; }

    /// <summary>What was read beside the rows: who waits, what left, which places are taken.</summary>
    public Snapshots Known => _known;

    /// <summary>Clients.</summary>
    public View<ClientSnapshot> Clients { get; }

    /// <summary>Client agreements.</summary>
    public View<ClientAgreement> Agreements { get; }

    /// <summary>Referrals.</summary>
    public View<ReferralSnapshot> Referrals { get; }

    /// <summary>Handovers.</summary>
    public View<HandoverSnapshot> Handovers { get; }

    /// <summary>Deliveries.</summary>
    public View<DeliverySnapshot> Deliveries { get; }

    /// <summary>Records: those of the batch, and those that wait for something.</summary>
    public View<RecordSnapshot> Records { get; }

    /// <summary>Counts of pilot sites.</summary>
    public View<PilotCount> Counts { get; }

    /// <summary>Tasks that are decided about.</summary>
    public View<OfficeTask> Tasks { get; }

    /// <summary>What offices stated of their places, as far as the batch states something of them.</summary>
    public View<CapacitySnapshot> Capacities { get; }

    /// <summary>A key for a new row.</summary>
    public Guid NewKey() => _circumstances.Keys.Next();

    /// <summary>Adds a row of a kind that no rule looks up again.</summary>
    public void Add(object row) => _effects.Add(new Effect.Added(row));

    /// <summary>Notes that the decision holds only while a row stays as it was read.</summary>
    public void RelyOn(IVersioned row)
    {
        if (!_effects.OfType<Effect.ReliedOn>().Any(e => e.Row.Id == row.Id))
            _effects.Add(new Effect.ReliedOn(row));
    }

    /// <summary>Writes an audit entry. Its detail holds codes only, never a client's data.</summary>
    public void Audit(string kind, string actor, Guid subject, object? detail = null) =>
        _effects.Add(new Effect.Audited(kind, actor, subject, detail));

    /// <summary>
    /// Notes in the audit trail what a decision does beside what it is about: it stands in the decision's first entry, so that
    /// a decision is one entry. Where there is none, it is an entry of its own.
    /// </summary>
    public void AuditWith(string kind, string actor, Guid subject, object? detail = null) => _beside.Add(new Effect.Audited(kind, actor, subject, detail));

    /// <summary>Causes work in a stage.</summary>
    public void Enqueue(string stage, Guid subject, string? traceParent = null, int generation = 0, TimeSpan delay = default) =>
        _effects.Add(new Effect.Enqueued(stage, subject, traceParent ?? Cause, generation) { Delay = delay });

    /// <summary>Has a record decided again, by the stage that its statement belongs to.</summary>
    public void DecideAgain(RecordSnapshot record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var again = Records.Find(record.Id) is null ? record with { Round = record.Round + 1 } : Records.Change(record.Id, r => r with { Round = r.Round + 1 });
        _effects.Add(new Effect.Enqueued(StageNames.OfStatement(record.StatementType), record.Id, Cause, again.Round));
    }

    /// <summary>Notes that a ticket is known from now on, so that the store makes sure that nobody began to wait for it meanwhile.</summary>
    public void NoteArrival(byte[] ticket) => _effects.Add(new Effect.Arrived(ticket));

    /// <summary>Opens a task for a person. An office with a system of its own is told of it, and its ladder begins.</summary>
    /// <param name="kind">One of <see cref="TaskKinds"/>.</param>
    /// <param name="agency">Whose task it is; <c>gateway</c>: the gateway desk.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="code">Reason code.</param>
    /// <param name="says">What it says.</param>
    /// <param name="referral">Referral, when it is about one.</param>
    /// <param name="dueOn">Last day to act.</param>
    /// <param name="told">False: another event of the office says the same, or the order of its events was not read.</param>
    /// <param name="source">The office's own record that caused it.</param>
    public void OpenTask(
        string kind, string agency, Guid subject, string code, Sentence says, Guid? referral = null, DateOnly? dueOn = null, bool told = true, RecordName? source = null) =>
        TaskOpening.Open(
            this,
            new OfficeTask
            {
                Id = NewKey(),
                Kind = kind,
                Agency = agency,
                SubjectId = subject,
                ReferralId = referral,
                ReasonCode = code,
                Text = StoredSentence.Store(says),
                OpenedAt = Moment.Now,
                DueOn = dueOn,
                Source = source?.ToString(),
            },
            told);

    /// <summary>Closes the open tasks about subjects.</summary>
    /// <param name="by">What closes them.</param>
    /// <param name="subjects">What they are about.</param>
    /// <param name="kinds">Only tasks of these kinds; none: all.</param>
    public void CloseTasks(string by, IReadOnlyList<Guid> subjects, params IReadOnlyList<string> kinds) =>
        _effects.Add(new Effect.TasksClosed(subjects, kinds, by));

    /// <summary>Closes a task that was read as open; of two who close it at the same moment the second decides again.</summary>
    public void CloseTask(OfficeTask task, string by) => _effects.Add(new Effect.TaskClosed(task, by));

    /// <summary>Destroys a submission's bytes with their key.</summary>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it is to be, apart from the bytes.</param>
    public void DestroyBytes(SubmissionSnapshot before, SubmissionSnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        _effects.Add(new Effect.BytesDestroyed(before, after with { DestroyedAt = Moment.Now, KeepUntil = null, Wrapped = null, Sealed = null }));
        Audit("submission.destroyed", "gateway", before.Id);
    }

    /// <summary>Ends a work item of another stage that has nothing left to do, with the task that it caused.</summary>
    public void EndWork(WorkItem item, string by)
    {
        ArgumentNullException.ThrowIfNull(item);
        _effects.Add(new Effect.WorkEnded(item));
        CloseTasks(by, [item.Id], TaskKinds.Parked);
    }

    /// <summary>Changes a submission.</summary>
    public void ChangeSubmission(SubmissionSnapshot before, SubmissionSnapshot after) => _effects.Add(new Effect.SubmissionChanged(before, after));

    /// <summary>Removes a submission's bytes with their key.</summary>
    public void ForgetBytes(SubmissionSnapshot submission) => _effects.Add(new Effect.BytesForgotten(submission));

    /// <summary>Keeps a record under a key.</summary>
    public void Keep(RecordSnapshot record, KnownClient under, IReadOnlyList<Statement> statements, ReadRecord read) =>
        _effects.Add(new Effect.Kept(record, under, statements, read));

    /// <summary>Keeps a record that was translated again, under the key of the client that it names now.</summary>
    public void KeepAgain(RecordSnapshot before, RecordSnapshot after, KnownClient under, ReadRecord read) =>
        _effects.Add(new Effect.KeptAgain(before, after, under, read));

    /// <summary>Changes a record that was read without its sealed bytes; they stay as they are.</summary>
    public void ChangeKept(RecordSnapshot before, RecordSnapshot after) => _effects.Add(new Effect.Changed(before, after));

    /// <summary>Records of a submission are not set aside any more.</summary>
    public void TranslatedAgain(SubmissionSnapshot submission, int fewer, bool further, string? profileVersion, bool finished) =>
        _effects.Add(new Effect.SubmissionTranslatedAgain(submission, fewer, further, profileVersion, finished));

    /// <summary>Notes what somebody did on a page.</summary>
    public void Operated(Operating.PageOperation operation) => _effects.Add(new Effect.Operated(operation));

    /// <summary>Starts a deadline.</summary>
    public void StartDeadline(string kind, Guid subject, DateTimeOffset dueAt) =>
        Add(new Deadline { Id = NewKey(), Kind = kind, SubjectId = subject, DueAt = dueAt });

    /// <summary>Counts in the barrier log what stood in the way of a referral.</summary>
    /// <param name="collaboration">Local agreement; null: none.</param>
    /// <param name="barrier">Coded reason, one of <see cref="ReplyReasons"/>.</param>
    /// <param name="owner">Office that looks after it.</param>
    public void CountBarrier(string? collaboration, string barrier, string owner) =>
        _effects.Add(new Effect.BarrierCounted(collaboration, barrier, owner) { Level = Funnel.BarrierRules.LevelOf(barrier) });

    /// <summary>States in the barrier log how many a barrier stopped in a month, as a site counted it.</summary>
    /// <param name="collaboration">Local agreement.</param>
    /// <param name="barrier">Coded reason, one of <see cref="ReplyReasons"/>.</param>
    /// <param name="owner">Who looks after it.</param>
    /// <param name="month">Month, <c>2026-03</c>.</param>
    /// <param name="people">How many in all.</param>
    public void StateBarrier(string collaboration, string barrier, string owner, string month, int people) =>
        _effects.Add(new Effect.BarrierCounted(collaboration, barrier, owner) { Level = Funnel.BarrierRules.LevelOf(barrier), Month = month, People = people });

    /// <summary>Stops the running deadlines of a kind about a subject.</summary>
    public void StopDeadlines(string kind, Guid subject) => _effects.Add(new Effect.DeadlinesStopped(subject, kind));

    /// <summary>Notes the recipient's own case number; it is sealed before it is stored.</summary>
    public void NoteCaseNumber(HandoverSnapshot handover, string number)
    {
        ArgumentNullException.ThrowIfNull(handover);
        _effects.Add(new Effect.CaseNumberNoted(handover.Id, handover.ClientId, number));
    }

    /// <summary>What became known of a client since the referrals were written.</summary>
    public ClientLife LifeOf(Guid client) => _lives.TryGetValue(client, out var mine) ? mine : _known.Lives.TryGetValue(client, out var read) ? read : ClientLife.Empty;

    /// <summary>Notes what became known of a client; it is sealed before it is stored.</summary>
    public void NoteLife(Guid client, ClientLife life)
    {
        _lives[client] = life;
        _effects.Add(new Effect.LifeNoted(client, life));
    }

    /// <summary>The client that statements about a client mean: one that a register's notice links to another of the agency counts as that one.</summary>
    public Guid PersonOf(Guid client) => Clients.Find(client)?.Person ?? client;

    /// <summary>A client, and those of the same agency that are the same person by a register's notice, as far as they were read.</summary>
    public IReadOnlyList<Guid> SamePerson(Guid client) =>
        [client, .. Clients.All.Where(c => c.Id != client && c.Person == PersonOf(client)).Select(c => c.Id)];

    /// <summary>A number names a client no longer.</summary>
    public void ForgetIdentifier(string agency, byte[] hash, Guid client) => _effects.Add(new Effect.IdentifierForgotten(agency, hash, client));

    /// <summary>Releases a delivery: its bytes are sealed, and the disclosure is written with the digest of the bytes under the client's key.</summary>
    public DeliverySnapshot Release(DeliverySnapshot before, DeliverySnapshot after, ReadOnlyMemory<byte> bytes, Disclosure disclosure)
    {
        Deliveries.Change(before.Id, _ => after);
        _effects.Add(new Effect.Released(after, bytes, disclosure));
        return after;
    }

    /// <summary>A disclosure's bytes did not leave: it was none.</summary>
    public void DisclosureRetracted(Guid delivery) => _effects.Add(new Effect.DisclosureRetracted(delivery));

    /// <summary>The decision, which is done with.</summary>
    public Decision Decided() => Decided(ItemOutcome.Completed);

    /// <summary>The decision.</summary>
    public Decision Decided(ItemOutcome outcome) => new(outcome, [.. Effects()]);

    private IEnumerable<Effect> Effects()
    {
        if (_beside.Count == 0 || _effects.OfType<Effect.Audited>().FirstOrDefault() is not { } main)
            return _effects.Concat(_beside);
        var whole = main with { With = [.. _beside.Take(MostParts).Select(b => new AuditPart(b.Kind, b.Actor, b.Subject, b.Detail))] };
        return _effects.Select(e => ReferenceEquals(e, main) ? whole : e).Concat(_beside.Skip(MostParts));
    }

    /// <summary>Rows of one kind, as they were read and as this decision has changed them.</summary>
    /// <typeparam name="T">Kind.</typeparam>
    public sealed class View<T> where T : class, IVersioned
    {
        private readonly Draft _draft;
        private readonly SnapshotSet<T> _read;
        private readonly Dictionary<Guid, T> _mine = [];

        internal View(Draft draft, SnapshotSet<T> read) => (_draft, _read) = (draft, read);

        /// <summary>Every row.</summary>
        public IEnumerable<T> All =>
            _mine.Count == 0 ? _read.All : _read.All.Where(r => !_mine.ContainsKey(r.Id)).Concat(_mine.Values);

        /// <summary>A row; null when it is not there (any more).</summary>
        public T? Find(Guid? id) => id is { } key && _mine.TryGetValue(key, out var mine) ? mine : _read.Find(id);

        /// <summary>A row that was read for certain.</summary>
        /// <exception cref="KeyNotFoundException">It was not: a fault of the load.</exception>
        public T Get(Guid id) => Find(id) ?? throw new KeyNotFoundException($"A {typeof(T).Name} that the decision needs was not read.");

        /// <summary>Adds a row.</summary>
        public T Add(T row)
        {
            _mine[row.Id] = row;
            _draft._effects.Add(new Effect.Added(row));
            return row;
        }

        /// <summary>Changes a row; its version is raised by the store.</summary>
        /// <param name="id">Which.</param>
        /// <param name="change">The row as it is to be, from the row as it is.</param>
        /// <returns>The changed row.</returns>
        public T Change(Guid id, Func<T, T> change)
        {
            ArgumentNullException.ThrowIfNull(change);
            var before = Get(id);
            var after = change(before);
            _mine[id] = after;
            _draft._effects.Add(new Effect.Changed(before, after));
            return after;
        }
    }
}
