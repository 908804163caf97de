using Gateway.Core.Work;
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
        return new SegmentStream(_database, held.SubmissionId, new Lazy<byte[]>(key), held);
    }

    /// <summary>
    /// Bytes to read of submissions as they were loaded: those of one segment lie in their row, the others are read when
    /// reached. Submissions whose key was destroyed have none. A key that cannot be opened fails when its bytes are read, and
    /// so fails no other.
    /// </summary>
    internal Dictionary<Guid, Stream> Open(IEnumerable<SubmissionSnapshot> submissions) =>
        submissions.Where(s => s.Wrapped is not null).ToDictionary(s => s.Id, Stream (s) => new SegmentStream(
            _database, s.Id, new Lazy<byte[]>(() => _ring.Open(s.Id, s.Wrapped!)),
            s.Sealed is { } whole ? new SegmentRow { SubmissionId = s.Id, Index = 0, Last = true, Cipher = whole } : null));

    private static byte[] Context(Guid submission, int index, bool last) =>
        Sealing.Context(submission, "segment:" + index.ToString(System.Globalization.CultureInfo.InvariantCulture) + (last ? ":last" : ":more"));

    private sealed class SegmentStream(IGatewayDatabase database, Guid submission, Lazy<byte[]> key, SegmentRow? held) : Stream
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
            _plain = Sealing.Open(key.Value, segment.Cipher, Context(submission, segment.Index, segment.Last));
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

