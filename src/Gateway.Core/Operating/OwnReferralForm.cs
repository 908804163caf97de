using System.Text.RegularExpressions;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>
/// A referral as a case worker writes it in the web inbox. It has no place for words about the client. What is wrong in it is
/// told beside its field; whether it is admissible and which office gets it is decided as of every other referral.
/// </summary>
public sealed partial record OwnReferralForm
{
    /// <summary>Made with the form; the same key twice is one referral.</summary>
    public string Key { get; init; } = "";

    /// <summary>The referral that it corrects; null: a new one.</summary>
    public Guid? Amends { get; init; }

    /// <summary>National number.</summary>
    public string? Number { get; init; }

    /// <summary>Family name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>Given names, separated by blanks.</summary>
    public string? GivenNames { get; init; }

    /// <summary>Date of birth.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Code or name of the municipality.</summary>
    public string? Municipality { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether a call can do no harm at home; null: not known.</summary>
    public bool? SafeToCall { get; init; }

    /// <summary>Services asked for.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<string> Barriers { get; init; } = [];

    /// <summary>Goal of the route.</summary>
    public string? Goal { get; init; }

    /// <summary>Day on which client and office confirmed the needs assessment.</summary>
    public DateOnly? AssessedOn { get; init; }

    /// <summary>Legal basis.</summary>
    public string? Basis { get; init; }

    /// <summary>Day on which the client agreed.</summary>
    public DateOnly? AgreedOn { get; init; }

    /// <summary>How the client agreed.</summary>
    public string? AgreedHow { get; init; }

    /// <summary>Version of the notice that the client was shown.</summary>
    public string? Notice { get; init; }

    /// <summary>The moment of an appointment that is proposed with it.</summary>
    public DateTimeOffset? Appointment { get; init; }

    /// <summary>The office's own reference of the referral: what both offices and the case worker can read out.</summary>
    public string Ticket => Guid.TryParseExact(Key, "N", out var id) ? "WEB-" + ShortReference.Of(id) : "";

    /// <summary>Without what it holds: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(OwnReferralForm)} {{ Ticket = {Ticket} }}";

    /// <summary>What is wrong, by field; empty: nothing.</summary>
    /// <param name="office">Office that refers.</param>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="now">Domain time.</param>
    public IReadOnlyDictionary<string, string> Problems(Agency office, Agreed agreed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(agreed);
        var today = CountryTime.DayOf(office.Country, now);
        Dictionary<string, string> wrong = new(StringComparer.Ordinal);
        Check(nameof(Number), NationalNumbers.Normalise(OwnReferralChoices.Scheme(office), Number ?? "") is not null, "number");
        Check(nameof(FamilyName), IsText(FamilyName), "needed");
        Check(nameof(GivenNames), IsText(GivenNames), "needed");
        Check(nameof(BirthDate), BirthDate is null || BirthDate <= today, "day");
        Check(nameof(Municipality), Municipality is { Length: > 0 } town && agreed.Directory.Resolve(office.Country, town, today) is not null, "municipality");
        Check(nameof(Phone), Phone is null || PhoneNumber().IsMatch(Phone), "phone");
        Check(nameof(Email), Email is null || EmailAddress().IsMatch(Email), "email");
        Check(nameof(Services), Services.Count > 0 && Services.All(OwnReferralChoices.Services(office, agreed).Contains), "services");
        Check(nameof(Barriers), Barriers.All(OwnReferralChoices.Barriers.Contains), "list");
        Check(nameof(Goal), Goal is null || GoalCodes.All.Contains(Goal), "list");
        var basis = OwnReferralChoices.Bases(office, agreed.Policy, today).FirstOrDefault(b => b.Reference == Basis);
        Check(nameof(Basis), basis is not null, "needed");
        if (basis is not null && agreed.Policy.Purposes[OwnReferralChoices.Purpose(basis, agreed.Policy)] is var purpose)
        {
            Check(nameof(AssessedOn), AssessedOn is null ? !purpose.AssessmentRequired : AssessedOn <= today, AssessedOn is null ? "needed" : "day");
            Check(nameof(AgreedOn), AgreedOn is null ? !purpose.AgreementRequired : AgreedOn <= today, AgreedOn is null ? "needed" : "day");
            Check(nameof(Notice), Notice is { Length: > 0 } ? NoticeVersion().IsMatch(Notice) : AgreedOn is null, "notice");
            Check(nameof(AgreedHow), AgreedOn is null || OwnReferralChoices.Ways.Contains(AgreedHow ?? ""), "list");
        }

        Check(nameof(Appointment), Appointment is null || Appointment > now, "appointment");
        return wrong;

        void Check(string field, bool right, string code)
        {
            if (!right)
                wrong.TryAdd(field, code);
        }
    }

    private const int LongestText = 100;

    private static bool IsText(string? text) => text is { Length: > 0 and <= LongestText } && !text.Any(char.IsControl);

    [GeneratedRegex(@"^\+?[0-9 ./()-]{6,30}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]{3,120}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmailAddress();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoticeVersion();
}

/// <summary>What a case worker may choose from when writing a referral.</summary>
public static class OwnReferralChoices
{
    /// <summary>Barriers that are told as codes.</summary>
    public static IReadOnlyList<string> Barriers => BarrierCodes.Ordinary;

    /// <summary>Ways to agree.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["WRITTEN", "ORAL_RECORDED", "ELECTRONIC"];

    /// <summary>The scheme of national numbers in the office's country.</summary>
    public static string Scheme(Agency office)
    {
        ArgumentNullException.ThrowIfNull(office);
        return office.Country switch { "NL" => IdentifierSchemes.Bsn, "NO" => IdentifierSchemes.Fnr, _ => IdentifierSchemes.Insz };
    }

    /// <summary>Services that another kind of office in the country offers: a welfare office refers to the employment service, and the other way round.</summary>
    public static IReadOnlyList<string> Services(Agency office, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(agreed);
        return
        [
            .. agreed.Directory.Services.Where(s => s.Offers.Any(o => agreed.Directory.Find(o.Agency) is { Live: true, Class: RecipientClass.Pes or RecipientClass.Welfare } other
                && other.Country == office.Country && other.Class != office.Class)).Select(s => s.Code).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Legal bases on which the office may refer today.</summary>
    public static IReadOnlyList<LegalBasis> Bases(Agency office, Policy policy, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            .. policy.Bases.Values.Where(b => b.Mandate is null && b.Country == office.Country && (b.Agencies.Count == 0 || b.Agencies.Contains(office.Id))
                && !(b.From > today) && !(b.To < today) && b.Purposes.Any(p => policy.Purposes.GetValueOrDefault(p) is { Activation: true })).OrderBy(b => b.Reference, StringComparer.Ordinal),
        ];
    }

    /// <summary>The purpose that a basis stands for.</summary>
    public static string Purpose(LegalBasis basis, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(policy);
        return basis.Purposes.First(p => policy.Purposes.GetValueOrDefault(p) is { Activation: true });
    }

    /// <summary>The question that stands for most of the services asked.</summary>
    public static string Question(IReadOnlyList<string> services, AgencyDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(directory);
        return directory.Questions.OrderByDescending(q => q.Services.Count(services.Contains)).ThenBy(q => q.Services.Count).ThenBy(q => q.Code, StringComparer.Ordinal).First().Code;
    }
}
