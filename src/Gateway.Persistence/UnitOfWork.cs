using System.Diagnostics;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>
/// One transaction: a state change, its audit entries, the work items it completes and those it causes, or nothing.
/// Reading and deciding happen before it opens; concurrency tokens tell at commit whether what was read still holds.
/// </summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly IGatewayDatabase _database;
    private readonly WorkSignals _signals;
    private readonly GatewayMeter _meter;
    private readonly TrailKeys _trail;
    private readonly ILocalStages? _local;
    private readonly Func<CancellationToken, Task>? _indexTurned;
    private string? _cause;
    private readonly List<object> _made = [];
    private readonly List<RowChange> _changes = [];
    private readonly List<ClientUse> _uses = [];
    private readonly List<IVersioned> _checks = [];
    private readonly List<HeldItem> _completed = [];
    private readonly List<RowStatement> _first = [];
    private readonly List<RowStatement> _last = [];
    private readonly List<SealedRow> _sealed = [];
    private readonly List<Func<GatewayContext, Task>> _inside = [];
    private readonly List<Func<CompartmentContext, Task>> _insideCompartments = [];
    private Passage _passage;
    private bool _periodAlone;

    internal UnitOfWork(IGatewayDatabase database, KeySequence keys, TimeProvider domain, TimeProvider machine, WorkSignals signals, GatewayMeter meter, TrailKeys trail, ILocalStages? local,
        Func<CancellationToken, Task>? indexTurned)
    {
        _database = database;
        _local = local;
        _indexTurned = indexTurned;
        _signals = signals;
        _meter = meter;
        _trail = trail;
        Keys = keys;
        Now = domain.GetUtcNow();
        MachineNow = machine.GetUtcNow();
        Store = database.Open();
        Store.ChangeTracker.AutoDetectChangesEnabled = false;
    }

    /// <summary>The store; what is added or changed through it is written at commit.</summary>
    public GatewayContext Store { get; }

    /// <summary>Row keys.</summary>
    public KeySequence Keys { get; }

    /// <summary>Domain time of this unit, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Machine time of this unit, UTC.</summary>
    public DateTimeOffset MachineNow { get; }

    /// <summary>W3C trace parent of what is being worked on: everything caused goes on in that trace. Unless set, the current activity's.</summary>
    public string? Cause
    {
        get => _cause ?? Activity.Current?.Id;
        set => _cause = value;
    }

    /// <summary>
    /// Adds a row that nothing in this unit looks up again. It is written as it is at commit, and is not watched until then:
    /// for most rows watching costs more than all the rest.
    /// </summary>
    /// <param name="row">A row of the model.</param>
    public void Write(object row) => _made.Add(row);

    /// <summary>Changes a row that this unit does not watch, under the version with which it was read.</summary>
    public void Change(object before, object after) => _changes.Add(new RowChange(before, after));

    /// <summary>Changes a row that has no version, as long as some of its columns are as they were read.</summary>
    public void Change(object before, object after, params IReadOnlyList<string> asRead) => _changes.Add(new RowChange(before, after) { AsRead = asRead });

    /// <summary>Holds, at commit, that a client is as it was read, and counts the use.</summary>
    /// <param name="client">As it was read.</param>
    /// <param name="alone">Nobody else may have used it since either.</param>
    public void Use(ClientSnapshot client, bool alone = false) => _uses.Add(new ClientUse(client, alone));

    /// <summary>Holds, at commit, that a row is as it was read. Whoever may change it uses the same client, so that of the two the later sees the earlier.</summary>
    public void Check(IVersioned row) => _checks.Add(row);

    /// <summary>Adds a statement that comes before the rows.</summary>
    public void First(RowStatement statement) => _first.Add(statement);

    /// <summary>Adds a statement that comes after the rows.</summary>
    public void Last(RowStatement statement) => _last.Add(statement);

    /// <summary>New rows of a kind that this unit will write, watched or not.</summary>
    public IEnumerable<T> Made<T>() where T : class =>
        _made.OfType<T>().Concat(Store.ChangeTracker.Entries<T>().Where(e => e.State is EntityState.Added).Select(e => e.Entity));

    /// <summary>Causes work in a stage.</summary>
    /// <param name="stage">Stage.</param>
    /// <param name="subject">Subject.</param>
    /// <param name="generation">Round on this subject; 0 the first time.</param>
    /// <param name="delay">Wait this long (machine time).</param>
    /// <param name="traceParent">Trace to go on in; null: <see cref="Cause"/>.</param>
    public void Enqueue(string stage, Guid subject, int generation = 0, TimeSpan delay = default, string? traceParent = null) =>
        Write(new WorkItem
        {
            Id = Keys.Next(),
            Stage = stage,
            SubjectId = subject,
            Generation = generation,
            NotBefore = MachineNow + delay,
            TraceParent = traceParent ?? Cause,
        });

    /// <summary>
    /// Completes work items that are held under a lease. Their rows take the work that this unit causes, as far as it goes; the
    /// others are deleted.
    /// </summary>
    public void Complete(Guid token, IEnumerable<Guid> items) => _completed.AddRange(items.Select(id => new HeldItem(id, token)));

    /// <summary>Writes an audit entry.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="actor">Whose doing.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="detail">Codes only, never a client's data.</param>
    public void Record(string kind, string actor, Guid subject, object? detail = null) =>
        Write(AuditEntry.Of(_trail, Keys.Next(), Now, kind, actor, subject, detail));

    /// <summary>Puts an item on an agency's worklist.</summary>
    public OfficeTask OpenTask(string kind, string agency, Guid subject, string code, Sentence says, Guid? referral = null, DateOnly? dueOn = null)
    {
        var item = new OfficeTask
        {
            Id = Keys.Next(),
            Kind = kind,
            Agency = agency,
            SubjectId = subject,
            ReferralId = referral,
            ReasonCode = code,
            Text = StoredSentence.Store(says),
            OpenedAt = Now,
            DueOn = dueOn,
        };
        Write(item);
        return item;
    }

    /// <summary>Starts a deadline.</summary>
    public void StartDeadline(string kind, Guid subject, DateTimeOffset dueAt) =>
        Write(new Deadline { Id = Keys.Next(), Kind = kind, SubjectId = subject, DueAt = dueAt });

    /// <summary>
    /// Asks for a passage: the transaction begins with it, so that everything added with <see cref="Inside"/> sees what
    /// passed before. The narrower of several wishes counts.
    /// </summary>
    public void Pass(Passage passage) => _passage = passage > _passage ? passage : _passage;

    /// <summary>The transaction holds the open audit period alone: it waits for those that write entries or digests, and they for it.</summary>
    public void HoldPeriodAlone() => _periodAlone = true;

    /// <summary>Adds a set-wise update to the transaction.</summary>
    public void Inside(Func<GatewayContext, Task> update) => _inside.Add(update);

    /// <summary>Adds a set-wise update of the compartments' tables to the transaction.</summary>
    public void InsideCompartments(Func<CompartmentContext, Task> update) => _insideCompartments.Add(update);

    /// <summary>Writes a row's version although nothing else of it changes: whoever decided on it at the same moment conflicts.</summary>
    public void Touch(IVersioned row)
    {
        var entry = Store.Entry(row);
        if (entry.State is EntityState.Unchanged)
            entry.Property(nameof(IVersioned.Version)).IsModified = true;
    }

    /// <summary>Puts a sealed record into its compartment, in the same transaction.</summary>
    public void SealApart(SealedRow row) => _sealed.Add(row);

    /// <summary>Writes everything, or nothing.</summary>
    /// <param name="inside">Further conditional updates of the same transaction; it throws to undo all.</param>
    /// <param name="cancellation">Cancellation; a commit that was reached is not undone.</param>
    public async Task CommitAsync(Func<GatewayContext, Task>? inside, CancellationToken cancellation)
    {
        var made = Detect();
        var handed = new LocalHandOver(_local, made.OfType<WorkItem>(), MachineNow);
        var recipients = made.OfType<DeliverySnapshot>().Select(d => d.Recipient).Distinct(StringComparer.Ordinal).ToList();

        var work = CommittedWork.Of(made);
        try
        {
            await handed.AfterAsync(
                () => _database.InTransactionAsync(Store, transaction => WriteAsync(transaction, inside, cancellation), Happened(made), cancellation),
                e => _database.IsConflict(e) || e is LeaseLostException);
        }
        catch (IndexTurnedException) when (_indexTurned is not null)
        {
            // What is decided again is decided under the new key.
            await _indexTurned(cancellation);
            throw;
        }

        Store.ChangeTracker.AcceptAllChanges();
        _made.Clear();
        _changes.Clear();
        _uses.Clear();
        _checks.Clear();
        _completed.Clear();
        _first.Clear();
        _last.Clear();
        _sealed.Clear();
        _inside.Clear();
        _insideCompartments.Clear();
        _passage = Passage.None;
        _periodAlone = false;
        _signals.Committed(handed.Others, recipients);
        work.Count(_meter);
    }

    /// <summary>Finds what has changed, raises versions, and gives all new rows. New rows are written whole: they are not compared.</summary>
    private List<object> Detect()
    {
        List<object> made = [.. _made];
        foreach (var entry in Store.ChangeTracker.Entries().ToList())
        {
            if (entry.State is EntityState.Added)
            {
                made.Add(entry.Entity);
                continue;
            }

            entry.DetectChanges();
        }

        return made;
    }

    private async Task<bool> WriteAsync(IDbContextTransaction transaction, Func<GatewayContext, Task>? inside, CancellationToken cancellation)
    {
        var rows = new RowSet();
        if (_passage != Passage.None && _database.Pass(_passage) is { } pass)
            rows.First.Add(pass);
        if (_periodAlone || _made.Exists(r => r is AuditRow || IndexFence.Bears(r)))
            rows.First.AddRange(_database.HoldAuditPeriod(_periodAlone));
        if (inside is not null || _inside.Count > 0)
        {
            // Updates that are not statements yet run between the passage and the rows.
            await _database.Writer.WriteAsync(Store, _database.Dialect, rows, transaction, cancellation);
            rows = new RowSet();
            if (inside is not null)
                await inside(Store);
            foreach (var update in _inside)
                await update(Store);
        }

        rows.First.AddRange(_first);
        var taken = _made.OfType<WorkItem>().Take(_completed.Count).ToList();
        rows.Replacements.AddRange(_completed.Zip(taken, (held, item) => new ItemReplacement(held, item)));
        rows.First.AddRange(_completed.Skip(taken.Count).GroupBy(c => c.Token, c => c.Id).Select(c => Stages.Leases.Deletion(c.Key, [.. c])));
        rows.Inserts.AddRange(taken.Count == 0 ? _made : _made.Except(taken, ReferenceEqualityComparer.Instance));
        rows.Changes.AddRange(_changes);
        rows.Uses.AddRange(_uses);
        rows.Checks.AddRange(_checks);
        rows.Last.AddRange(_last);
        foreach (var entry in Store.ChangeTracker.Entries().ToList())
        {
            if (entry.State is EntityState.Added)
                rows.Inserts.Add(entry.Entity);
            else if (entry.State is EntityState.Modified)
                rows.Changes.Add(new RowChange(entry.OriginalValues.ToObject(), entry.Entity));
            else if (entry.State is EntityState.Deleted)
                throw new NotSupportedException("Rows are deleted set-wise, not through the change tracker.");
        }

        await _database.Writer.WriteAsync(Store, _database.Dialect, rows, transaction, cancellation);
        if (_sealed.Count + _insideCompartments.Count > 0)
        {
            await using var compartments = _database.OpenCompartments(Store, transaction);
            var apart = new RowSet();
            apart.Inserts.AddRange(_sealed);
            await _database.Writer.WriteAsync(compartments, _database.Dialect, apart, transaction, cancellation);
            foreach (var update in _insideCompartments)
                await update(compartments);
        }

        return true;
    }

    /// <summary>
    /// How to find out whether the commit happened when the connection broke in it: a row this unit inserts under a key of
    /// its own. A unit that inserts none only changes rows under their version or lease: run again, it conflicts.
    /// </summary>
    private Func<Task<bool>>? Happened(IReadOnlyList<object> made)
    {
        // Not a work item: whoever is quick has done and deleted it already.
        if (made.OrderBy(r => r is WorkItem).FirstOrDefault(r => KeyOf(r) is not null) is not { } inserted)
            return null;
        var (kind, key) = (inserted.GetType(), KeyOf(inserted));
        return async () =>
        {
            await using var store = _database.Open();
            return await store.FindAsync(kind, key) is not null;
        };
    }

    /// <summary>The row's key, where it is one of the gateway's own.</summary>
    private object? KeyOf(object row) =>
        Store.Model.FindEntityType(row.GetType())!.FindPrimaryKey() is { Properties: [{ ClrType: var type } key] } && type == typeof(Guid)
            ? key.GetGetter().GetClrValue(row)
            : null;

    /// <summary>Writes everything, or nothing.</summary>
    public Task CommitAsync(CancellationToken cancellation) => CommitAsync(inside: null, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

/// <summary>Opens units of work.</summary>
/// <param name="database">Database.</param>
/// <param name="keys">Row keys.</param>
/// <param name="domain">Domain time.</param>
/// <param name="machine">Machine time.</param>
/// <param name="signals">Wakes what waits for commits in this process.</param>
/// <param name="meter">Counts what was committed.</param>
/// <param name="trail">Keys of the audit trail.</param>
/// <param name="local">Stages of this process, which get new work at once; null: all of it waits to be handed out.</param>
/// <param name="indexTurned">Takes over the index key that turned; null: nobody can decide again.</param>
public sealed class UnitsOfWork(
    IGatewayDatabase database, KeySequence keys, TimeProvider domain, TimeProvider machine, WorkSignals signals, GatewayMeter meter, TrailKeys trail, ILocalStages? local = null,
    Func<CancellationToken, Task>? indexTurned = null)
{
    /// <summary>Opens one; dispose it whether or not it was committed.</summary>
    public UnitOfWork Open() => new(database, keys, domain, machine, signals, meter, trail, local, indexTurned);

    /// <summary>
    /// Reads, decides and commits, again from the start when someone else changed what was read. Also when this very work
    /// did, in a commit whose outcome stayed unknown: it then finds its own effects and has nothing left to do.
    /// </summary>
    /// <param name="work">Reads and decides; run again, it must recognise what it did before.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">Conflicts went on for <see cref="Conflicts.Rounds"/> rounds.</exception>
    public Task<T> RunAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        return database.DespiteConflictsAsync(async () =>
        {
            await using var unit = Open();
            var result = await work(unit);
            await unit.CommitAsync(cancellation);
            return result;
        });
    }
}
