using System.Globalization;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>The clients of a run: everything about each follows from its number.</summary>
/// <param name="Run">Seed of the run: tickets of two runs differ.</param>
/// <param name="Offices">Offices that clients are referred to.</param>
internal sealed record LoadPlan(int Run, IReadOnlyList<Office> Offices)
{
    /// <summary>The employment service that refers.</summary>
    public const string Sender = "vdab";

    public ClientStory Client(int number) => new(this, number, Offices[number % Offices.Count]);

    /// <summary>The referral that a telephone number belongs to; null when it is none of this load.</summary>
    public ReferralStory? Referral(string? phone) =>
        phone is { Length: > 8 } && int.TryParse(phone.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Client(number).Referrals.FirstOrDefault(r => Enumerable.Range(0, r.Corrections + 1).Any(v => r.Phone(v) == phone)) is { } referral
            ? referral
            : null;
}

/// <summary>One invented client, referred once or several times to one office.</summary>
/// <param name="Plan">The load.</param>
/// <param name="Number">0, 1, 2… up to 99,999.</param>
/// <param name="Office">Where the client lives.</param>
internal sealed record ClientStory(LoadPlan Plan, int Number, Office Office)
{
    /// <summary>Its identifier is mistyped: the one referral of it must be set aside.</summary>
    public bool Broken => Number % 11 == 10;

    /// <summary>In the order they are sent, each after the one before was accepted.</summary>
    public IReadOnlyList<ReferralStory> Referrals => [.. Enumerable.Range(0, Broken ? 1 : 1 + (Number % 5 / 2)).Select(i => new ReferralStory(this, i))];

    /// <summary>Belgian national number: six digits of the birth date, a serial number, two check digits.</summary>
    public string Insz
    {
        get
        {
            var nine = new DateOnly(1960, 1, 1).AddDays(Number % 10_000).ToString("yyMMdd", CultureInfo.InvariantCulture)
                + (1 + (Number / 10_000)).ToString("000", CultureInfo.InvariantCulture);
            var check = 97 - (long.Parse(nine, CultureInfo.InvariantCulture) % 97);
            return nine + (Broken ? check % 97 + 1 : check).ToString("00", CultureInfo.InvariantCulture);
        }
    }
}
