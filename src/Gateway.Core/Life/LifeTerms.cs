namespace Gateway.Core.Life;

/// <summary>Dated rules about events in a client's life, from <c>contracts/policy/life-events.yaml</c>.</summary>
public sealed record LifeTerms
{
    /// <summary>No rule.</summary>
    public static LifeTerms None { get; } = new();

    /// <summary>How long before its end a benefit is announced to the counsellor.</summary>
    public IReadOnlyList<BenefitNotice> BenefitNotices { get; init; } = [];

    /// <summary>Terms of an application for assistance.</summary>
    public IReadOnlyList<ApplicationTerm> Applications { get; init; } = [];

    /// <summary>The rule about a benefit that ends on a day; one that names the scheme before one about any. Null: there is none, and it is announced at once.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="scheme">Scheme that ends; null: not said.</param>
    /// <param name="endsOn">Last day of the benefit.</param>
    public BenefitNotice? NoticeOf(string country, string? scheme, DateOnly endsOn) => BenefitNotices
        .Where(n => n.Country == country && (n.Scheme is null || n.Scheme == scheme) && DateRange.Covers(n.From, n.To, endsOn))
        .MinBy(n => n.Scheme is null);

    /// <summary>The terms of an application that is lodged on a day; null: no statutory clock is known.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="lodgedOn">Day of the application.</param>
    public ApplicationTerm? ApplicationOf(string country, DateOnly lodgedOn) =>
        Applications.FirstOrDefault(a => a.Country == country && DateRange.Covers(a.From, a.To, lodgedOn));

    private static class DateRange
    {
        internal static bool Covers(DateOnly? from, DateOnly? to, DateOnly day) => !(from > day) && !(to < day);
    }
}

/// <summary>How long before its end a benefit is announced.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Scheme">Scheme, as in <c>registration.benefitScheme</c>; null: any.</param>
/// <param name="Months">Whole months before the last day.</param>
/// <param name="From">First last day it is for; null: always.</param>
/// <param name="To">Last one; null: until further notice.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record BenefitNotice(string Country, string? Scheme, int Months, DateOnly? From, DateOnly? To, string Source);

/// <summary>Terms of an application for assistance.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="DecideWithinDays">Days from the application to the decision.</param>
/// <param name="ForwardWithinDays">Calendar days in which an office that is not competent forwards it.</param>
/// <param name="From">First day of applications it is for; null: always.</param>
/// <param name="To">Last day; null: until further notice.</param>
/// <param name="Source">Statute and article.</param>
public sealed record ApplicationTerm(string Country, int DecideWithinDays, int ForwardWithinDays, DateOnly? From, DateOnly? To, string Source);
