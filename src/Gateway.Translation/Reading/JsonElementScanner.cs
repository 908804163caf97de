using System.Buffers;

namespace Gateway.Translation.Reading;

/// <summary>
/// Finds where a JSON value ends by its quotes and brackets alone, over as many buffers as it takes. It does not
/// judge what is between them, so a malformed record is cut out whole and its neighbours are read.
/// </summary>
internal struct JsonElementScanner
{
    private static readonly SearchValues<byte> Structural = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(" \t\r\n,]}"u8);
    private int _depth;
    private bool _started;
    private bool _inString;
    private bool _escaped;

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes belong to the value, its end included; −1 when it goes on behind the buffer.</returns>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length)
        {
            if (_escaped)
            {
                _escaped = false;
                i++;
                continue;
            }

            if (_inString)
            {
                var next = bytes[i..].IndexOfAny((byte)'"', (byte)'\\');
                if (next < 0)
                    return -1;
                i += next + 1;
                _escaped = bytes[i - 1] == '\\';
                _inString = _escaped;
                if (!_inString && _depth == 0)
                    return i;
                continue;
            }

            if (_depth == 0 && _started)
            {
                var end = bytes[i..].IndexOfAny(AfterScalar);
                return end < 0 ? -1 : i + end;
            }

            var at = _started ? bytes[i..].IndexOfAny(Structural) : 0;
            if (at < 0)
                return -1;
            _started = true;
            i += at + 1;
            switch (bytes[i - 1])
            {
                case (byte)'"':
                    _inString = true;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                case (byte)'}' or (byte)']' when _depth > 0:
                    if (--_depth == 0)
                        return i;
                    break;
            }
        }

        return -1;
    }
}
