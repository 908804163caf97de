namespace Gateway.Core.Traffic;

/// <summary>What went through the gateway in a time, for one agency or for all. It holds nothing of a person.</summary>
public sealed record TrafficCounts
{
    /// <summary>Nothing.</summary>
    public static readonly TrafficCounts None = new();

    /// <summary>Intake: records that the agency handed in.</summary>
    public long Received { get; init; }

    /// <summary>Translation: of those, set aside.</summary>
    public long SetAside { get; init; }

    /// <summary>Referral: referrals of the agency.</summary>
    public long Referred { get; init; }

    /// <summary>Referral: of those, withheld.</summary>
    public long Withheld { get; init; }

    /// <summary>Referral: of those, without an office.</summary>
    public long Unroutable { get; init; }

    /// <summary>Delivery: events that left for the agency.</summary>
    public long Delivered { get; init; }

    /// <summary>Delivery: of those, within a minute of being issued.</summary>
    public long InMinute { get; init; }

    /// <summary>Delivery: of those, within an hour, the first minute included.</summary>
    public long InHour { get; init; }

    /// <summary>Delivery: of those, within a day, the first hour included.</summary>
    public long InDay { get; init; }

    /// <summary>Delivery: events for the agency that waited when the time ended.</summary>
    public long Waiting { get; init; }

    /// <summary>Whether there is anything.</summary>
    public bool IsNone => this == None;

    /// <summary>Of two agencies at the same time.</summary>
    public TrafficCounts And(TrafficCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Then(other) with { Waiting = Waiting + other.Waiting };
    }

    /// <summary>Of one time and the time after it: what waits is what waited when the later one ended.</summary>
    public TrafficCounts Then(TrafficCounts later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new TrafficCounts
        {
            Received = Received + later.Received, SetAside = SetAside + later.SetAside,
            Referred = Referred + later.Referred, Withheld = Withheld + later.Withheld, Unroutable = Unroutable + later.Unroutable,
            Delivered = Delivered + later.Delivered, InMinute = InMinute + later.InMinute, InHour = InHour + later.InHour, InDay = InDay + later.InDay,
            Waiting = later.Waiting,
        };
    }
}
