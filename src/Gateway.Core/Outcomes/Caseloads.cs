using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Outcomes;

/// <summary>Roles of those who guide clients.</summary>
public static class CounsellorRoles
{
    /// <summary>Counsellor of an employment service.</summary>
    public const string Pes = "pes-counsellor";

    /// <summary>Case worker of a welfare office.</summary>
    public const string Welfare = "welfare-case-worker";

    /// <summary>Guide of a provider.</summary>
    public const string Provider = "provider-guide";

    /// <summary>Every role.</summary>
    public static IReadOnlyList<string> All { get; } = [Pes, Welfare, Provider];

    /// <summary>The role of those who guide clients at an office.</summary>
    public static string Of(Agency? office) => office?.Class switch
    {
        RecipientClass.Pes => Pes,
        RecipientClass.Welfare => Welfare,
        _ => Provider,
    };
}

/// <summary>How many clients counsellors guide now, against what the local agreement bears.</summary>
internal static class Caseloads
{
    internal static IReadOnlyList<Caseload> Of(IEnumerable<AlikeParts> parts, Agreed agreed) =>
    [
        .. parts.Where(p => p.Collaboration.Length > 0 && p.State is HandoverState.Received or HandoverState.Accepted or HandoverState.InService)
            .GroupBy(p => (p.Collaboration, p.Office)).OrderBy(g => g.Key.Collaboration, StringComparer.Ordinal).ThenBy(g => g.Key.Office, StringComparer.Ordinal)
            .Select(g => Of(g.Key.Collaboration, g.Key.Office, g.Sum(p => p.Parts), agreed)),
    ];

    private static Caseload Of(string collaboration, string office, int clients, Agreed agreed)
    {
        var site = agreed.Sites.Find(collaboration);
        var staffed = site?.Caseloads.FirstOrDefault(c => c.Agency == office);
        return new Caseload(collaboration, office, CounsellorRoles.Of(agreed.Directory.Find(office)), clients, staffed?.Counsellors, staffed?.MostPerCounsellor ?? site?.MostClientsPerOffice);
    }
}
