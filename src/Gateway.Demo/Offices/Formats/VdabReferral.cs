using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Demo.Clock;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices.Formats;

/// <summary>The employment service's own JSON: referrals, withdrawals of an agreement, counts and replies.</summary>
internal static class VdabReferral
{
    private const string SchemaVersion = "1.0";

    /// <summary>A note that a counsellor wrote in confidence; it must be found in no output of any kind.</summary>
    public const string CanaryNote = "kanarieveer: slaapt slecht, schaamt zich voor de brieven, vertelt het niemand";

    /// <summary>A referral, correct or with the identifier mistyped.</summary>
    public static JsonObject Referral(PilotClient client, DateTimeOffset at, string ticket, bool mistyped)
    {
        var record = new JsonObject
        {
            ["message"] = Message("referral", ticket, null, at, Addressee(client)),
            ["question"] = client.Question,
            ["appointment"] = Media.Instant(PilotCalendar.At(PilotCalendar.WorkingDaysAfter(client.SentOn, 6), 10)),
            ["person"] = Person(client, mistyped),
            ["assessment"] = new JsonObject { ["doneWithClient"] = true, ["confirmedOn"] = Media.Iso(client.SentOn.AddDays(-4)) },
            ["registration"] = Registration(client),
            ["profile"] = Profile(client),
            ["barriers"] = Barriers(client),
        };
        if (client.Quirk is not Quirk.MissingData)
            record["ladder"] = Ladder(client);
        record["requestedService"] = new JsonArray([.. client.Services.Select(s => (JsonNode)s)]);
        record["basis"] = new JsonObject { ["kind"] = "PUBLIC_TASK", ["reference"] = "KSZ-2026-014", ["expires"] = "2027-12-31" };
        record["agreement"] = Agreement(client);
        record["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "TOGETHER" };
        return record;
    }

    /// <summary>The client withdraws the agreement to a referral.</summary>
    public static JsonObject Withdrawal(PilotClient client, DateTimeOffset at) => new()
    {
        ["message"] = Message(
            "withdrawal", InventedNumbers.Ticket(client.Ticket, "withdrawal").ToString(), client.Ticket, at, null),
        ["person"] = new JsonObject { ["insz"] = client.Insz },
        ["agreement"] = new JsonObject { ["recordId"] = AgreementRecord(client) },
    };

    /// <summary>The client's unemployment benefit ends.</summary>
    public static JsonObject BenefitEnding(PilotClient client, BenefitChange benefit, DateTimeOffset at) => new()
    {
        ["message"] = Message("benefit-ending", InventedNumbers.Ticket(client.Ticket, "benefit-ending").ToString(), null, at, null),
        ["person"] = new JsonObject { ["insz"] = client.Insz },
        ["registration"] = new JsonObject { ["benefitScheme"] = "UNEMPLOYMENT", ["benefitEndDate"] = Media.Iso(benefit.EndsOn) },
    };

    /// <summary>The client goes from the unemployment benefit to assistance.</summary>
    public static JsonObject BenefitTransfer(PilotClient client, BenefitChange benefit, DateTimeOffset at) => new()
    {
        ["message"] = Message("benefit-transfer", InventedNumbers.Ticket(client.Ticket, "benefit-transfer").ToString(), null, at, null),
        ["person"] = new JsonObject { ["insz"] = client.Insz },
        ["transfer"] = new JsonObject { ["from"] = "UNEMPLOYMENT", ["to"] = "SOCIAL_ASSISTANCE", ["effectiveOn"] = Media.Iso(benefit.EffectiveOn) },
    };

    /// <summary>Counts of a site, without persons.</summary>
    public static JsonObject Counts(SiteCounts site, DateTimeOffset at) => new()
    {
        ["message"] = Message("counts", InventedNumbers.Ticket("counts", site.Agreement, SiteCounts.Period).ToString(), null, at, null),
        ["counts"] = new JsonObject
        {
            ["agreement"] = site.Agreement,
            ["period"] = SiteCounts.Period,
            ["identified"] = site.Identified,
            ["eligible"] = site.Eligible,
            ["offered"] = site.Offered,
            ["lost"] = new JsonArray([.. site.Lost.Select(l =>
                (JsonNode)new JsonObject { ["stage"] = l.Stage, ["reason"] = l.Reason, ["count"] = l.Count })]),
        },
    };

    /// <summary>An answer to a handover.</summary>
    public static JsonObject Reply(Reply reply)
    {
        var answer = new JsonObject { ["outcome"] = reply.Answer.Outcome, ["occurredOn"] = Media.Iso(reply.OccurredOn) };
        if (reply.Answer.Outcome is ReplyOutcomes.Received)
            answer["caseNumber"] = reply.Case.CaseNumber;
        if (reply.Answer.Outcome is ReplyOutcomes.InService)
            answer["service"] = new JsonObject { ["code"] = reply.Case.Service, ["startsOn"] = Media.Iso(reply.OccurredOn) };
        if (reply.Answer.Reason is { } reason)
            answer["reason"] = reason;
        return new JsonObject
        {
            ["message"] = Message("reply", reply.Ticket, reply.HandoverTicket, reply.At, null),
            ["person"] = new JsonObject { ["insz"] = reply.Case.Identifier },
            ["reply"] = answer,
        };
    }

    private static JsonObject Message(string type, string ticket, string? inReplyTo, DateTimeOffset at, JsonObject? recipient)
    {
        var message = new JsonObject { ["type"] = type, ["schemaVersion"] = SchemaVersion, ["ticket"] = ticket };
        if (inReplyTo is not null)
            message["inReplyTo"] = inReplyTo;
        message["sentAt"] = Media.Instant(at);
        message["sender"] = new JsonObject
        {
            ["org"] = "vdab",
            ["unit"] = "Bemiddeling",
            ["contact"] = new JsonObject { ["name"] = "J. Proefnaam", ["function"] = "bemiddelaar", ["phone"] = "+3225061500" },
        };
        if (recipient is not null)
            message["recipient"] = recipient;
        message["purpose"] = Media.Purpose;
        return message;
    }

    private static JsonObject? Addressee(PilotClient client) => client.Quirk switch
    {
        Quirk.NoSuchOffice => new JsonObject { ["org"] = "ocmw-nergensbeke", ["nis"] = "34999" },
        Quirk.RetiredCode => new JsonObject { ["nis"] = "37015" },
        _ when client.Offices.Contains(client.Town.Office, StringComparer.Ordinal) => new JsonObject { ["org"] = client.Town.Office, ["nis"] = client.Town.Nis },
        _ => null,
    };

    private static JsonObject Person(PilotClient client, bool mistyped) => new()
    {
        ["insz"] = mistyped ? InventedNumbers.Mistyped(client.Insz) : client.Insz,
        ["familyName"] = client.FamilyName,
        ["givenNames"] = new JsonArray(client.GivenName),
        ["birthDate"] = Media.Iso(client.Born),
        ["nisResidence"] = client.Quirk is Quirk.RetiredCode ? "37015" : client.Town.Nis,
        ["postalCode"] = client.Town.PostalCode,
        ["preferredLanguage"] = "nld",
        ["contactLanguage"] = "nld",
        ["needsInterpreter"] = false,
        ["contact"] = new JsonObject
        {
            ["phone"] = Phone(client),
            ["safeToCall"] = true,
            ["safeToLeaveMessage"] = client.Number % 2 == 0,
            ["preferredTime"] = "MORNING",
        },
    };

    /// <summary>An invented number.</summary>
    public static string Phone(PilotClient client) => "+32460" + (200000 + client.Number * 37);

    private static JsonObject Registration(PilotClient client)
    {
        var registration = new JsonObject { ["category"] = "00", ["inscriptionDate"] = Media.Iso(Out(client)) };
        if (client.Quirk is Quirk.MissingData)
            return registration;
        registration["unemployedSince"] = Media.Iso(Out(client));
        registration["mediationStatus"] = "ACTIVE";
        registration["benefitScheme"] = "UNEMPLOYMENT";
        return registration;
    }

    private static DateOnly Out(PilotClient client) => client.SentOn.AddDays(-430 - client.Number * 11);

    private static JsonObject Profile(PilotClient client)
    {
        var profile = new JsonObject
        {
            ["isced2011"] = 2 + client.Number % 3,
            ["foreignDiplomaNotRecognised"] = client.Number % 9 == 0,
            ["isco08Wanted"] = new JsonArray(client.Number % 2 == 0 ? "9112" : "4321"),
            ["transport"] = client.Number % 3 == 0 ? "CAR" : "BICYCLE",
            ["weeklyHoursAvailable"] = 24 + client.Number % 3 * 7,
            ["availableFrom"] = Media.Iso(client.SentOn.AddDays(14)),
        };
        if (client.Number % 3 == 0)
            profile["drivingLicence"] = new JsonArray("B");
        return profile;
    }

    private static JsonArray Barriers(PilotClient client)
    {
        var barrier = new JsonObject { ["code"] = BarrierOf(client.Services[0]) };
        if (client.Quirk is not Quirk.MissingData)
            barrier["since"] = Media.Iso(client.SentOn.AddDays(-200));
        if (client.Quirk is not Quirk.FreeText)
            return [barrier];
        barrier["note"] = CanaryNote;
        return [barrier, new JsonObject { ["code"] = "HEALTH", ["specialCategory"] = true, ["note"] = CanaryNote }];
    }

    private static string BarrierOf(string service) => service switch
    {
        "CHILDCARE_PLACE" => "CHILDCARE",
        "HOUSING_SUPPORT" => "HOUSING",
        "NGO_DIGITAL_SKILLS" => "DIGITAL",
        "SOCIAL_GUIDANCE" => "CARE_DUTY",
        _ => "DEBT",
    };

    private static JsonObject Ladder(PilotClient client) => new()
    {
        ["measuredOn"] = Media.Iso(client.SentOn.AddDays(-4)),
        ["variant"] = "six-rung",
        ["rung"] = 2 + client.Number % 2,
        ["potential12m"] = 4,
        ["measuredBy"] = "COUNSELLOR",
        ["withClient"] = true,
    };

    private static string AgreementRecord(PilotClient client) => "AKK-2026-" + (1000 + client.Number);

    private static JsonObject Agreement(PilotClient client)
    {
        var agreement = new JsonObject { ["recordId"] = AgreementRecord(client) };
        if (client.Quirk is Quirk.BareYes)
            return agreement;
        agreement["noticeVersion"] = "2026-1";
        agreement["language"] = "nld";
        agreement["givenOn"] = Media.Iso(client.SentOn.AddDays(-4));
        agreement["how"] = "WRITTEN";
        agreement["expires"] = "2027-06-30";
        return agreement;
    }
}
