using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>What a replay issues again.</summary>
public enum ReplayKind
{
    /// <summary>Work that failed.</summary>
    Parked = 0,

    /// <summary>Records that were set aside: they are translated again under the profile as it is now.</summary>
    SetAside = 1,

    /// <summary>Referrals that are withheld or have no office: they are decided again under policy, directory and agreements of now.</summary>
    Undecided = 2,
}

/// <summary>Which work a replay takes: everything with one cause.</summary>
/// <param name="Kind">What is issued again.</param>
/// <param name="Stage">Stage that works on it.</param>
/// <param name="Code">Reason code.</param>
public sealed record ReplayCause(ReplayKind Kind, string Stage, string Code)
{
    /// <summary>Only of this agency; null: of all.</summary>
    public string? Agency { get; init; }

    /// <summary>Only records in this profile; null: in all. For records that were set aside.</summary>
    public string? Profile { get; init; }

    /// <summary>Only records with the reason at this path; null: anywhere. For records that were set aside.</summary>
    public string? Path { get; init; }

    /// <summary>As the operations log names it: codes only.</summary>
    public string Name => string.Join('/', new[] { Agency, Profile, Stage, Code, Path }.OfType<string>());

    /// <summary>Work that is parked in a stage under a code.</summary>
    public static ReplayCause Parked(string stage, string code) => new(ReplayKind.Parked, stage, code);

    /// <summary>Records that were set aside for a reason.</summary>
    public static ReplayCause SetAside(string code, string? agency = null, string? profile = null, string? path = null) =>
        new(ReplayKind.SetAside, StageNames.Translation, code) { Agency = agency, Profile = profile, Path = path };

    /// <summary>Referrals that are withheld or unroutable for a reason.</summary>
    public static ReplayCause Undecided(string code, string? agency = null) => new(ReplayKind.Undecided, StageNames.Referral, code) { Agency = agency };
}
