using System.Collections.Frozen;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Fields as a client would call them, in English; pages translate. A field without a name here is never shown by name
/// to a data protection officer, only counted: what belongs to a special category gets none.
/// </summary>
internal static class FieldNames
{
    // In the order in which people read them.
    private static readonly (string Path, string Name)[] InOrder =
    [
        ("client.familyName", "Family name"),
        ("client.givenNames", "Given names"),
        ("client.fullName", "Name"),
        ("client.identifiers.scheme", "Kind of identification number"),
        ("client.identifiers.value", "Identification number"),
        ("client.identifiers.status", "Status of the number"),
        ("client.identifiers.replacedBy", "Number that replaced it"),
        ("client.birthDate", "Date of birth"),
        ("client.gender", "Gender"),
        ("client.nationality", "Nationality"),
        ("client.preferredLanguage", "Language of letters"),
        ("client.contactLanguage", "Language spoken with the client"),
        ("client.needsInterpreter", "Interpreter needed"),
        ("client.residence.municipality", "Municipality"),
        ("client.residence.postalCode", "Postal code"),
        ("client.residence.place", "Place"),
        ("client.residence.street", "Street"),
        ("client.residence.houseNumber", "House number"),
        ("client.contact.phone", "Telephone"),
        ("client.contact.email", "E-mail address"),
        ("client.contact.safeToCall", "Safe to call"),
        ("client.contact.safeToLeaveMessage", "Safe to leave a message"),
        ("client.contact.preferredTime", "Preferred time of day"),
        ("purpose", "Purpose"),
        ("question", "Question"),
        ("services", "Services asked"),
        ("appointment", "Appointment"),
        ("recipient.contact.function", "Function of the contact person at the office addressed"),
        ("recipient.contact.phone", "Telephone of the contact person at the office addressed"),
        ("appointment.at", "Moment of the appointment"),
        ("appointment.place", "Kind of place of the appointment"),
        ("appointment.kind", "Kind of appointment"),
        ("appointment.state", "How the appointment stands"),
        ("clientTold.on", "Day on which the client was told"),
        ("clientTold.by", "Office that told the client"),
        ("needMet", "Whether the client's need was met"),
        ("basis.kind", "Kind of legal basis"),
        ("basis.reference", "Legal basis"),
        ("sender.organisation", "Referring office"),
        ("sender.municipality", "Municipality of the referring office"),
        ("sender.unit", "Unit of the referring office"),
        ("sender.contact.name", "Contact person"),
        ("sender.contact.function", "Function of the contact person"),
        ("sender.contact.phone", "Telephone of the contact person"),
        ("assessment.doneWithClient", "Needs assessment done with the client"),
        ("assessment.confirmedOn", "Needs assessment confirmed on"),
        ("registration.inscriptionDate", "Registered as a jobseeker on"),
        ("registration.unemployedSince", "Without work since"),
        ("registration.mediationStatus", "Mediation status"),
        ("registration.benefitScheme", "Benefit scheme"),
        ("registration.benefitEndDate", "Benefit ends on"),
        ("assistance.law", "Law of the assistance"),
        ("assistance.grantedOn", "Assistance granted on"),
        ("assistance.individualPlanOn", "Individual plan of"),
        ("work.daysWorked", "Days worked"),
        ("work.from", "Worked from"),
        ("work.to", "Worked until"),
        ("profile.education", "Level of education"),
        ("profile.foreignDiplomaNotRecognised", "Foreign diploma not recognised"),
        ("profile.occupationsWanted", "Occupations wanted"),
        ("profile.languages.language", "Languages"),
        ("profile.languages.speaking", "Level of speaking"),
        ("profile.languages.writing", "Level of writing"),
        ("profile.drivingLicences", "Driving licences"),
        ("profile.transport", "Own transport"),
        ("profile.weeklyHours", "Hours a week"),
        ("profile.availableFrom", "Available from"),
        ("barriers.code", "Barriers to work"),
        ("barriers.since", "Barriers since"),
        ("needs", "What the client needs at work"),
        ("goal.code", "Goal"),
        ("goal.setBy", "Goal set by"),
        ("ladder.presence", "Ladder measured"),
        ("ladder.measuredOn", "Ladder measured on"),
        ("ladder.variant", "Ladder used"),
        ("ladder.rung", "Rung on the participation ladder"),
        ("ladder.ambiguousRungs", "Possible rungs"),
        ("ladder.potential", "Rung expected"),
        ("ladder.subgroup", "Subgroup"),
        ("ladder.instrumentsInUse", "Instruments in use"),
        ("ladder.measuredBy", "Measured by"),
        ("ladder.withClient", "Measured with the client"),
        ("agreement.recordId", "Number of the client's agreement"),
        ("agreement.noticeVersion", "Version of the notice"),
        ("agreement.language", "Language of the agreement"),
        ("agreement.givenOn", "Agreement given on"),
        ("agreement.how", "How the agreement was given"),
        ("agreement.expires", "Agreement until"),
        ("agreement.givenBy", "Who gave the agreement"),
        ("agreement.mandateScope", "What the mandate is about"),
        ("agreement.mandateUntil", "Mandate until"),
        ("agreement.previewHash", "Digest of the preview shown"),
        ("ticket", "Number of the message"),
        ("inReplyTo", "Number of the referral at the office told"),
        ("referralId", "Number of the referral at the gateway"),
        ("sentAt", "Time of sending"),
        ("status", "Coarse status"),
        ("caseNumber", "Case number of the other office"),
        ("recipient.organisation", "Office addressed"),
        ("recipient.municipality", "Municipality of the office addressed"),
    ];

    private static readonly FrozenDictionary<string, (string Name, int Place)> Names =
        InOrder.Select((f, place) => (f.Path, f.Name, Place: place)).ToFrozenDictionary(f => f.Path, f => (f.Name, f.Place), StringComparer.Ordinal);

    /// <summary>Name of a canonical path; null: it is only counted.</summary>
    internal static string? Of(string path) => Names.TryGetValue(path, out var known) ? known.Name : null;

    /// <summary>Where it is read among others.</summary>
    internal static int Place(string path) => Names.TryGetValue(path, out var known) ? known.Place : int.MaxValue;
}
