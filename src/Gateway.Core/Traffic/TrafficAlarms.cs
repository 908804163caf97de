using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Traffic;

/// <summary>Alarms about traffic, which say who is behind them: the agencies with the most, by name.</summary>
public static class TrafficAlarms
{
    /// <summary>Agencies that an alarm names.</summary>
    private const int Named = 3;

    /// <summary>Records in a day from which a share says something.</summary>
    private const int FewestRecords = 20;

    /// <summary>Of a hundred records so many rejected are an alarm.</summary>
    private const int RejectedShare = 10;

    private static readonly (string Kind, AlarmClass Class, string One, string Many)[] Worklists =
    [
        (TaskKinds.Unroutable, AlarmClass.Morning, "1 referral without an office: {1}", "{0} referrals without an office: {1}"),
        (TaskKinds.Withheld, AlarmClass.Office, "1 referral withheld: {1}", "{0} referrals withheld: {1}"),
        (TaskKinds.Overdue, AlarmClass.Office, "1 handover not answered in time: {1}", "{0} handovers not answered in time: {1}"),
        (TaskKinds.WithdrawalUntold, AlarmClass.Office, "1 withdrawal not confirmed: {1}", "{0} withdrawals not confirmed: {1}"),
        (TaskKinds.SetAside, AlarmClass.Office, "1 record rejected: {1}", "{0} records rejected: {1}"),
    ];

    /// <summary>Every sentence, for those who translate it.</summary>
    public static IEnumerable<string> Texts => [.. Worklists.SelectMany(w => new[] { w.One, w.Many }), Rejected, Silent, SilentDaily];

    private const string Rejected = "{0}: {1} of 100 records rejected in the last 24 hours ({2} of {3}).";
    private const string Silent = "No contact with {0} for {1} working days; usual is at least every {2}.";
    private const string SilentDaily = "No contact with {0} for {1} working days; usual is at least every working day.";

    /// <summary>What lies open.</summary>
    /// <param name="open">By kind of worklist: how many, by agency.</param>
    /// <param name="nameOf">Name of an agency.</param>
    public static IEnumerable<Alarm> OfWorklists(IReadOnlyDictionary<string, IReadOnlyList<(string Agency, int Count)>> open, Func<string, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Worklists.Where(w => open.ContainsKey(w.Kind)).Select(w =>
        {
            var lines = open[w.Kind];
            var count = lines.Sum(l => l.Count);
            return new Alarm(w.Class, w.Kind, count == 1 ? w.One : w.Many, [count, Worst(lines, nameOf)], "/dashboard/worklists?kind=" + w.Kind);
        });
    }

    /// <summary>Agencies of whose records many are rejected.</summary>
    public static IEnumerable<Alarm> OfShares(IEnumerable<Lane> lanes)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        return lanes.Where(l => l.Received >= FewestRecords && 100 * l.Rejected >= RejectedShare * (long)l.Received).OrderByDescending(l => l.Rejected).Select(l => new Alarm(
            AlarmClass.Morning, AlarmCodes.RejectedShare, Rejected, [l.Name, 100 * l.Rejected / l.Received, l.Rejected, l.Received], $"/dashboard/worklists?kind={TaskKinds.SetAside}&agency={l.Agency}"));
    }

    /// <summary>Offices that are silent by their own rhythm.</summary>
    public static IEnumerable<Alarm> OfSilence(IEnumerable<Lane> lanes)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        return lanes.Where(l => l is { Rhythm.State: ContactState.Silent, OnHold: false }).Select(l => new Alarm(
            AlarmClass.Office, AlarmCodes.OfficeSilent, l.Rhythm!.Usual == 1 ? SilentDaily : Silent, [l.Name, l.Rhythm.Since ?? 0, l.Rhythm.Usual ?? 0], "/dashboard/agencies/" + l.Agency));
    }

    /// <summary>The agencies with the most, and how many each: <c>VDAB 50, Aalst 3</c>.</summary>
    public static string Worst(IEnumerable<(string Agency, int Count)> lines, Func<string, string> nameOf)
    {
        List<(string Agency, int Count)> most = [.. lines.OrderByDescending(l => l.Count).ThenBy(l => l.Agency, StringComparer.Ordinal)];
        return string.Join(", ", most.Take(Named).Select(l => string.Create(CultureInfo.InvariantCulture, $"{nameOf(l.Agency)} {l.Count}"))) + (most.Count > Named ? ", …" : "");
    }
}
