using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Ladder;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue;

/// <summary>
/// Which values a coded canonical field may have: from the contract, or from directory and policy. Profiles, code maps and
/// criteria are checked against it, so that a code that does not exist is an error with a line and not a referral without a route.
/// </summary>
/// <param name="names">Names of directory and policy; null: fields coded there are not checked.</param>
public sealed partial class CanonicalCodes(CatalogueNames? names)
{
    private static readonly string[] Schemes = ["UNEMPLOYMENT", "SOCIAL_ASSISTANCE", "NONE", "OTHER"];

    /// <summary>Ways in which an agreement is collected.</summary>
    internal static readonly string[] AgreementWays = ["WRITTEN", "ORAL_RECORDED", "ELECTRONIC"];

    /// <summary>Kinds of legal basis as records name them.</summary>
    private static readonly string[] Kinds = [.. Enum.GetNames<BasisKind>().Select(k => WordBegin().Replace(k, "_$0").ToUpperInvariant())];

    /// <summary>The values of a field; null when it is not coded here.</summary>
    /// <param name="eventType">Event type, or null where the same holds for all.</param>
    /// <param name="path">Canonical path from the event on, lists transparent; of a handover with or without <c>referral.</c>.</param>
    public IReadOnlyCollection<string>? Of(string? eventType, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Own(path) switch
        {
            "barriers.code" => [.. BarrierCodes.Ordinary, .. BarrierCodes.Protected],
            "needs" => NeedCodes.All,
            "question" => Listed(names?.Questions),
            "purpose" => Listed(names?.Purposes),
            "basis.kind" => Kinds,
            "basis.reference" => Listed(names?.Bases),
            "services" or "service.code" when eventType != EventTypes.ServicesRecorded => Listed(names?.Services),
            "registration.benefitScheme" or "fromScheme" or "toScheme" or "scheme" => Schemes,
            "client.gender" => ["female", "male", "other"],
            "client.identifiers.scheme" => [IdentifierSchemes.Insz, IdentifierSchemes.Bsn, IdentifierSchemes.Fnr, IdentifierSchemes.AgencyReference],
            "client.identifiers.status" => ["cancelled"],
            "client.contact.preferredTime" => ["MORNING", "AFTERNOON", "EVENING"],
            "agreement.how" => AgreementWays,
            "agreement.givenBy" => Capacities.All,
            "agreement.mandateScope" => Capacities.Scopes,
            "goal.setBy" => ["CLIENT", "COUNSELLOR", "TOGETHER"],
            "profile.transport" => ["CAR", "MOPED", "BICYCLE", "MOTORCYCLE", "PUBLIC", "NONE"],
            "ladder.presence" => ["present", "absent", "unknown"],
            "ladder.variant" => LadderVariants.All,
            "outcome" when eventType is null or EventTypes.ReferralReply => ReplyOutcomes.All,
            "status" when eventType == EventTypes.ReferralStatusChanged => CoarseStatuses.All,
            _ => null,
        };
    }

    /// <summary>What is wrong with a value of a field, with what may have been meant; null when it may stand there.</summary>
    public string? Objection(string? eventType, string path, string value)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        var own = Own(path);
        if (Of(eventType, path) is { } known)
            return known.Contains(value) ? null : $"'{value}' is not a value of '{own}'.{Spelling.Hint(value, known)}";
        if (IsLanguage(path) && !Language().IsMatch(value))
            return $"'{value}' is not a value of '{own}': a language has three letters (ISO 639-3), for example nld.";
        return path.EndsWith("client.nationality", StringComparison.Ordinal) && !Country().IsMatch(value)
            ? $"'{value}' is not a value of '{own}': a nationality has two letters (ISO 3166-1), for example BE."
            : null;
    }

    private static string Own(string path) => path.StartsWith("referral.", StringComparison.Ordinal) ? path["referral.".Length..] : path;

    /// <summary>Nothing is said against a value while the file that lists them cannot be read: that file has its own problem.</summary>
    private static IReadOnlyCollection<string>? Listed(IReadOnlyCollection<string>? names) => names is { Count: > 0 } ? names : null;

    private static bool IsLanguage(string path) =>
        path.EndsWith("client.preferredLanguage", StringComparison.Ordinal) || path.EndsWith("client.contactLanguage", StringComparison.Ordinal)
        || path.EndsWith("agreement.language", StringComparison.Ordinal) || path.EndsWith("profile.languages.language", StringComparison.Ordinal);

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordBegin();

    [GeneratedRegex("^[a-z]{3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Language();

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Country();
}
