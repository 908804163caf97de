using Gateway.Core.Operating;

namespace Gateway.Core.Accountability;

/// <summary>Who is shown something of a client.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Office">Agency of the user; null: the gateway desk.</param>
/// <param name="Roles">What the person may do at that moment.</param>
public sealed record Reader(string User, string? Office, UserRoles Roles)
{
    /// <summary>A controller's portal: a system, which acts for a citizen.</summary>
    public static Reader PortalOf(string agency) => new("portal", agency, UserRoles.None);

    /// <summary>An agency's own system, which asks for the agency's clients.</summary>
    public static Reader SystemOf(string agency) => new("agency:" + agency, agency, UserRoles.None);

    /// <summary>Whoever works on the server itself, for the gateway desk: the data folder and the master key are theirs to read.</summary>
    public static Reader CommandLine { get; } = new(UserRules.CommandLine, null, UserRoles.Administrator);

    /// <summary>Whether the person works for an agency: for their own, or for the gateway desk, which works for all.</summary>
    public bool WorksFor(string agency) => Office is null || Office == agency;
}

/// <summary>What is shown.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Subject">Handover, record or client; empty: a look-up that found nobody.</param>
/// <param name="Client">Client of whom it is; null: it is not known of whom.</param>
/// <param name="Agency">Agency whose data it is, or that was asked about.</param>
/// <param name="Referral">Referral that it belongs to; null: none, or not known.</param>
public sealed record OpenedThing(OpeningKind Kind, Guid Subject, Guid? Client, string Agency, Guid? Referral = null);

/// <summary>
/// Writes down what people are shown of clients, before it is shown: whoever cannot be noted is shown nothing. One person who
/// looks at one thing again within <see cref="OpeningRules.Together"/> has one entry with a count.
/// </summary>
public interface IOpeningLog
{
    /// <summary>Notes an opening that has no stated purpose of its own: the case worker's own handover.</summary>
    /// <param name="reader">Who is shown it.</param>
    /// <param name="thing">What is shown.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteAsync(Reader reader, OpenedThing thing, CancellationToken cancellation);
}

/// <summary>When two openings are one entry.</summary>
public static class OpeningRules
{
    /// <summary>Openings of one thing by one person are one entry for so long after the first. A page that is loaded again is no new act.</summary>
    public static TimeSpan Together { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether an opening goes into an entry that is there.</summary>
    /// <param name="began">First opening of the entry.</param>
    /// <param name="now">Domain time of the new one.</param>
    /// <param name="words">Words that the person stated: each statement stands for itself.</param>
    public static bool Join(DateTimeOffset began, DateTimeOffset now, string? words) => words is null && now >= began && now - began < Together;
}

/// <summary>An entry as it is shown.</summary>
/// <param name="At">First opening, domain time, UTC.</param>
/// <param name="LastAt">Last opening of the entry.</param>
/// <param name="Count">How often.</param>
/// <param name="Kind">What was opened.</param>
/// <param name="Office">Office of whoever opened it; null: the gateway desk.</param>
/// <param name="Roles">Roles of whoever opened it, at that time.</param>
/// <param name="User">Name; null: whoever reads this may not learn it.</param>
/// <param name="Purpose">Code of the purpose; null: none is asked for.</param>
/// <param name="Words">The purpose in the person's words; null: none, destroyed, or not for whoever reads this.</param>
/// <param name="Referral">Referral that it belongs to.</param>
public sealed record OpeningLine(
    DateTimeOffset At, DateTimeOffset LastAt, int Count, OpeningKind Kind, string? Office, UserRoles Roles, string? User, string? Purpose, string? Words, Guid? Referral);
