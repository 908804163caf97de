using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Running;

/// <summary>The load and apply side of translation, and what a test wants to know of it: how often documents were opened, how much was committed together.</summary>
internal sealed class WatchedTranslations : ITranslationStore
{
    private ITranslationStore _store = null!;

    private int _readings;
    private volatile bool _broken;

    /// <summary>Documents of which a first byte was read.</summary>
    public int Readings => _readings;

    /// <summary>Records of each commit that were translated again or kept.</summary>
    public List<int> Committed { get; } = [];

    /// <summary>Most records that were asked for together.</summary>
    public int MostKept { get; private set; }

    /// <summary>Runs before each commit.</summary>
    public Func<Task> BeforeCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>The commit that fails, from 1, and whether it has happened all the same; null: none does.</summary>
    public (int Nth, bool Happened)? Fails { get; set; }

    /// <summary>Reading any document fails.</summary>
    public bool Broken
    {
        get => _broken;
        set => _broken = value;
    }

    public void Forget()
    {
        (_readings, MostKept) = (0, 0);
        lock (Committed)
            Committed.Clear();
    }

    public void Register(IServiceCollection services)
    {
        var own = services.Single(d => d.ServiceType == typeof(ITranslationStore));
        services.Remove(own);
        services.AddSingleton<ITranslationStore>(p =>
        {
            _store = (ITranslationStore)ActivatorUtilities.CreateInstance(p, own.ImplementationType!);
            return this;
        });
    }

    public async Task<IReadOnlyList<SubmissionToRead>> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) =>
        [.. (await _store.LoadAsync(token, items, cancellation)).Select(s => s with { Content = Watch(s.Content) })];

    public async Task<IReadOnlyList<RecordAgain>> KeptAsync(IReadOnlyList<Guid> records, CancellationToken cancellation)
    {
        MostKept = Math.Max(MostKept, records.Count);
        return await _store.KeptAsync(records, cancellation);
    }

    public async Task<SubmissionAgain?> OpenAsync(Guid submission, CancellationToken cancellation) =>
        await _store.OpenAsync(submission, cancellation) is { } opened ? opened with { Content = Watch(opened.Content) } : null;

    public Task<IReadOnlyList<SubmissionSnapshot>> PresentAsync(IReadOnlyList<Guid> submissions, CancellationToken cancellation) => _store.PresentAsync(submissions, cancellation);

    public Task<IReadOnlySet<int>> TakenAsync(Guid submission, IReadOnlyList<int> numbers, CancellationToken cancellation) => _store.TakenAsync(submission, numbers, cancellation);

    public Task<IntakeSnapshots> KnownAsync(
        IReadOnlyList<(string Agency, Client Client)> named, IReadOnlyList<(string Agency, IClientStatement No)> noes, CancellationToken cancellation) =>
        _store.KnownAsync(named, noes, cancellation);

    public Task<IReadOnlyList<ClientStanding?>> StandingsAsync(IReadOnlyList<(string Agency, Client Client)> named, CancellationToken cancellation) => _store.StandingsAsync(named, cancellation);

    public async Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledPart> parts, CancellationToken cancellation)
    {
        await BeforeCommit();
        int nth;
        lock (Committed)
        {
            Committed.Add(parts.Sum(p => p.Decision?.Effects.Count(e => e is Effect.KeptAgain or Effect.Kept) ?? 0));
            nth = Committed.Count;
        }

        if (Fails == (nth, false))
            throw new InvalidOperationException("A planted fault.");
        await _store.ApplyAsync(known, token, parts, cancellation);
        if (Fails == (nth, true))
            throw new InvalidOperationException("A planted fault.");
    }

    private Watched? Watch(Stream? content) => content is null ? null : new Watched(this, content);

    private sealed class Watched(WatchedTranslations by, Stream content) : Stream
    {
        private bool _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (by.Broken)
                throw new InvalidDataException("A planted fault.");
            if (!_read)
                Interlocked.Increment(ref by._readings);
            _read = true;
            return content.Read(buffer);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }
}
