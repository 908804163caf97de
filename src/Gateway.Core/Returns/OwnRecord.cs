using System.Collections.Frozen;

namespace Gateway.Core.Returns;

/// <summary>
/// What an agency is told of a record of its own that took no effect: where it stands, codes and the gateway's own
/// sentences. Nothing of a client is in it and nothing of anybody else, so no basis for a disclosure is asked.
/// </summary>
public static class OwnRecord
{
    /// <summary>Name under which the disclosure register lists it, as purpose, manifest and basis.</summary>
    public const string Name = "own-record";

    /// <summary>Fields of such a notice.</summary>
    public static IReadOnlySet<string> Fields { get; } =
        new[] { "ticket", "record", "sentAt", "code", "path", "line", "language", "sentence", "remedy" }.ToFrozenSet(StringComparer.Ordinal);
}
