using System.Buffers;
using System.Text;

namespace Gateway.Translation.Writing;

/// <summary>Text in UTF-8 while it is put together; used again for one record after another.</summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        _length += utf8.Length;
    }

    public void Add(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, GetSpan(3 * text.Length));

    public void Add(byte one)
    {
        if (_length == _bytes.Length)
            Grow(1);
        _bytes[_length++] = one;
    }

    /// <summary>A copy of what was written, which is then forgotten.</summary>
    public byte[] Take()
    {
        var taken = Written.ToArray();
        Clear();
        return taken;
    }

    public void Clear() => _length = 0;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
            Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
            Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Grow(int more) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
}
