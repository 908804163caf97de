using System.Collections.Frozen;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Fields that are named to the client alone, in the copy of the client's own data, in English; pages translate. Nobody else is
/// shown them by name: <see cref="FieldNames"/> holds what officers and offices read.
/// </summary>
internal static class OwnFields
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["client.protection.secretAddress"] = "Secret address",
        ["client.protection.staffOfAgency"] = "You work at the agency",
        ["client.protection.restricted"] = "Use restricted (GDPR article 18)",
        ["client.protection.objected"] = "You objected (GDPR article 21)",
        ["recipient.unit"] = "Unit of the office addressed",
        ["recipient.contact.name"] = "Contact person at the office addressed",
        ["registration.category"] = "Category of the registration",
        ["assistance.category"] = "Category of the assistance",
        ["profile.occupationName"] = "Occupation",
        ["profile.sector"] = "Sector",
        ["ladder.rawRung"] = "Rung as it was sent",
        ["ladder.variantVersion"] = "Version of the ladder used",
        ["ladder.overrideReason"] = "Why another rung was set than the answers give",
        ["ladder.potentialHorizonMonths"] = "Months in which the expected rung can be reached",
        ["ladder.nextDueOn"] = "Next measurement due on",
        ["basis.expires"] = "Legal basis until",
        ["agreement"] = "Your agreement",
        ["assessment"] = "Assessment made together with you",
        ["agreement.stated"] = "Said that there is an agreement",
        ["agreement.explicitNeeds"] = "Whether the client agreed explicitly that needs are told",
        ["agreementRecordId"] = "Number of the client's agreement",
        ["fromScheme"] = "Benefit scheme before",
        ["toScheme"] = "Benefit scheme from then on",
        ["effectiveOn"] = "In force from",
        ["scheme"] = "Benefit scheme",
        ["endsOn"] = "Ends on",
        ["lodgedOn"] = "Lodged on",
        ["movedOn"] = "Moved on",
        ["death.on"] = "Date of death",
        ["death.revoked"] = "The death was reported by mistake",
        ["history.kind"] = "Kind of benefit",
        ["history.law"] = "Law of the benefit",
        ["history.category"] = "Category of the benefit",
        ["history.appliedOn"] = "Applied for on",
        ["history.decision"] = "Decision on the benefit",
        ["history.decidedOn"] = "Decided on",
        ["history.from"] = "Benefit from",
        ["history.to"] = "Benefit until",
        ["goals"] = "Goals",
        ["services.reference"] = "Number of the service",
        ["services.code"] = "Service",
        ["services.startsOn"] = "Service from",
        ["services.endsOn"] = "Service until",
        ["outcome"] = "What the office answered",
        ["occurredOn"] = "Happened on",
        ["service.code"] = "Service",
        ["service.startsOn"] = "Service from",
        ["reason"] = "Reason",
        ["nextStep"] = "Next step",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Name of a path of a statement about the client, in English; null: it has none, and is shown as it came.</summary>
    internal static string? Of(string path) => FieldNames.Of(path) ?? Names.GetValueOrDefault(path);

    /// <summary>Every name that stands here alone.</summary>
    internal static IEnumerable<string> All => Names.Values;
}
