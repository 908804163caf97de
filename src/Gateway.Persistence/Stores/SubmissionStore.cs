using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Gateway.Core.Intake;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>Submissions' bytes: sealed segments, written as they come and read one at a time.</summary>
/// <param name="database">Database.</param>
/// <param name="ring">Data keys.</param>
/// <param name="machine">Machine time.</param>
public sealed class SubmissionStore(IGatewayDatabase database, KeyRing ring, TimeProvider machine)
{
    private readonly IGatewayDatabase _database = database;
    private readonly KeyRing _ring = ring;
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    /// <summary>Plain bytes a segment holds at most.</summary>
    public const int SegmentSize = 1024 * 1024;

    /// <summary>Seals one segment.</summary>
    public static SegmentRow Seal(Guid submission, int index, bool last, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain) => new()
    {
        SubmissionId = submission,
        Index = index,
        Last = last,
        Cipher = Sealing.Seal(key, plain, Context(submission, index, last)),
    };

    /// <summary>Stores segments ahead of their submission, so that a large body is never held whole.</summary>
    public async Task StoreAheadAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation)
    {
        await using var store = _database.Open();
        store.Segments.AddRange(segments);
        using (await _database.EnterWriteAsync(cancellation))
            await store.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Forgets segments of a submission that did not come to be. Not after a commit that failed: whether it happened may
    /// not be known yet, and its segments would be missing; <see cref="ForgetUnfinishedAsync"/> finds what is left over.
    /// </summary>
    public async Task ForgetAsync(Guid submission, CancellationToken cancellation)
    {
        await using var store = _database.Open();
        using (await _database.EnterWriteAsync(cancellation))
            await store.Segments.Where(s => s.SubmissionId == submission).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// Forgets segments whose submission never came to be, because a process was killed while its caller still sent.
    /// Their key was never stored, so nobody could read them any more. Other processes may be taking submissions in at the
    /// same moment: only segments older than a day count, told by the time in the submission's key; no call lasts as long.
    /// </summary>
    public async Task ForgetUnfinishedAsync(CancellationToken cancellation)
    {
        var yesterday = KeySequence.FirstOf(machine.GetUtcNow() - LongestCall);
        await using var store = _database.Open();
        using (await _database.EnterWriteAsync(cancellation))
            await store.Segments.Where(s => s.SubmissionId.CompareTo(yesterday) < 0 && !store.Submissions.Any(r => r.Id == s.SubmissionId)).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Reads segments stored ahead, and one that is not stored yet.</summary>
    /// <param name="held">The segment at hand.</param>
    /// <param name="key">The submission's key.</param>
    public Stream Open(SegmentRow held, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new SegmentStream(_database, held.SubmissionId, key, held);
    }

    /// <summary>Adds to a batch what opens the bytes of submissions: those of one segment come with their bytes, the others are read when reached.</summary>
    internal Contents Add(LoadBatch batch, IReadOnlyList<Guid> items, Guid token)
    {
        return Add(batch, $"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""");
    }

    /// <summary>Adds to a batch what opens the bytes of the submissions that a query gives.</summary>
    internal Contents Add(LoadBatch batch, SqlText held)
    {
        var keys = batch.Rows<DataKeyRow>($"""WHERE t."Wrapped" IS NOT NULL AND t."Id" {SqlText.In($"""SELECT "KeyId" FROM "Submission" WHERE "Id" {SqlText.In(held)}""")}""");
        var firsts = batch.Rows<SegmentRow>($"""WHERE t."SubmissionId" {SqlText.In(held)} AND t."Index" = {0} AND t."Last" = {true}""");
        return new Contents(this, keys, firsts);
    }

    /// <summary>Keys and first segments, read when the batch has run.</summary>
    internal sealed record Contents(SubmissionStore Store, List<DataKeyRow> Keys, List<SegmentRow> Firsts)
    {
        /// <summary>Bytes to read; submissions whose key was destroyed have none.</summary>
        internal Dictionary<Guid, Stream> Open(IEnumerable<SubmissionSnapshot> submissions)
        {
            var keys = Keys.ToDictionary(k => k.Id);
            var firsts = Firsts.ToDictionary(f => f.SubmissionId);
            return submissions.Where(s => keys.ContainsKey(s.KeyId)).ToDictionary(
                s => s.Id, Stream (s) => new SegmentStream(Store._database, s.Id, Store._ring.Open(keys[s.KeyId]), firsts.GetValueOrDefault(s.Id)));
        }
    }

    private static byte[] Context(Guid submission, int index, bool last) =>
        Sealing.Context(submission, "segment:" + index.ToString(System.Globalization.CultureInfo.InvariantCulture) + (last ? ":last" : ":more"));

    private sealed class SegmentStream(IGatewayDatabase database, Guid submission, byte[] key, SegmentRow? held) : Stream
    {
        private byte[] _plain = [];
        private int _offset;
        private int _next;
        private bool _ended;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            while (_offset == _plain.Length && !_ended)
                Fetch();
            var length = Math.Min(buffer.Length, _plain.Length - _offset);
            _plain.AsSpan(_offset, length).CopyTo(buffer);
            _offset += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Fetch()
        {
            var segment = held?.Index == _next ? held : FromStore();
            _plain = Sealing.Open(key, segment.Cipher, Context(submission, segment.Index, segment.Last));
            _offset = 0;
            _next++;
            _ended = segment.Last;
        }

        private SegmentRow FromStore()
        {
            using var store = database.Open();
            return store.Segments.AsNoTracking().Single(s => s.SubmissionId == submission && s.Index == _next);
        }
    }
}

