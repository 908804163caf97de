namespace Gateway.Unit.Tests.Translation.Streaming;

/// <summary>A document that repeats the records of a sample: made while it is read, and never in memory as a whole.</summary>
internal sealed class RepeatedDocument : Stream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _parts;
    private ReadOnlyMemory<byte> _part;

    /// <param name="sample">What is repeated.</param>
    /// <param name="times">How often.</param>
    /// <param name="instead">Other bytes for a repetition, by its number from 0; null: the sample's.</param>
    public RepeatedDocument(RepeatedSample sample, long times, Func<long, byte[]?>? instead = null) =>
        _parts = Parts(sample, times, instead).GetEnumerator();

    /// <summary>How often a sample is repeated to fill so many bytes.</summary>
    public static long Times(RepeatedSample sample, long bytes) => Math.Max(1, bytes / (sample.Records.Length + sample.Between.Length));

    /// <summary>Bytes read so far.</summary>
    public long Delivered { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length)
        {
            if (_part.IsEmpty && !_parts.MoveNext())
                break;
            if (_part.IsEmpty)
                _part = _parts.Current;
            var count = Math.Min(buffer.Length - read, _part.Length);
            _part.Span[..count].CopyTo(buffer[read..]);
            _part = _part[count..];
            read += count;
        }

        Delivered += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _parts.Dispose();
        base.Dispose(disposing);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(RepeatedSample sample, long times, Func<long, byte[]?>? instead)
    {
        yield return sample.Head;
        for (long i = 0; i < times; i++)
        {
            if (i > 0)
                yield return sample.Between;
            yield return instead?.Invoke(i) ?? sample.Records;
        }

        yield return sample.Tail;
    }
}
