using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Core.Funnel;

/// <summary>
/// What keeps offices from working together, by whom and at which level it must be solved. The barriers are those that the
/// VDAB–OCMW experiment named (2012), most of which had to be solved higher up; who solves which is this project's choice.
/// </summary>
public static class BarrierRules
{
    /// <summary>Barriers by the code under which the log has them, with the level that can solve each.</summary>
    private static readonly Dictionary<string, string> Levels = new(StringComparer.Ordinal)
    {
        ["OWN_PLACES_FIRST"] = "agency",
        ["COMMISSIONED_PLACES"] = "agency",
        ["PROCEDURES"] = "site",
        ["FOLLOW_UP"] = "site",
        ["REGISTRATION_SYSTEMS"] = "region",
        ["PRIVACY"] = "law",
    };

    /// <summary>What sites call the same in their counts.</summary>
    private static readonly Dictionary<string, string> CountedAs = new(StringComparer.Ordinal)
    {
        ["own-places-first"] = "OWN_PLACES_FIRST",
        ["commissioned-services"] = "COMMISSIONED_PLACES",
        ["procedures"] = "PROCEDURES",
        ["who-follows-up"] = "FOLLOW_UP",
        ["registration-systems"] = "REGISTRATION_SYSTEMS",
        ["privacy"] = "PRIVACY",
    };

    /// <summary>The barrier that a reason stands for; null: it is none. A client's refusal is none: it is neutral.</summary>
    public static string? Of(string? reason) =>
        reason is null ? null : Levels.ContainsKey(reason) ? reason : CountedAs.GetValueOrDefault(reason);

    /// <summary>The level that can solve a barrier, one of <see cref="Operating.BarrierLevels"/>.</summary>
    public static string LevelOf(string barrier) => Levels.GetValueOrDefault(barrier, "site");

    /// <summary>Who looks after a barrier at first: where the offices themselves can solve it, the office that met it; above them, the employment service that signed, which speaks for all its sites.</summary>
    /// <param name="barrier">Barrier.</param>
    /// <param name="site">Local agreement; null: none.</param>
    /// <param name="metBy">Office that met it.</param>
    /// <param name="directory">Directory.</param>
    public static string OwnerOf(string barrier, Collaboration? site, string metBy, AgencyDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return LevelOf(barrier) is "region" or "law" && site?.Parties.FirstOrDefault(p => directory.Find(p)?.Class == RecipientClass.Pes) is { } service ? service : metBy;
    }

    /// <summary>Barriers in the losses of counts, each once.</summary>
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<PilotLoss> losses) =>
        losses.Select(l => (Barrier: Of(l.Reason), l.Count)).Where(l => l.Barrier is not null).GroupBy(l => l.Barrier!, l => l.Count, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
}
