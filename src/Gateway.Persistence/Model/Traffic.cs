using Gateway.Core.Traffic;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>Counts of an agency's traffic in a time. They hold nothing of a person. What they mean says <see cref="TrafficCounts"/>.</summary>
public abstract class TrafficRow
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Records received.</summary>
    public long Received { get; set; }

    /// <summary>Of those, set aside.</summary>
    public long SetAside { get; set; }

    /// <summary>Referrals.</summary>
    public long Referred { get; set; }

    /// <summary>Of those, withheld.</summary>
    public long Withheld { get; set; }

    /// <summary>Of those, without an office.</summary>
    public long Unroutable { get; set; }

    /// <summary>Events that left for the agency.</summary>
    public long Delivered { get; set; }

    /// <summary>Of those, within a minute.</summary>
    public long InMinute { get; set; }

    /// <summary>Of those, within an hour.</summary>
    public long InHour { get; set; }

    /// <summary>Of those, within a day.</summary>
    public long InDay { get; set; }

    /// <summary>Events for the agency that waited when the time ended.</summary>
    public long Waiting { get; set; }

    /// <summary>As counts.</summary>
    internal TrafficCounts Counts => new()
    {
        Received = Received, SetAside = SetAside, Referred = Referred, Withheld = Withheld, Unroutable = Unroutable,
        Delivered = Delivered, InMinute = InMinute, InHour = InHour, InDay = InDay, Waiting = Waiting,
    };

    /// <summary>Takes counts over.</summary>
    internal TrafficRow Fill(TrafficCounts counts)
    {
        (Received, SetAside, Referred, Withheld, Unroutable) = (counts.Received, counts.SetAside, counts.Referred, counts.Withheld, counts.Unroutable);
        (Delivered, InMinute, InHour, InDay, Waiting) = (counts.Delivered, counts.InMinute, counts.InHour, counts.InDay, counts.Waiting);
        return this;
    }
}

/// <summary>Traffic of an hour. A row without any is not kept.</summary>
public sealed class TrafficHourRow : TrafficRow
{
    /// <summary>First moment of the hour, domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>Traffic of a day, as the agency's country counts it. A row without any is not kept.</summary>
public sealed class TrafficDayRow : TrafficRow
{
    /// <summary>Day.</summary>
    public DateOnly Day { get; set; }
}

/// <summary>Handovers from one agency to another in a day.</summary>
public sealed class FlowDayRow
{
    /// <summary>Day, as the recipient's country counts it.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Agency that referred.</summary>
    public required string Sender { get; set; }

    /// <summary>Agency that receives.</summary>
    public required string Recipient { get; set; }

    /// <summary>Handovers that were issued.</summary>
    public long Handovers { get; set; }
}

/// <summary>A search that somebody keeps: states, agencies, codes and days, which name nobody.</summary>
public sealed class SavedSearchRow
{
    /// <summary>Name of the user.</summary>
    public required string User { get; set; }

    /// <summary>Its name, as the user gave it.</summary>
    public required string Name { get; set; }

    /// <summary>The filter, as an address holds it.</summary>
    public required string Filter { get; set; }
}

/// <summary>Tables of counted traffic, and of searches that people keep.</summary>
internal static class TrafficModel
{
    internal static void Apply(ModelBuilder model)
    {
        model.Entity<TrafficHourRow>().ToTable("TrafficHour").HasKey(t => new { t.At, t.Agency });
        model.Entity<TrafficDayRow>().ToTable("TrafficDay").HasKey(t => new { t.Day, t.Agency });
        model.Entity<TrafficHourRow>().Ignore(t => t.Counts);
        model.Entity<TrafficDayRow>().Ignore(t => t.Counts);
        model.Entity<FlowDayRow>().ToTable("FlowDay").HasKey(f => new { f.Day, f.Sender, f.Recipient });
        model.Entity<SavedSearchRow>(search =>
        {
            search.ToTable("SavedSearch").HasKey(s => new { s.User, s.Name });
            search.Property(s => s.Filter).HasMaxLength(1000);
        });
    }
}
