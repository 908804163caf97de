using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Demo.Offices;

namespace Gateway.Sandbox.Offices;

/// <summary>What invented offices send: contract events, each under a ticket of its own.</summary>
internal sealed class Letters(TimeProvider domain)
{
    /// <summary>The office refers a client to the vendor's agency.</summary>
    internal Submission Referral(Counterpart from, Agency to, InventedClient client, string ticket) => Letter(from.Agency.Id, EventTypes.ReferralSubmitted, ticket, new ReferralSubmitted
    {
        Ticket = ticket,
        SentAt = Now,
        Sender = new Party { Organisation = from.Agency.Id },
        Recipient = new Party { Organisation = to.Id },
        Purpose = "ACTIVATION",
        Client = client.In(from.Municipality),
        Question = to.Class == RecipientClass.Welfare ? "WELFARE_SUPPORT" : "TRAINING_SUPPORT",
        Services = [from.Service],
        Assessment = new Assessment { DoneWithClient = true, ConfirmedOn = Day(-3) },
        Registration = to.Class == RecipientClass.Welfare ? new Registration { Category = "00", UnemployedSince = Day(-700), InscriptionDate = Day(-700), BenefitScheme = "UNEMPLOYMENT" } : null,
        Assistance = to.Class == RecipientClass.Pes ? new Assistance { Law = "1", GrantedOn = Day(-400), IndividualPlanOn = Day(-300) } : null,
        Barriers = [new Contracts.Events.Barrier { Code = to.Class == RecipientClass.Welfare ? "DEBT" : "LANGUAGE" }],
        Ladder = new LadderMeasurement { Presence = "present", MeasuredOn = Day(-3), Variant = "six-rung", RawRung = "3", Rung = 3 },
        Basis = new BasisClaim { Kind = "PUBLIC_TASK", Reference = "KSZ-2026-014" },
        Agreement = new AgreementClaim { RecordId = "AK-" + ticket, NoticeVersion = "2026-1", Language = "nld", GivenOn = Day(-2), How = "WRITTEN" },
    });

    /// <summary>The client withdraws the agreement to a referral.</summary>
    internal Submission Withdrawal(string office, InventedClient client, string referral, string ticket) => Letter(office, EventTypes.ConsentWithdrawn, ticket, new ConsentWithdrawn
    {
        Ticket = ticket, InReplyTo = referral, SentAt = Now, Sender = new Party { Organisation = office }, Client = new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, client.Insz)] },
    });

    /// <summary>The register says that a number was replaced.</summary>
    internal Submission Replacement(string register, InventedClient old, InventedClient @new, string ticket) => Letter(register, EventTypes.ClientChanged, ticket, new ClientChanged
    {
        Ticket = ticket, SentAt = Now, Sender = new Party { Organisation = register },
        Client = new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, old.Insz) { ReplacedBy = @new.Insz }] },
    });

    /// <summary>The office answers a handover. The same answer always has the same bytes and the same key: an office that was started again answers again.</summary>
    internal Submission Answer(string office, string handover, string outcome, string? caseNumber = null, InventedClient? client = null)
    {
        var ticket = InventedTicket(handover, outcome);
        return Letter(office, EventTypes.ReferralReply, ticket, new ReferralReply
        {
            Ticket = ticket, InReplyTo = handover, Sender = new Party { Organisation = office }, Outcome = outcome, CaseNumber = caseNumber,
            Client = client is null ? null : new Client { Identifiers = [new Identifier(IdentifierSchemes.Insz, client.Insz)] },
        }, dated: false);
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(domain.GetUtcNow().ToUnixTimeMilliseconds());

    private string Day(int from) => DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime).AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string InventedTicket(string handover, string outcome) => Demo.Scenario.InventedNumbers.Ticket("sandbox", handover, outcome).ToString();

    private Submission Letter<T>(string office, string type, string ticket, T data, bool dated = true) => new(
        "/v1/events", CloudEvent.MediaType, ticket,
        JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent { Id = ticket, Source = CloudEvent.SourceOf(office), Type = type, Time = dated ? Now : null, DataContentType = "application/json", Data = JsonSerializer.SerializeToNode(data, ContractJson.Options) },
            ContractJson.Options));
}
