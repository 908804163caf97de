using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Workers.Inbox;

/// <summary>A form as the data of an event, and what was stated as a form again.</summary>
internal static class OwnReferralEvents
{
    /// <summary>The referral of a form. What was stated before and has no place in the form stays as it was.</summary>
    /// <param name="form">The form; nothing in it is wrong.</param>
    /// <param name="before">What was stated before; null: it is new.</param>
    /// <param name="office">Office that refers.</param>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="today">Domain day.</param>
    internal static JsonObject Data(OwnReferralForm form, JsonObject? before, Agency office, Agreed agreed, DateOnly today)
    {
        var data = before?.DeepClone().AsObject() ?? [];
        data["ticket"] = form.Ticket;
        // The moment at which it is received counts: nothing of an earlier statement's time is repeated.
        data.Remove("sentAt");
        if (before is not null)
            data["inReplyTo"] = TicketOf(before);
        var basis = agreed.Policy.Bases[form.Basis!];
        data["purpose"] = OwnReferralChoices.Purpose(basis, agreed.Policy);
        data["client"] = Client(form, data["client"] as JsonObject, office, agreed, today);
        data["question"] = OwnReferralChoices.Question(form.Services, agreed.Directory);
        data["services"] = List(form.Services);
        Set(data, "barriers", form.Barriers.Count == 0 ? null : new JsonArray([.. form.Barriers.Select(b => Known(data["barriers"], "code", b) ?? new JsonObject { ["code"] = b })]));
        Set(data, "goal", form.Goal is { } goal ? Known(data["goal"], "code", goal) ?? new JsonObject { ["code"] = goal } : null);
        Set(data, "assessment", form.AssessedOn is { } assessed ? new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = InboxEvents.Day(assessed) } : null);
        data["basis"] = new JsonObject { ["kind"] = KindOf(basis.Kind), ["reference"] = basis.Reference };
        Set(data, "agreement", form.AgreedOn is { } agreedOn
            ? new JsonObject
            {
                ["recordId"] = (string?)data["agreement"]?["recordId"] ?? form.Ticket, ["noticeVersion"] = form.Notice, ["givenOn"] = InboxEvents.Day(agreedOn), ["how"] = form.AgreedHow,
            }
            : null);
        Set(data, "appointment", form.Appointment is { } at ? InboxEvents.Moment(at) : null);
        return data;
    }

    /// <summary>The form of what was stated.</summary>
    internal static OwnReferralForm Form(Guid referral, JsonObject stated)
    {
        var client = stated["client"] as JsonObject;
        var number = (client?["identifiers"] as JsonArray)?.FirstOrDefault(i => (string?)i?["scheme"] != IdentifierSchemes.AgencyReference)?["value"];
        return new OwnReferralForm
        {
            Amends = referral,
            Number = (string?)number,
            FamilyName = (string?)client?["familyName"],
            GivenNames = client?["givenNames"] is JsonArray names ? string.Join(' ', names.Select(n => (string?)n)) : null,
            BirthDate = Day((string?)client?["birthDate"]),
            Municipality = (string?)client?["residence"]?["municipality"],
            Phone = (string?)client?["contact"]?["phone"],
            Email = (string?)client?["contact"]?["email"],
            SafeToCall = (bool?)client?["contact"]?["safeToCall"],
            Services = [.. (stated["services"] as JsonArray ?? []).Select(s => (string?)s).OfType<string>()],
            Barriers = [.. (stated["barriers"] as JsonArray ?? []).Select(b => (string?)b?["code"]).OfType<string>()],
            Goal = (string?)stated["goal"]?["code"],
            AssessedOn = Day((string?)stated["assessment"]?["confirmedOn"]),
            Basis = (string?)stated["basis"]?["reference"],
            AgreedOn = Day((string?)stated["agreement"]?["givenOn"]),
            AgreedHow = (string?)stated["agreement"]?["how"],
            Notice = (string?)stated["agreement"]?["noticeVersion"],
            Appointment = DateTimeOffset.TryParse((string?)stated["appointment"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        };
    }

    /// <summary>The ticket under which a referral is known.</summary>
    internal static string? TicketOf(JsonObject? stated) => (string?)stated?["inReplyTo"] ?? (string?)stated?["ticket"];

    private static JsonObject Client(OwnReferralForm form, JsonObject? before, Agency office, Agreed agreed, DateOnly today)
    {
        var client = before?.DeepClone().AsObject() ?? [];
        var scheme = OwnReferralChoices.Scheme(office);
        client["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = scheme, ["value"] = NationalNumbers.Normalise(scheme, form.Number!) });
        client["familyName"] = form.FamilyName;
        client["givenNames"] = List(form.GivenNames!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Set(client, "birthDate", InboxEvents.Day(form.BirthDate) is { } born ? born : null);
        var residence = client["residence"] as JsonObject ?? [];
        residence["municipality"] = agreed.Directory.Resolve(office.Country, form.Municipality!, today)!.Code;
        client["residence"] = residence;
        var contact = client["contact"] as JsonObject ?? [];
        Set(contact, "phone", form.Phone);
        Set(contact, "email", form.Email);
        Set(contact, "safeToCall", form.SafeToCall is { } safe ? safe : null);
        Set(client, "contact", contact.Count == 0 ? null : contact);
        return client;
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    /// <summary>What was stated of a code before.</summary>
    private static JsonNode? Known(JsonNode? before, string member, string code) =>
        (before is JsonArray list ? list.FirstOrDefault(n => (string?)n?[member] == code) : (string?)before?[member] == code ? before : null)?.DeepClone();

    private static void Set(JsonObject data, string member, JsonNode? value)
    {
        if (value is null)
            data.Remove(member);
        else
            data[member] = value.Parent is null ? value : value.DeepClone();
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string KindOf(Core.Privacy.BasisKind kind) => kind switch
    {
        Core.Privacy.BasisKind.LegalObligation => "LEGAL_OBLIGATION",
        Core.Privacy.BasisKind.VitalInterest => "VITAL_INTEREST",
        Core.Privacy.BasisKind.Consent => "CONSENT",
        _ => "PUBLIC_TASK",
    };
}
