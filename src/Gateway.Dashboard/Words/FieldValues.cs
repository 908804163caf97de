using System.Collections.Frozen;
using System.Globalization;
using Gateway.Contracts.Events;

namespace Gateway.Dashboard.Words;

/// <summary>Coded values of fields as people say them, in English; pages translate. What has no name is shown as it came.</summary>
internal static class FieldValues
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal)
    {
        ["client.identifiers.scheme"] = Of((IdentifierSchemes.Insz, "Belgian national number (INSZ/NISS)"), (IdentifierSchemes.Bsn, "Dutch citizen service number (BSN)"),
            (IdentifierSchemes.Fnr, "Norwegian birth number"), (IdentifierSchemes.AgencyReference, "The agency's own reference")),
        ["client.gender"] = Of(("female", "woman"), ("male", "man"), ("other", "other")),
        ["client.contact.preferredTime"] = Of(("MORNING", "morning"), ("AFTERNOON", "afternoon"), ("EVENING", "evening")),
        ["basis.kind"] = Of(("LEGAL_OBLIGATION", "legal obligation"), ("PUBLIC_TASK", "public task"), ("VITAL_INTEREST", "vital interest"), ("CONSENT", "consent")),
        ["agreement.givenBy"] = Of(("SELF", "the client"), ("PARENT", "a parent"), ("GUARDIAN", "a guardian"), ("ADMINISTRATOR", "an administrator")),
        ["agreement.mandateScope"] = Of(("PERSON", "the person"), ("PROPERTY", "property"), ("PERSON_AND_PROPERTY", "the person and property")),
        ["agreement.how"] = Of(("WRITTEN", "in writing"), ("ORAL_RECORDED", "orally, noted down"), ("ELECTRONIC", "electronically")),
        ["appointment.state"] = Of((AppointmentStates.Proposed, "proposed"), (AppointmentStates.Confirmed, "agreed"), (AppointmentStates.Moved, "moved"), (AppointmentStates.Cancelled, "called off")),
        ["appointment.place"] = Of(("RECEIVING_OFFICE", "at the receiving office"), ("REFERRING_OFFICE", "at the referring office"), ("CLIENT_HOME", "at the client's home"), ("BY_PHONE", "by telephone"), ("BY_VIDEO", "by video")),
        ["appointment.kind"] = Of(("INTAKE", "first meeting"), ("JOINT_MEETING", "meeting with both offices"), ("FOLLOW_UP", "later meeting")),
        ["clientTold.by"] = Of(("RECEIVING_OFFICE", "the receiving office"), ("REFERRING_OFFICE", "the referring office")),
        ["needMet"] = Of(("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")),
        ["goal.code"] = Of(("WORK", "work"), ("INCLUSION", "inclusion"), ("STABILISATION", "stabilisation"), ("CARE", "care")),
        ["goal.setBy"] = Of(("CLIENT", "the client"), ("COUNSELLOR", "the counsellor"), ("TOGETHER", "client and counsellor together")),
        ["registration.benefitScheme"] = Of(("UNEMPLOYMENT", "unemployment benefit"), ("SOCIAL_ASSISTANCE", "social assistance"), ("NONE", "none"), ("OTHER", "other")),
        ["assistance.law"] = Of(("1", "living wage"), ("2", "act of 1965"), ("6", "organic act of the OCMW")),
        ["profile.education"] = Of(("0", "less than primary"), ("1", "primary"), ("2", "lower secondary"), ("3", "upper secondary"), ("4", "post-secondary"),
            ("5", "short higher education"), ("6", "bachelor"), ("7", "master"), ("8", "doctorate")),
        ["profile.transport"] = Of(("BICYCLE", "bicycle"), ("MOPED", "moped"), ("MOTORCYCLE", "motorcycle"), ("CAR", "car"), ("PUBLIC", "public transport"), ("NONE", "none")),
        ["barriers.code"] = Of(("HOUSING", "housing"), ("DEBT", "debts"), ("CHILDCARE", "childcare"), ("LANGUAGE", "language"), ("MOBILITY", "getting there"),
            ("CARE_DUTY", "care for others"), ("DIGITAL", "digital skills"), ("OTHER", "other")),
        ["ladder.presence"] = Of(("present", "measured"), ("absent", "not measured"), ("unknown", "not known")),
        ["ladder.variant"] = Of(("six-rung", "six rungs"), ("half-step", "six rungs with half steps"), ("five-step", "five steps"), ("VL-W2", "Flemish work and care"), ("wheel", "participation wheel")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // ISO 639-3: the languages that clients of the pilots speak most.
    private static readonly FrozenDictionary<string, string> Languages = Of(
        ("nld", "Dutch"), ("fra", "French"), ("deu", "German"), ("eng", "English"), ("ara", "Arabic"), ("tur", "Turkish"), ("pol", "Polish"), ("ron", "Romanian"),
        ("bul", "Bulgarian"), ("spa", "Spanish"), ("ita", "Italian"), ("por", "Portuguese"), ("rus", "Russian"), ("ukr", "Ukrainian"), ("fas", "Persian"), ("prs", "Dari"),
        ("pus", "Pashto"), ("som", "Somali"), ("tir", "Tigrinya"), ("amh", "Amharic"), ("sqi", "Albanian"), ("kur", "Kurdish"), ("nob", "Norwegian"));

    /// <summary>Name of a field's value, in English; null: it has none.</summary>
    internal static string? Of(string path, string value) => path switch
    {
        "client.preferredLanguage" or "client.contactLanguage" or "profile.languages.language" or "agreement.language" => Languages.GetValueOrDefault(value),
        "ladder.rung" or "ladder.ambiguousRungs" or "ladder.potential" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rung) ? Rung(rung) : null,
        _ => Names.TryGetValue(path, out var values) ? values.GetValueOrDefault(value) : null,
    };

    /// <summary>Every name.</summary>
    internal static IEnumerable<string> All => Names.Values.SelectMany(v => v.Values).Concat(Languages.Values);

    /// <summary>The participation ladder (2008).</summary>
    internal static string? Rung(int rung) => rung switch
    {
        1 => "isolated",
        2 => "social contacts outside the home",
        3 => "organised activities",
        4 => "unpaid work",
        5 => "paid work with support",
        6 => "paid work",
        _ => null,
    };

    private static FrozenDictionary<string, string> Of(params (string Value, string Name)[] values) =>
        values.ToFrozenDictionary(v => v.Value, v => v.Name, StringComparer.Ordinal);
}
