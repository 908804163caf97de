using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Words;

/// <summary>What a client is told alike on the privacy page, on receipts and by citizens' portals.</summary>
internal static class ClientWords
{
    /// <summary>Where an agreement stands, in English.</summary>
    internal static string Status(AgreementStatus status) => status switch
    {
        AgreementStatus.Requested => "Asked, not answered",
        AgreementStatus.Given => "Given",
        AgreementStatus.Refused => "Refused",
        AgreementStatus.Withdrawn => "Withdrawn by you",
        AgreementStatus.Revoked => "Taken back by the office",
        AgreementStatus.Expired => "Past its last day",
        AgreementStatus.Invalidated => "Found not to be valid",
        AgreementStatus.Renewed => "Replaced by a new one",
        _ => "Not an agreement: something is missing or cannot have been so",
    };

    /// <summary>Whether something arrived, in English.</summary>
    internal static string Arrival(DisclosureArrival arrival) => arrival switch
    {
        DisclosureArrival.Confirmed => "Received: the office confirmed it",
        DisclosureArrival.Unknown => "Nobody can tell whether it arrived",
        _ => "Not confirmed yet by the office",
    };

    /// <summary>What left.</summary>
    internal static string What(Dictionary words, string type, int step, string? status) => type switch
    {
        EventTypes.ReferralHandover when step == 1 => words["Handover, step one: how to reach you and what is asked"],
        EventTypes.ReferralHandover => words["Handover, step two: what the office needs to help you"],
        _ => string.Format(System.Globalization.CultureInfo.InvariantCulture, words["Message about where it stands: {0}"], words[Plain.Status(status) ?? "changed"]),
    };

    /// <summary>For which purpose.</summary>
    internal static string Purpose(Dictionary words, Agreed agreed, string code) => Plain.Name(agreed.Policy.Purposes.GetValueOrDefault(code)?.Titles, words, code);

    /// <summary>On which basis: one of the registry, or a notice that needs none.</summary>
    internal static string Basis(Dictionary words, Agreed agreed, string reference) => reference switch
    {
        ErasureNotices.Name => words["Notice of an erasure; it holds nothing of the client but the ticket that the office has already"],
        OwnNotice.Name => words["Notice to an office about its own referral; it holds nothing that the office did not write itself"],
        _ => agreed.Policy.Bases.GetValueOrDefault(reference) is { } basis ? $"{Plain.Name(basis.Titles, words, reference)} ({reference})" : reference,
    };

    /// <summary>Names of ordinary fields, each once.</summary>
    internal static IReadOnlyList<string> Fields(Dictionary words, IEnumerable<string> paths) =>
        [.. paths.OrderBy(FieldNames.Place).Select(FieldNames.Of).OfType<string>().Select(n => words[n]).Distinct(StringComparer.Ordinal)];

    /// <summary>How many fields have no name in plain words: free text, and what no page names.</summary>
    internal static int Further(IEnumerable<string> paths) => paths.Count(f => FieldNames.Of(f) is null);
}
