using System.Globalization;
using System.Text;

namespace Gateway.Workers.Audit;

/// <summary>
/// The heads in a file outside the database. It only grows, so that what was read is not read again. What was noted first
/// for a number counts: a trail that was cut off and sealed anew notes the number a second time.
/// </summary>
/// <param name="file">The file; it need not exist.</param>
internal sealed class NotedHeads(string file)
{
    private readonly Dictionary<int, string> _byNumber = [];
    private long _read;

    /// <summary>Hash by number of the seal.</summary>
    internal IReadOnlyDictionary<int, string> ByNumber => _byNumber;

    /// <summary>Reads what was added. A line without an end may still be written: it is read again the next time.</summary>
    internal void ReadOn()
    {
        if (!File.Exists(file))
            return;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length < _read)
            _read = 0;
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
        if (line.Split(' ') is [var first, var hash, _] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            _byNumber.TryAdd(number, hash);
    }
}
