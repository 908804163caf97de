using Gateway.Contracts.Events;
using Gateway.Core.Referrals;

namespace Gateway.Core.Agreements;

/// <summary>
/// Who may agree for a client, and until when. A parent or guardian agrees for a minor, until the client is of age and is asked
/// again; an administrator (bewindvoerder, mentor, curator; administrateur) within a mandate over the person, until it ends. One
/// over property alone agrees to services about money (debt advice), not to guidance or training.
/// </summary>
public static class Capacities
{
    /// <summary>The client.</summary>
    public const string Self = "SELF";

    /// <summary>A parent.</summary>
    public const string Parent = "PARENT";

    /// <summary>A guardian.</summary>
    public const string Guardian = "GUARDIAN";

    /// <summary>An administrator whom a court appointed.</summary>
    public const string Administrator = "ADMINISTRATOR";

    /// <summary>A mandate over the person.</summary>
    public const string OverPerson = "PERSON";

    /// <summary>A mandate over property.</summary>
    public const string OverProperty = "PROPERTY";

    /// <summary>A mandate over both.</summary>
    public const string OverBoth = "PERSON_AND_PROPERTY";

    private const int FullAge = 18;

    /// <summary>Whether an administrator over property alone agreed.</summary>
    internal static bool IsOverPropertyOnly(AgreementClaim claim) => claim.GivenBy?.Trim() == Administrator && claim.MandateScope?.Trim() == OverProperty;

    /// <summary>Every capacity.</summary>
    public static IReadOnlyList<string> All { get; } = [Self, Parent, Guardian, Administrator];

    /// <summary>Every scope of a mandate.</summary>
    public static IReadOnlyList<string> Scopes { get; } = [OverPerson, OverProperty, OverBoth];

    /// <summary>Until when somebody may have agreed for a client.</summary>
    /// <param name="claim">The claim. One that does not say who agreed was given by the client.</param>
    /// <param name="birthDate">Day on which the client was born, as precise as it is known.</param>
    /// <param name="given">First day on which the agreement may have been given.</param>
    /// <param name="propertyOnly">Whether a mandate over property is enough for what is asked; null: that is told later.</param>
    /// <returns>The last day, null when there is none; or the canonical path of what speaks against it.</returns>
    public static (DateOnly? Until, string? Against) Judge(AgreementClaim claim, string? birthDate, DateOnly given, bool? propertyOnly)
    {
        ArgumentNullException.ThrowIfNull(claim);
        switch (claim.GivenBy?.Trim())
        {
            case null or "" or Self:
                return (null, null);
            case Parent or Guardian:
                // Of a month or a year, the earliest day counts: who may be of age is asked.
                if (DateSpan.Parse(birthDate) is not { } born)
                    return (null, "client.birthDate");
                var lastAsMinor = born.First.AddYears(FullAge).AddDays(-1);
                return lastAsMinor < given ? (null, "agreement.givenBy") : (lastAsMinor, null);
            case Administrator:
                if (claim.MandateScope?.Trim() is not (OverPerson or OverBoth) && !(IsOverPropertyOnly(claim) && propertyOnly != false))
                    return (null, "agreement.mandateScope");
                return DateSpan.Parse(claim.MandateUntil) is { } until && until.First >= given ? (until.First, null) : (null, "agreement.mandateUntil");
            default:
                return (null, "agreement.givenBy");
        }
    }
}
