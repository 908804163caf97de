using Gateway.Core.Handovers;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>
/// To whom nothing is brought for a while: an agency that a person put on hold, and everybody after a restore, also an agency that
/// came into the directory since.
/// </summary>
internal static class HoldsInForce
{
    /// <summary>A restore holds: a condition.</summary>
    internal static SqlText Restore { get; } = (SqlText)$"""EXISTS (SELECT 1 FROM "Hold" WHERE "User" = {RestoreHold.User})""";

    /// <summary>Reads what holds an agency; nothing: it is brought what waits for it.</summary>
    internal static List<string> Of(LoadBatch batch, string agency) =>
        batch.Values($"""SELECT "Agency" FROM "Hold" WHERE "Agency" = {agency} OR "User" = {RestoreHold.User}""", r => r.GetString(0));

    /// <summary>Reads every hold.</summary>
    internal static List<(string Agency, string User)> All(LoadBatch batch) =>
        batch.Values(SqlText.Of("""SELECT "Agency", "User" FROM "Hold" """), r => (r.GetString(0), r.GetString(1)));

    /// <summary>Which of some recipients are held.</summary>
    internal static HashSet<string> Among(IReadOnlyList<(string Agency, string User)> holds, IEnumerable<string> recipients) =>
        holds.Any(h => h.User == RestoreHold.User)
            ? recipients.ToHashSet(StringComparer.Ordinal)
            : holds.Select(h => h.Agency).ToHashSet(StringComparer.Ordinal);
}
