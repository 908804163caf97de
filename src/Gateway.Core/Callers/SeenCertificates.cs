using System.Collections.Concurrent;

namespace Gateway.Core.Callers;

/// <summary>
/// Until when the certificates last, with which agencies called this process lately: for those that an authority renews, nobody else
/// says so.
/// </summary>
public sealed class SeenCertificates
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    /// <summary>Notes the certificate of a call.</summary>
    public void Note(string agency, DateTimeOffset until) => _last[agency] = until;

    /// <summary>The last one of each agency.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Last => _last;
}
