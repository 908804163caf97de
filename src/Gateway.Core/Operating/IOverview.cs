namespace Gateway.Core.Operating;

/// <summary>Whom an alarm is for.</summary>
public enum AlarmClass
{
    /// <summary>Wake someone now: data may be lost, or left without a basis.</summary>
    Wake,

    /// <summary>Hold until morning: something is stuck, nothing is lost.</summary>
    Morning,

    /// <summary>For an office: a working-day deadline. It never pages anybody.</summary>
    Office,
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Class">Whom it is for.</param>
/// <param name="Code">Code; also the section of the runbook.</param>
/// <param name="Text">One sentence in English with places for <paramref name="Values"/>.</param>
/// <param name="Values">Counts and names that the sentence needs.</param>
/// <param name="Page">Where to look.</param>
public sealed record Alarm(AlarmClass Class, string Code, string Text, IReadOnlyList<object> Values, string Page);

/// <summary>An agency's traffic.</summary>
/// <param name="Agency">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Channel">How it is reached.</param>
/// <param name="Received">Records received in the last day.</param>
/// <param name="Delivered">Events that left to it in the last day.</param>
/// <param name="Waiting">Events that wait for it.</param>
/// <param name="SetAside">Its records that lie set aside now.</param>
/// <param name="OldestWaiting">Since when the oldest waits, UTC; null: nothing does.</param>
/// <param name="LastContact">When it last handed in or was handed something, UTC; null: never.</param>
/// <param name="OnHold">Nothing is brought to it for now.</param>
public sealed record Lane(
    string Agency, string Name, string Channel, int Received, int Delivered, int Waiting, int SetAside,
    DateTimeOffset? OldestWaiting, DateTimeOffset? LastContact, bool OnHold)
{
    /// <summary>Of the records received in the last day, set aside.</summary>
    public int Rejected { get; init; }

    /// <summary>Its own rhythm of contact, and whether it is up by that; null: nobody looked.</summary>
    public Traffic.ContactRhythm? Rhythm { get; init; }
}

/// <summary>What a stage has before it.</summary>
/// <param name="Stage">Stage.</param>
/// <param name="Due">Work items due.</param>
/// <param name="OldestDue">How long the oldest has been due.</param>
/// <param name="Parked">Work items parked.</param>
public sealed record StageLine(string Stage, long Due, TimeSpan OldestDue, long Parked);

/// <summary>The gateway's own test record, which travels through the stages now and then.</summary>
/// <param name="CameThroughAt">When the last one came through, machine time, UTC; null: none yet.</param>
/// <param name="Took">How long it took.</param>
public sealed record Heartbeat(DateTimeOffset? CameThroughAt, TimeSpan? Took);

/// <summary>The flows at a moment.</summary>
/// <param name="At">When it was read, UTC, domain time.</param>
/// <param name="Alarms">What is not as it should be, the gravest first.</param>
/// <param name="Lanes">A line per agency that takes part.</param>
/// <param name="Stages">A line per stage.</param>
/// <param name="AuditVerifiedAt">When the audit chain was last verified, UTC; null: not yet.</param>
/// <param name="Heartbeat">The gateway's own test record: silence of the agencies is not its own; null: it is switched off.</param>
public sealed record Overview(
    DateTimeOffset At, IReadOnlyList<Alarm> Alarms, IReadOnlyList<Lane> Lanes, IReadOnlyList<StageLine> Stages,
    DateTimeOffset? AuditVerifiedAt, Heartbeat? Heartbeat = null);

/// <summary>Reads the flows; bounded by indexes, whatever the gateway has seen since it began.</summary>
public interface IOverview
{
    /// <summary>The flows as they are now.</summary>
    Task<Overview> ReadAsync(CancellationToken cancellation);

    /// <summary>Of them, a line per agency that takes part.</summary>
    Task<IReadOnlyList<Lane>> LanesAsync(CancellationToken cancellation);

    /// <summary>Of them, a line per stage.</summary>
    Task<IReadOnlyList<StageLine>> StagesAsync(CancellationToken cancellation);
}
