using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Referrals;

namespace Gateway.Core.Ladder;

/// <summary>Reads the measurement of a record as reports count it: codes of the directory, and no value that a sender chose.</summary>
public static class MeasuredRecords
{
    private const int FirstYear = 2000;

    /// <summary>The measurement of a statement; null: there is none to count.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="content">The statement.</param>
    /// <param name="routedIn">Municipality in which its referral was routed; null: not known.</param>
    /// <param name="directory">Directory.</param>
    public static Measured? Of(RecordSnapshot record, IStatement content, string? routedIn, AgencyDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(directory);
        if (LadderRules.Of(content) is not { } measurement || !LadderRules.IsCounted(content))
            return null;
        // Without a day it is of the day on which it was received; of a month, of its last day.
        var received = directory.DayAt(record.Agency, record.ReceivedAt);
        var on = DateSpan.Parse(measurement.MeasuredOn)?.Last ?? received;
        if (on.Year < FirstYear)
            return null;
        on = on > received ? received : on;
        var rung = LadderRules.RungOf(measurement);
        return new Measured
        {
            Record = record.Id,
            Organisation = record.Agency,
            Municipality = MunicipalityOf(directory, record.Agency, (content as IClientStatement)?.Client?.Residence?.Municipality, routedIn, on),
            On = on,
            SaidAt = LifeStatements.SaidAt(record, content.SentAt),
            Rung = rung,
            Ambiguous = rung is null && measurement.Presence == "present",
            Variant = measurement.Variant,
            Subgroup = Known(measurement.Subgroup, directory.Measuring.Subgroups),
            Instruments = [.. (measurement.InstrumentsInUse ?? []).Select(i => Known(i, directory.Measuring.Instruments)).Where(i => i.Length > 0).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The municipality as the directory knows it on the day; of an organisation that measures in one only, that one.</summary>
    private static string MunicipalityOf(AgencyDirectory directory, string agency, string? stated, string? routedIn, DateOnly on)
    {
        var office = directory.Find(agency);
        foreach (var code in new[] { stated, routedIn })
        {
            if (!string.IsNullOrWhiteSpace(code) && directory.Resolve(office?.Country ?? "", code, on) is { } resolved)
                return resolved.Code;
        }

        var own = Served(directory, office, on);
        return own.Count == 1 ? own[0] : "";
    }

    private static List<string> Served(AgencyDirectory directory, Agency? office, DateOnly on)
    {
        var where = office is not null && directory.Measuring.Find(office.Id) is { Municipalities.Count: > 0 } organisation ? organisation.Municipalities : office?.Territory ?? [];
        return [.. where.Where(t => t.Covers(on)).Select(t => t.Municipality).Distinct(StringComparer.Ordinal)];
    }

    private static string Known(string? stated, IReadOnlyList<LadderCode> codes) =>
        string.IsNullOrWhiteSpace(stated) ? "" : codes.Any(c => c.Code == stated) ? stated : KnownCodes.Other;
}
