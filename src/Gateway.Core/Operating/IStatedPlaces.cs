using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Core.Operating;

/// <summary>Places that an office without a system states in the web inbox, as the event that a system would hand in. They are about nobody.</summary>
public interface IStatedPlaces
{
    /// <summary>Services that the office offers, with their places.</summary>
    Task<IReadOnlyList<PlacesLine>> ListAsync(string agency, CancellationToken cancellation);

    /// <summary>States places. The same form twice is one statement.</summary>
    Task<InboxAnswered> StateAsync(string agency, PlacesForm form, string user, CancellationToken cancellation);
}

/// <summary>Places of a service.</summary>
/// <param name="Service">Service code.</param>
/// <param name="Directory">Places by the directory; null: no limit.</param>
/// <param name="Taken">Places that are taken by what the gateway knows.</param>
/// <param name="Free">Places that are free; null: no limit.</param>
/// <param name="WaitingDays">Days that a client waits, as stated.</param>
/// <param name="AssessFirst">The office assesses a client first.</param>
/// <param name="StatedAt">When the office stated it, UTC; null: it has not lately, and the directory counts.</param>
public sealed record PlacesLine(string Service, int? Directory, int Taken, int? Free, int? WaitingDays, bool AssessFirst, DateTimeOffset? StatedAt)
{
    /// <summary>Of the services that an office offers.</summary>
    public static IReadOnlyList<PlacesLine> Of(string agency, AgencyDirectory directory, IOccupancy occupancy, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(occupancy);
        return
        [
            .. directory.Services.Select(s => (s.Code, Offer: s.Offers.FirstOrDefault(o => o.Agency == agency))).Where(s => s.Offer is not null).OrderBy(s => s.Code, StringComparer.Ordinal)
                .Select(s =>
                {
                    var stated = occupancy.Stated(agency, s.Code) is { } known && known.Counts(today) ? known : null;
                    return new PlacesLine(
                        s.Code, s.Offer!.Capacity, occupancy.Taken(agency, s.Code), Capacity.Free(s.Offer, s.Code, agreement: null, occupancy, today, waited: false), stated?.WaitingDays,
                        stated?.AssessFirst ?? false, stated?.At);
                }),
        ];
    }
}

/// <summary>Places as a case worker states them.</summary>
public sealed record PlacesForm
{
    private const int Most = 9999;

    /// <summary>Made with the form.</summary>
    public string Key { get; init; } = "";

    /// <summary>Service.</summary>
    public string Service { get; init; } = "";

    /// <summary>Places that are free now.</summary>
    public int? Free { get; init; }

    /// <summary>Days that a client waits.</summary>
    public int? WaitingDays { get; init; }

    /// <summary>The office assesses a client first.</summary>
    public bool AssessFirst { get; init; }

    /// <summary>Why it cannot be handed in: <see cref="InboxAnswerProblems.FormUsed"/> or <see cref="InboxAnswerProblems.Places"/>; null: it can.</summary>
    /// <param name="offered">Services that the office offers.</param>
    public string? Problem(IReadOnlyCollection<string> offered)
    {
        ArgumentNullException.ThrowIfNull(offered);
        if (!InboxAnswer.IsKey(Key))
            return InboxAnswerProblems.FormUsed;
        return offered.Contains(Service) && Free is >= 0 and <= Most && WaitingDays is null or (>= 0 and <= Most) ? null : InboxAnswerProblems.Places;
    }
}
