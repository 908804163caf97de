using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core;

/// <summary>A small invented world: one employment service, offices of two towns, a merger, a provider.</summary>
internal static class Cases
{
    public static readonly DateOnly Today = new(2026, 3, 9);

    public static Agency Pes { get; } = Agency("pes", RecipientClass.Pes);

    public static Agency Control { get; } = Agency("pes-control", RecipientClass.PesControl);

    public static Agency Welfare { get; } = Agency("office-a", RecipientClass.Welfare, new Territory("100", null, null));

    public static Agency Merged { get; } = Agency("office-b", RecipientClass.Welfare,
        new Territory("200", null, new DateOnly(2024, 12, 31)), new Territory("300", new DateOnly(2025, 1, 1), null));

    public static Agency Gone { get; } = Agency("office-c", RecipientClass.Welfare, new Territory("201", null, new DateOnly(2024, 12, 31))) with { Live = false };

    public static Agency Provider { get; } = Agency("helpers", RecipientClass.Provider);

    public static Agency Register { get; } = Agency("register", RecipientClass.Register);

    public static Agency Abroad { get; } = Agency("abroad", RecipientClass.Pes) with { Country = "NL" };

    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string> { ["en"] = "words" };

    public static AgencyDirectory Directory(params Service[] services) => Directory(services, Welfare);

    public static AgencyDirectory Directory(Service[] services, Agency welfare, Agency? pes = null) => new(
        "dir-1",
        [pes ?? Pes, Control, welfare, Merged, Gone, Provider, Register, Abroad],
        [
            Town("100", "Aartstad"), Town("400", "Verlaten"),
            Town("200", "Brugdorp") with { To = new DateOnly(2024, 12, 31), Successor = "300" },
            Town("201", "Ceder") with { To = new DateOnly(2024, 12, 31), Successor = "300" },
            Town("300", "Brugdorp") with { From = new DateOnly(2025, 1, 1) },
        ],
        services.Length > 0 ? services : Services,
        new Dictionary<string, IReadOnlyCollection<DateOnly>>
        {
            ["BE"] = [new(2025, 12, 25), new(2026, 1, 1), new(2026, 4, 6), new(2026, 5, 1), new(2026, 5, 14)],
            ["NL"] = [new(2026, 4, 27)],
        },
        [new Question("HELP", ["GUIDANCE"], Words), new Question("BOTH", ["GUIDANCE", "TRAINING"], Words)],
        ["OCMW"]);

    public static Service[] Services { get; } =
    [
        Service("GUIDANCE", new("office-a", null), new("office-b", null)),
        Service("HOUSING", new ServiceOffer("office-a", 1)),
        Service("TRAINING", new ServiceOffer("pes", null)) with { DependsOn = ["HOUSING"] },
        Service("DIGITAL", new ServiceOffer("helpers", null)),
        Service("INSPECTION", new ServiceOffer("pes-control", null)),
    ];

    public static LegalBasis Basis { get; } = new()
    {
        Reference = "TASK-1", Kind = BasisKind.PublicTask, Titles = Words, Country = "BE", Purposes = ["ACTIVATION", "STATUTORY", "CONTROL"],
        From = new DateOnly(2025, 1, 1), To = new DateOnly(2026, 12, 31),
    };

    public static LegalBasis ConsentBasis { get; } = Basis with { Reference = "CONSENT-1", Kind = BasisKind.Consent, WhyRefusingCostsNothing = "It is voluntary." };

    public static Policy Policy { get; } = new()
    {
        Version = "pol-1",
        Purposes = new Dictionary<string, Purpose>
        {
            ["ACTIVATION"] = new() { Code = "ACTIVATION", Titles = Words },
            ["STATUTORY"] = new() { Code = "STATUTORY", Titles = Words, AgreementRequired = false, AssessmentRequired = false },
            ["CONTROL"] = new() { Code = "CONTROL", Titles = Words, Activation = false },
        },
        Bases = new Dictionary<string, LegalBasis>
        {
            ["TASK-1"] = Basis,
            ["CONSENT-1"] = ConsentBasis,
            ["CONSENT-2"] = ConsentBasis with { Reference = "CONSENT-2", WhyRefusingCostsNothing = null },
            ["ABROAD-1"] = Basis with { Reference = "ABROAD-1", Country = "NL" },
            ["OTHERS-1"] = Basis with { Reference = "OTHERS-1", Agencies = ["office-b"] },
            ["NARROW-1"] = Basis with { Reference = "NARROW-1", Purposes = ["STATUTORY"] },
            ["LATER-1"] = Basis with { Reference = "LATER-1", From = new DateOnly(2026, 6, 1) },
            ["ENDED-1"] = Basis with { Reference = "ENDED-1", To = new DateOnly(2026, 3, 8) },
        },
        Manifests =
        [
            Manifest("handover-1", 1, "client.familyName", "client.contact.phone", "question"),
            Manifest("handover-2", 2, "client.familyName", "barriers.code", "ladder.rung"),
            Manifest("status", 0, "status", "ticket") with { Event = EventTypes.ReferralStatusChanged, From = RecipientClass.Welfare, To = RecipientClass.Pes },
            Manifest("provider", 1, "client.familyName", "appointment") with { To = RecipientClass.Provider },
        ],
        Notices =
        [
            new Notice
            {
                Id = "together", Purposes = ["ACTIVATION"],
                Versions =
                [
                    Version("2025-1", "2025-01-01", "2025-12-31", "WRITTEN"),
                    Version("week", "2026-02-09", "2026-02-15", "WRITTEN"),
                    Version("2026-1", "2026-01-01", null, "WRITTEN", "ORAL_RECORDED", "ELECTRONIC"),
                ],
            },
            new Notice { Id = "of-another", Purposes = ["ACTIVATION"], Agencies = ["office-a"], Versions = [Version("other", "2025-01-01", null, "WRITTEN")] },
        ],
        Feedback = new Dictionary<string, Feedback>
        {
            ["received"] = new("received", "received"),
            ["accepted"] = new("accepted", "accepted"),
            ["waitlisted"] = new("waitlisted", "waitlisted"),
            ["declined-capacity"] = new("declined-capacity", "not-accepted"),
            ["declined-not-competent"] = new("declined-not-competent", "not-accepted"),
            ["declined-other"] = new("declined-other", "not-accepted"),
            ["redirected"] = new("redirected", "not-accepted"),
            ["already-in-guidance"] = new("already-in-guidance", "not-accepted"),
            ["not-reached"] = new("not-reached", "not-started"),
            ["no-show"] = new("no-show", null),
            ["client-withdrew"] = new("client-withdrew", "ended", "not-started"),
            ["in-service"] = new("in-service", "in-service"),
            ["step-recorded"] = new("step-recorded", null),
            ["stabilised"] = new("stabilised", "completed"),
            ["completed"] = new("completed", "completed"),
            ["dropped-out"] = new("dropped-out", "ended"),
            ["paused"] = new("paused", "paused"),
            ["resumed"] = new("resumed", "in-service"),
        },
    };

