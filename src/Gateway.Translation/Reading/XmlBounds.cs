namespace Gateway.Translation.Reading;

/// <summary>
/// The bytes of an XML document, no more of them than it was last allowed to give and no tag with more attributes than an element
/// may have: a parser holds a tag as a whole, and the time it takes for one grows with the square of its attributes. Does not own the
/// stream.
/// </summary>
internal sealed class XmlBounds(Stream content) : Stream
{
    private Place _place;
    private int _left;
    private int _attributes;
    private int _matched;

    /// <summary>What the bytes are that stand next.</summary>
    private enum Place
    {
        Text,
        Opened,
        Tag,
        DoubleQuoted,
        SingleQuoted,
        Instruction,
        Declaration,
        Comment,
        Characters,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gives so many bytes from now on.</summary>
    public void Allow(int bytes) => _left = bytes;

    public override int Read(Span<byte> buffer)
    {
        if (_left <= 0)
            throw new ExceededException(ofAttributes: false);
        var read = content.Read(buffer);
        _left -= read;
        Look(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Counts the attributes of each tag, over as many buffers as it takes.</summary>
    private void Look(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[Next(bytes)..];
    }

    /// <returns>How many bytes are done with; at least one.</returns>
    private int Next(ReadOnlySpan<byte> bytes)
    {
        switch (_place)
        {
            case Place.Text:
                return Until(bytes, bytes.IndexOf((byte)'<'), Place.Opened);
            case Place.Opened:
                _attributes = 0;
                _matched = 0;
                _place = bytes[0] switch { (byte)'?' => Place.Instruction, (byte)'!' => Place.Declaration, _ => Place.Tag };
                return _place == Place.Tag ? 0 : 1;
            case Place.Tag:
                return InTag(bytes);
            case Place.DoubleQuoted:
                return Until(bytes, bytes.IndexOf((byte)'"'), Place.Tag);
            case Place.SingleQuoted:
                return Until(bytes, bytes.IndexOf((byte)'\''), Place.Tag);
            case Place.Declaration:
                _place = bytes[0] switch { (byte)'-' => Place.Comment, (byte)'[' => Place.Characters, _ => Place.Tag };
                return 1;
            case Place.Comment:
                return Ended(bytes, (byte)'-', 2);
            case Place.Characters:
                return Ended(bytes, (byte)']', 2);
            default:
                return Ended(bytes, (byte)'?', 1);
        }
    }

    private int InTag(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOfAny("=\"'>"u8);
        if (at < 0)
            return bytes.Length;
        switch (bytes[at])
        {
            case (byte)'>':
                _place = Place.Text;
                break;
            case (byte)'"':
                _place = Place.DoubleQuoted;
                break;
            case (byte)'\'':
                _place = Place.SingleQuoted;
                break;
            default:
                if (++_attributes > ReadingLimits.XmlAttributes)
                    throw new ExceededException(ofAttributes: true);
                break;
        }

        return at + 1;
    }

    private int Until(ReadOnlySpan<byte> bytes, int at, Place then)
    {
        if (at < 0)
            return bytes.Length;
        _place = then;
        return at + 1;
    }

    /// <summary>Looks for the end of a comment, of characters or of an instruction: so many marks, then a bracket.</summary>
    private int Ended(ReadOnlySpan<byte> bytes, byte mark, int marks)
    {
        if (_matched == 0)
        {
            var first = bytes.IndexOf(mark);
            if (first < 0)
                return bytes.Length;
            _matched = 1;
            return first + 1;
        }

        if (bytes[0] == '>' && _matched >= marks)
            _place = Place.Text;
        _matched = bytes[0] == mark ? Math.Min(_matched + 1, marks) : 0;
        return 1;
    }

    /// <summary>More was asked for than is allowed.</summary>
    /// <param name="ofAttributes">An element has too many attributes.</param>
    internal sealed class ExceededException(bool ofAttributes) : Exception("A part of the document is too long.")
    {
        /// <summary>An element has too many attributes; otherwise a tag, comment or text is too long.</summary>
        internal bool OfAttributes { get; } = ofAttributes;
    }
}
