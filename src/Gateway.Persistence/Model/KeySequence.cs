using System.Buffers.Binary;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Model;

/// <summary>
/// Makes UUID version 7 keys that rise strictly within a process, also within one millisecond: the 12 bits after the
/// version count up instead of being random (RFC 9562, section 6.2, method 1). Rows made in one transaction so keep
/// their order when sorted by key.
/// </summary>
/// <param name="machine">Machine time, not the domain's: keys order work, they date nothing.</param>
/// <param name="randomness">Randomness; null: the system's.</param>
public sealed class KeySequence(TimeProvider machine, RandomBytes? randomness = null) : IKeys
{
    private readonly Lock _lock = new();
    private readonly RandomBytes _randomness = randomness ?? RandomBytes.System;
    /// <summary>Random bytes for many keys at once: asking for a few at a time costs more than all the rest.</summary>
    private readonly byte[] _random = new byte[1024];
    private int _taken = 1024;
    private long _millisecond;
    private int _counter;

    /// <summary>Sorts before every key made at or after an instant, and after every key made before its millisecond.</summary>
    public static Guid FirstOf(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, instant.ToUnixTimeMilliseconds() << 16);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When a key was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }

    /// <summary>The next key.</summary>
    public Guid Next()
    {
        long millisecond;
        int counter;
        Span<byte> bytes = stackalloc byte[16];
        lock (_lock)
        {
            var now = machine.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _millisecond)
            {
                _millisecond = now;
                _counter = 0;
            }
            else if (++_counter > 0xFFF)
            {
                _millisecond++;
                _counter = 0;
            }

            millisecond = _millisecond;
            counter = _counter;
            if (_taken == _random.Length)
            {
                _randomness.Fill(_random);
                _taken = 0;
            }

            _random.AsSpan(_taken, 8).CopyTo(bytes[8..]);
            _taken += 8;
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes, millisecond << 16);
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
