using Gateway.Core.Directory;

namespace Gateway.Core.Accountability;

/// <summary>What was opened.</summary>
public enum OpeningKind
{
    /// <summary>A handover in the web inbox, the first time or again.</summary>
    Inbox,

    /// <summary>A record as it was handed in, by an operator.</summary>
    Record,

    /// <summary>A client's overview on the privacy page.</summary>
    Overview,

    /// <summary>A look-up by identifier.</summary>
    ByIdentifier,

    /// <summary>A client's overview as a file.</summary>
    Export,

    /// <summary>A client's overview on paper.</summary>
    Print,

    /// <summary>A citizen's portal asked who used what of its citizen: a system, and no person of the staff.</summary>
    Portal,

    /// <summary>Receipts of a client's agreements.</summary>
    Receipt,

    /// <summary>What would leave if a client agreed.</summary>
    Preview,

    /// <summary>A copy of a client's data.</summary>
    Copy,

    /// <summary>What an erasure of a client would destroy.</summary>
    ErasureCheck,

    /// <summary>A referral of the office's own in the web inbox.</summary>
    OwnReferral,

    /// <summary>An event of the agency's feed that its technician read again.</summary>
    FeedAgain,
}

/// <summary>Somebody opened something of a client. It does not say of which.</summary>
/// <param name="At">Domain time, UTC.</param>
/// <param name="User">Name of the user.</param>
/// <param name="Agency">Agency of the user; null: the gateway desk.</param>
/// <param name="Kind">What was opened.</param>
/// <param name="HasCase">For a look-up by identifier: whether the agency that was asked about has a referral of that client.</param>
public sealed record Opening(DateTimeOffset At, string User, string? Agency, OpeningKind Kind, bool HasCase = true);

/// <summary>Office hours against which openings are held.</summary>
/// <param name="From">First moment of a working day, in the country's own time.</param>
/// <param name="To">Moment at which it ends.</param>
public sealed record OfficeHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Seven in the morning to seven in the evening: wider than any counter is open, so that what lies outside stands out.</summary>
    public static OfficeHours Usual { get; } = new(new TimeOnly(7, 0), new TimeOnly(19, 0));
}

/// <summary>Counts of one agency, or of one of its people.</summary>
/// <param name="Openings">All openings.</param>
/// <param name="OutsideHours">Of these on a day that is no working day of the country, or outside office hours.</param>
/// <param name="ByIdentifier">Look-ups by identifier.</param>
/// <param name="WithoutCase">Of these without a referral of that client at the agency that was asked about.</param>
public sealed record UseCounts(int Openings, int OutsideHours, int ByIdentifier, int WithoutCase);

/// <summary>An agency's line of the report.</summary>
/// <param name="Agency">Agency; null: the gateway desk.</param>
/// <param name="People">How many people opened something.</param>
/// <param name="Counts">Counts.</param>
/// <param name="OutsideShare">Openings outside hours, of a hundred.</param>
/// <param name="OthersShare">The same of the other offices in the middle (median); null: there is no other with openings.</param>
/// <param name="WithoutCaseShare">Look-ups without a case, of a hundred openings.</param>
/// <param name="OthersWithoutCaseShare">The same of the other offices in the middle; null: there is none.</param>
/// <param name="StandsOut">Whether one of the shares is more than twice that of the others, with at least <see cref="CarefulUse.Least"/> such openings.</param>
public sealed record UseLine(
    string? Agency, int People, UseCounts Counts, double OutsideShare, double? OthersShare, double WithoutCaseShare, double? OthersWithoutCaseShare, bool StandsOut);

/// <summary>Reads openings, those of people: what a portal asks is none. It changes nothing.</summary>
public interface IOpenings
{
    /// <summary>Every opening within a period, some at a time.</summary>
    /// <param name="from">First moment, domain time.</param>
    /// <param name="to">Moment before which it ends.</param>
    /// <param name="cancellation">Cancellation.</param>
    IAsyncEnumerable<IReadOnlyList<Opening>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>Writes down that somebody was shown the names of an agency's people, and on which mandate, before they are shown.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="mandate">Reference of the mandate.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteNamesAsync(string user, string agency, string mandate, CancellationToken cancellation);
}

