using System.Security.Cryptography;

namespace Gateway.Workers.Edge;

/// <summary>
/// How often messages of an agency's in-queue failed alone in this process. The broker's own count says how often a message
/// came, also for no reason of its own: one that fails takes everything behind it back with it.
/// </summary>
internal sealed class InboxFailures
{
    /// <summary>Messages remembered at most. One that is forgotten is tried a few times more.</summary>
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Notes that a message failed.</summary>
    /// <returns>How often it has, this time included.</returns>
    public int Note(byte[] body)
    {
        lock (_lock)
        {
            if (_counts.Count >= Most)
                _counts.Clear();
            var key = KeyOf(body);
            return _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>It was committed.</summary>
    public void Forget(byte[] body)
    {
        lock (_lock)
        {
            if (_counts.Count > 0)
                _counts.Remove(KeyOf(body));
        }
    }

    private static string KeyOf(byte[] body) => Convert.ToHexString(SHA256.HashData(body));
}
