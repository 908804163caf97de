using System.Globalization;
using System.Text;

namespace Gateway.Workers.Audit;

/// <summary>
/// The heads in a file outside the database, each signed by the gateway. It only grows, so that what was read is not read again. What was noted first
/// for a number counts: a trail that was cut off and sealed anew notes the number a second time.
/// </summary>
/// <param name="file">The file; it need not exist.</param>
internal sealed class NotedHeads(string file)
{
    private readonly Dictionary<int, string> _byNumber = [];
    private long _read;

    /// <summary>Whether it was shorter than it had been: somebody removed heads.</summary>
    internal bool HasShrunk { get; private set; }

    /// <summary>Root by size: the number of the last seal.</summary>
    internal IReadOnlyDictionary<int, string> ByNumber => _byNumber;

    /// <summary>Reads what was added. A line without an end may still be written: it is read again the next time.</summary>
    internal void ReadOn()
    {
        if (!File.Exists(file))
        {
            HasShrunk |= _read > 0;
            return;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length < _read)
            (_read, HasShrunk) = (0, true);
        stream.Position = _read;
        using var reader = new StreamReader(stream, Encoding.ASCII, detectEncodingFromByteOrderMarks: false);
        var line = new StringBuilder();
        for (var at = _read + 1; reader.Read() is >= 0 and var next; at++)
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            Add(line.ToString());
            line.Clear();
            _read = at;
        }

        Add(line.ToString());
    }

    /// <summary>Forgets what is verified.</summary>
    internal void ForgetThrough(int number)
    {
        foreach (var old in _byNumber.Keys.Where(n => n <= number).ToList())
            _byNumber.Remove(old);
    }

    private void Add(string line)
    {
        if (line.Split(' ') is [var first, var root, _, _] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            _byNumber.TryAdd(number, root);
    }
}
