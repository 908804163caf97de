using System.Text;

namespace Gateway.Translation.Writing;

/// <summary>Text in UTF-8 while it is put together; used again for one record after another.</summary>
internal sealed class Utf8Buffer
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

    /// <summary>Text that is known to hold nothing but ASCII.</summary>
    public void AddAscii(ReadOnlySpan<char> text)
    {
        Ascii.FromUtf16(text, GetSpan(text.Length), out var written);
        _length += written;
    }

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

    /// <summary>Room for so many bytes; what is written there counts with <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int room)
    {
        if (_bytes.Length - _length < room)
            Grow(room);
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    private void Grow(int more) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
}
