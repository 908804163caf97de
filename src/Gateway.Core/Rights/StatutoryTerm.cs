using Gateway.Core.Directory;

namespace Gateway.Core.Rights;

/// <summary>
/// A statute that obliges an agency to keep its record of a referral (GDPR art. 17(3)(b)). While it holds, an erasure leaves
/// that referral alone; from <c>policy/kept-by-law.yaml</c>.
/// </summary>
public sealed record StatutoryTerm
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Country whose law it is.</summary>
    public required string Country { get; init; }

    /// <summary>Agencies that it binds; none: every one of the country and the classes.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Classes that it binds; none: all.</summary>
    public IReadOnlyList<RecipientClass> Classes { get; init; } = [];

    /// <summary>Purposes of the referrals; none: all.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Legal bases of the referrals; none: any.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Whole years after the end of the referral; one that has not ended is kept anyway.</summary>
    public required int Years { get; init; }

    /// <summary>The statute and its article, as a client can look it up.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is kept, for the client, by language (ISO 639-1).</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Whether it binds an agency about a referral.</summary>
    /// <param name="agency">The controller.</param>
    /// <param name="purpose">Purpose of the referral.</param>
    /// <param name="basis">Its legal basis; null: none was found.</param>
    public bool Binds(Agency agency, string purpose, string? basis)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return agency.Country == Country
            && (Agencies.Count == 0 || Agencies.Contains(agency.Id))
            && (Classes.Count == 0 || Classes.Contains(agency.Class))
            && (Purposes.Count == 0 || Purposes.Contains(purpose))
            && (Bases.Count == 0 || (basis is not null && Bases.Contains(basis)));
    }

    /// <summary>Last day on which a referral is kept; null: it has not ended, so no day is known.</summary>
    public DateOnly? Until(DateOnly? ended) => ended?.AddYears(Years);
}
