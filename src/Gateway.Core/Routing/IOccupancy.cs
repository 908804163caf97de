namespace Gateway.Core.Routing;

/// <summary>Who holds the places of offers, as it was counted when a decision was read.</summary>
public interface IOccupancy
{
    /// <summary>Places that clients hold: accepted, or in service.</summary>
    int Taken(string agency, string service);

    /// <summary>Clients who were handed over for it and not answered yet.</summary>
    int Promised(string agency, string service) => 0;

    /// <summary>Referrals that wait for a place of it.</summary>
    int Waiting(string agency, string service) => 0;

    /// <summary>Clients whom an office guides, whatever for: accepted, or in service. Counted for offices under an agreement that limits them.</summary>
    int Clients(string agency) => 0;

    /// <summary>What the office itself stated last; null: nothing.</summary>
    StatedCapacity? Stated(string agency, string service) => null;

    /// <summary>A handover was decided in the same batch: those that are decided after it find one place fewer.</summary>
    /// <param name="agency">The office.</param>
    /// <param name="services">Its services, comma-separated.</param>
    void Promise(string agency, string services)
    {
    }
}

/// <summary>What an office stated of one of its services. It holds nothing about a person.</summary>
/// <param name="Agency">The office.</param>
/// <param name="Service">The service.</param>
/// <param name="Places">Places open at the same time: those it had free then, and those taken then.</param>
/// <param name="WaitingDays">How long a client waits for a place, in days; null: not stated.</param>
/// <param name="AssessFirst">The office assesses a client before it gives a place.</param>
/// <param name="At">When it was stated, UTC.</param>
public sealed record StatedCapacity(string Agency, string Service, int Places, int? WaitingDays, bool AssessFirst, DateTimeOffset At)
{
    /// <summary>A statement that is older than this many days does not count any more; the directory does.</summary>
    public const int CountsForDays = 31;

    /// <summary>Whether it still counts on a day.</summary>
    public bool Counts(DateOnly today) => DateOnly.FromDateTime(At.UtcDateTime).AddDays(CountsForDays) >= today;
}
