using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Http;

namespace Gateway.Dashboard.Inbox;

/// <summary>Reads the forms of the inbox: what is not filled in is null.</summary>
/// <param name="form">The form as it was sent.</param>
internal sealed class AnswerFields(IFormCollection form)
{
    internal string? this[string name] => form[name] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>An answer to a handover, or what is arranged with an own referral.</summary>
    internal InboxAnswer Answer(Viewer viewer) => new()
    {
        Key = this["key"] ?? "",
        Outcome = this["outcome"] ?? "",
        OccurredOn = Day("occurredOn"),
        CaseNumber = this["caseNumber"],
        Reason = this["reason"],
        StartsOn = Day("startsOn"),
        NextStep = this["nextStep"],
        Goal = this["goal"],
        OpenRest = this["openRest"] is not null,
        Arranging = Arranging(viewer),
    };

    /// <summary>A referral of the office.</summary>
    internal OwnReferralForm Referral(Viewer viewer) => new()
    {
        Key = this["key"] ?? "",
        Amends = Guid.TryParseExact(this["amends"], "D", out var amends) ? amends : null,
        Number = this["number"],
        FamilyName = this["familyName"],
        GivenNames = this["givenNames"],
        BirthDate = Day("birthDate"),
        Municipality = this["municipality"],
        Phone = this["phone"],
        Email = this["email"],
        SafeToCall = this["safeToCall"] switch { "yes" => true, "no" => false, _ => null },
        Services = Several("services"),
        Barriers = Several("barriers"),
        Goal = this["goal"],
        AssessedOn = Day("assessedOn"),
        Basis = this["basis"],
        AgreedOn = Day("agreedOn"),
        AgreedHow = this["agreedHow"],
        Notice = this["notice"],
        Appointment = Moment(viewer.Zone),
    };

    /// <summary>Places of a service.</summary>
    internal PlacesForm Places() => new()
    {
        Key = this["key"] ?? "", Service = this["service"] ?? "", Free = Number("free"), WaitingDays = Number("waitingDays"), AssessFirst = this["assessFirst"] is not null,
    };

    internal DateOnly? Day(string name) => DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private int? Number(string name) => int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private List<string> Several(string name) => [.. form[name].OfType<string>().Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

    private InboxArranging? Arranging(Viewer viewer) =>
        this["appointmentState"] is null && this["toldOn"] is null && this["needMet"] is null
            ? null
            : new InboxArranging
            {
                AppointmentState = this["appointmentState"], AppointmentAt = Moment(viewer.Zone), Place = this["place"], Kind = this["kind"], ToldOn = Day("toldOn"), NeedMet = this["needMet"],
            };

    /// <summary>The moment of the appointment that there is, or a day and a time in the zone that the page shows; an hour that the change of the clocks leaves out is none.</summary>
    private DateTimeOffset? Moment(TimeZoneInfo zone)
    {
        if (DateTimeOffset.TryParseExact(this["appointmentAt"], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known))
            return known;
        return Day("appointmentDay") is { } day && TimeOnly.TryParse(this["appointmentTime"], CultureInfo.InvariantCulture, out var time)
            && day.ToDateTime(time) is var local && !zone.IsInvalidTime(local)
                ? new DateTimeOffset(local, zone.GetUtcOffset(local))
                : null;
    }
}