    public static Collaboration Local { get; } = new()
    {
        Id = "local", Title = "Local", Version = "loc-1", ValidFrom = new DateOnly(2025, 1, 1), Parties = ["pes", "office-a"], Municipalities = ["100"],
        Paperwork = new Paperwork("p", "a", "b", "c"),
    };

    public static Agreed Agreed(params Collaboration[] agreements) => new(Directory(), Policy, agreements);

    public static ReferralSubmitted Referral { get; } = new()
    {
        Ticket = "t-1",
        Purpose = "ACTIVATION",
        Question = "HELP",
        Client = new Client
        {
            Identifiers = [new Identifier("insz", "85073003328")],
            FamilyName = "Voorbeeld",
            Contact = new ContactDetails { Phone = "+32 16 00 00 99" },
            Residence = new Residence { Municipality = "100" },
        },
        Basis = new BasisClaim { Kind = "PUBLIC_TASK", Reference = "TASK-1" },
        Agreement = new AgreementClaim { NoticeVersion = "2026-1", GivenOn = "2026-03-01", How = "WRITTEN" },
        Assessment = new Assessment { DoneWithClient = true, ConfirmedOn = "2026-03-01" },
        Registration = new Registration { UnemployedSince = "2024-11-01", BenefitScheme = "UNEMPLOYMENT" },
        Barriers = [new Barrier { Code = "DEBT" }],
    };

    public static ReferralCase Case(ReferralSubmitted? referral = null, Agency? sender = null) =>
        new() { Referral = referral ?? Referral, Sender = sender ?? Pes, Today = Today };

    public static ReferralSubmitted LivingIn(this ReferralSubmitted referral, string? municipality, string? place = null) =>
        referral with { Client = referral.Client with { Residence = new Residence { Municipality = municipality, Place = place } } };

    public static ReleaseCase Release(string eventType = EventTypes.ReferralHandover, int step = 1) => new()
    {
        Event = eventType,
        Step = step,
        Purpose = "ACTIVATION",
        BasisReference = "TASK-1",
        From = eventType == EventTypes.ReferralHandover ? Pes : Welfare,
        To = eventType == EventTypes.ReferralHandover ? Welfare : Pes,
        Collaboration = Local,
        Agreement = new ClientAgreementStanding(AgreementStatus.Given, 3, null),
        Today = Today,
    };

    public static JsonObject Json(object contract) => (JsonObject)JsonSerializer.SerializeToNode(contract, contract.GetType(), ContractJson.Options)!;

    public static IOccupancy Empty { get; } = new Taken([]);

    public static IOccupancy Full { get; } = new Taken(new() { ["office-a/HOUSING"] = 1 });

    private static Agency Agency(string id, RecipientClass kind, params Territory[] territory) => new()
    {
        Id = id, Name = id, Class = kind, Country = "BE", Channel = ChannelKind.Feed, Territory = territory, Organisations = [id + " vzw"],
    };

    private static NoticeVersion Version(string version, string from, string? to, params string[] ways) => new()
    {
        Version = version,
        From = DateOnly.Parse(from, CultureInfo.InvariantCulture),
        To = to is null ? null : DateOnly.Parse(to, CultureInfo.InvariantCulture),
        Ways = ways,
        Texts = new Dictionary<string, string> { ["nld"] = "tekst", ["fra"] = "texte", ["ara"] = "نص" },
    };

    private static Municipality Town(string code, string name) => new() { Country = "BE", Code = code, Name = name };

    private static Service Service(string code, params ServiceOffer[] offers) => new() { Code = code, Names = Words, Offers = offers };

    private static Manifest Manifest(string id, int step, params string[] fields) => new()
    {
        Id = id, Purpose = "ACTIVATION", Event = EventTypes.ReferralHandover, Step = step, From = RecipientClass.Pes, To = RecipientClass.Welfare,
        Bases = [BasisKind.PublicTask, BasisKind.Consent], Fields = fields,
    };

    private sealed class Taken(Dictionary<string, int> places) : IOccupancy
    {
        int IOccupancy.Taken(string agency, string service) => places.GetValueOrDefault(agency + "/" + service);
    }
}