/// <summary>
/// Counts how people use what they may open (GDPR art. 5(1)(f), 32): outside hours, by identifier without a case, beside other
/// offices. A count is a reason to ask and no finding: who is on duty at night opens at night.
/// </summary>
/// <param name="directory">Agencies with their countries and holidays.</param>
/// <param name="hours">Office hours.</param>
public sealed class CarefulUse(AgencyDirectory directory, OfficeHours hours)
{
    /// <summary>Openings below which nothing stands out: one evening is no pattern.</summary>
    public const int Least = 5;

    private readonly Dictionary<(string Agency, string User), UseCounts> _people = [];

    /// <summary>Counts an opening.</summary>
    /// <param name="opening">The opening.</param>
    public void Add(Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var key = (opening.Agency ?? "", opening.User);
        var counts = _people.GetValueOrDefault(key) ?? new UseCounts(0, 0, 0, 0);
        var byIdentifier = opening.Kind == OpeningKind.ByIdentifier;
        _people[key] = new UseCounts(
            counts.Openings + 1,
            counts.OutsideHours + (IsOutside(opening) ? 1 : 0),
            counts.ByIdentifier + (byIdentifier ? 1 : 0),
            counts.WithoutCase + (byIdentifier && !opening.HasCase ? 1 : 0));
    }

    /// <summary>The report, a line per agency in order of id; no names.</summary>
    public IReadOnlyList<UseLine> Lines()
    {
        var agencies = _people.GroupBy(p => p.Key.Agency, StringComparer.Ordinal)
            .Select(g => (Agency: g.Key, People: g.Count(), Counts: g.Select(p => p.Value).Aggregate(Sum))).OrderBy(a => a.Agency, StringComparer.Ordinal).ToList();
        return [.. agencies.Select(a =>
        {
            // The desk is no office: it is compared with the offices, and they are not compared with it.
            var others = agencies.FindAll(o => o.Agency != a.Agency && o.Agency.Length > 0);
            var (outside, without) = (Share(a.Counts.OutsideHours, a.Counts), Share(a.Counts.WithoutCase, a.Counts));
            var (othersOutside, othersWithout) = (Middle(others.ConvertAll(o => Share(o.Counts.OutsideHours, o.Counts))), Middle(others.ConvertAll(o => Share(o.Counts.WithoutCase, o.Counts))));
            return new UseLine(
                a.Agency.Length == 0 ? null : a.Agency, a.People, a.Counts, outside, othersOutside, without, othersWithout,
                StandsOut(a.Counts.OutsideHours, outside, othersOutside) || StandsOut(a.Counts.WithoutCase, without, othersWithout));
        })];
    }

    /// <summary>People of one agency with their counts, those with the most outside hours or without a case first. For whoever is mandated.</summary>
    /// <param name="agency">Agency; null: the gateway desk.</param>
    public IReadOnlyList<(string User, UseCounts Counts)> People(string? agency) =>
        [.. _people.Where(p => p.Key.Agency == (agency ?? "")).Select(p => (p.Key.User, p.Value))
            .OrderByDescending(p => p.Value.OutsideHours + p.Value.WithoutCase).ThenBy(p => p.User, StringComparer.Ordinal)];

    private static bool StandsOut(int count, double share, double? others) => count >= Least && others is { } middle && share > 2 * middle;

    private static UseCounts Sum(UseCounts one, UseCounts other) =>
        new(one.Openings + other.Openings, one.OutsideHours + other.OutsideHours, one.ByIdentifier + other.ByIdentifier, one.WithoutCase + other.WithoutCase);

    private static double Share(int part, UseCounts counts) => 100.0 * part / counts.Openings;

    private static double? Middle(List<double> shares)
    {
        if (shares.Count == 0)
            return null;
        shares.Sort();
        return shares.Count % 2 == 1 ? shares[shares.Count / 2] : (shares[shares.Count / 2 - 1] + shares[shares.Count / 2]) / 2;
    }

    private bool IsOutside(Opening opening)
    {
        // The desk keeps the hours of the country in which most offices are.
        var country = (opening.Agency is { } agency ? directory.Find(agency)?.Country : null)
            ?? directory.Agencies.GroupBy(a => a.Country, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault() ?? "BE";
        var local = TimeZoneInfo.ConvertTime(opening.At, CountryTime.Of(country));
        var at = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return !directory.IsWorkingDay(country, DateOnly.FromDateTime(local.DateTime)) || at < hours.From || at >= hours.To;
    }
}
