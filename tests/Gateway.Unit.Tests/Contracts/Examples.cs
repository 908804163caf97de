using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>One example per event. The people are invented; their numbers pass the check digits.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset Sent = new(2026, 3, 2, 8, 15, 0, TimeSpan.Zero);
    private static readonly Party Vdab = new() { Organisation = "VDAB", Unit = "Leuven" };
    private static readonly Party OcmwLeuven = new() { Organisation = "OCMW", Municipality = "24062" };

    private static readonly Client Joris = new()
    {
        Identifiers = [new Identifier(IdentifierSchemes.Insz, "85073003328")],
        FamilyName = "Verzinnaar",
        GivenNames = ["Joris"],
        BirthDate = "1985-07-30",
        Nationality = "BE",
        PreferredLanguage = "nld",
        ContactLanguage = "nld",
        NeedsInterpreter = false,
        Residence = new Residence { Municipality = "24062", PostalCode = "3000", Place = "Leuven" },
        Contact = new ContactDetails { Phone = "+32 470 00 00 01", SafeToCall = true, SafeToLeaveMessage = false, PreferredTime = "MORNING" },
    };

    private static readonly Client JorisByNumber = new() { Identifiers = Joris.Identifiers };

    private static readonly LadderMeasurement SecondRung = new()
    {
        Presence = "present",
        MeasuredOn = "2026-02-24",
        Variant = "six-rung",
        RawRung = "2",
        Rung = 2,
        Potential = 4,
        MeasuredBy = "COUNSELLOR",
        WithClient = true,
    };

    private static readonly AgreementClaim Agreement = new()
    {
        RecordId = "AK-2026-0117",
        NoticeVersion = "2026-1",
        Language = "nld",
        GivenOn = "2026-02-26",
        How = "WRITTEN",
        Expires = "2027-02-25",
    };

    private static readonly ReferralSubmitted Referral = new()
    {
        Ticket = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
        SentAt = Sent,
        Sender = Vdab with { Contact = new ProfessionalContact { Name = "Lies Proefnaam", Function = "counsellor", Phone = "+32 16 00 00 10" } },
        Recipient = OcmwLeuven,
        Purpose = "ACTIVATION",
        Client = Joris,
        Question = "WELFARE_SUPPORT",
        Services = ["DEBT_ADVICE"],
        Appointment = "2026-03-09T09:30:00+01:00",
        Assessment = new Assessment { DoneWithClient = true, ConfirmedOn = "2026-02-26" },
        Registration = new Registration { Category = "00", InscriptionDate = "2024-02-12", UnemployedSince = "2024-02-01", BenefitScheme = "UNEMPLOYMENT" },
        Profile = new WorkProfile
        {
            Education = 3,
            OccupationsWanted = ["5223"],
            Languages = [new LanguageSkill { Language = "nld", Speaking = "C1", Writing = "B2" }],
            DrivingLicences = ["B"],
            Transport = "BICYCLE",
            WeeklyHours = 24,
        },
        Barriers = [new Barrier { Code = "DEBT", Since = "2025" }, new Barrier { Code = "CHILDCARE" }],
        Needs = ["PART_TIME_START"],
        Ladder = SecondRung,
        Basis = new BasisClaim { Kind = "PUBLIC_TASK", Reference = "KSZ-2026-014" },
        Agreement = Agreement,
        Goal = new Goal { Code = "INCLUSION", SetBy = "TOGETHER" },
    };

    private const string HandoverTicket = "7f0f6a5c-3a0b-4b8d-8a55-0d9a4b6f9c10";

    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        [EventTypes.ReferralSubmitted] = Referral,
        [EventTypes.ReferralAmended] = new ReferralSubmitted
        {
            Ticket = Later(2),
            InReplyTo = Referral.Ticket,
            SentAt = Sent.AddDays(1),
            Sender = Vdab,
            Purpose = Referral.Purpose,
            Client = JorisByNumber,
            Question = Referral.Question,
            Services = ["DEBT_ADVICE", "CHILDCARE_PLACE"],
        },
        [EventTypes.ClientErased] = new ClientErased
        {
            Ticket = "0195a3f0-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
            InReplyTo = "0195a3f0-2d3e-7f40-9b5c-6d7e8f9a0b1c",
            SentAt = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero),
            Status = CoarseStatuses.Ended,
            Language = "nl",
            Sentence = "De dienst die deze cliënt doorverwees, heeft gewist wat hij wist. De overdracht is beëindigd. Beslis of u uw eigen kopie mag bewaren (AVG, artikelen 17 en 19).",
        },
        [EventTypes.MandateAnswered] = new MandateAnswered
        {
            Basis = "BE-CONTROL-2026-02",
            Controller = "vdab",
            From = "2026-02-01",
            To = "2026-03-09",
            AnsweredAt = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero),
            Kinds = ["ATTENDANCE"],
            Items = [new MandateItem { Kind = "ATTENDANCE", ReceivedOn = "2026-03-02", Name = "control.attendance", Value = "ABSENT" }],
            Refused = [new MandateRefusal { Kind = "DEBTS", Code = "mandate-kind-never", Sentence = "This kind of data belongs to guidance or is a special category, and no control service receives it." }],
        },
        [EventTypes.RecordReturned] = new RecordReturned
        {
            Ticket = Later(20),
            Record = "019cad2e-0a11-7b20-9c55-1f3e8d7a6b40.2",
            SentAt = Sent.AddDays(1),
            Code = "unknown-code",
            Path = "barriers.code",
            Line = 31,
            Language = "nl",
            Sentence = "Het veld bevat een code die niet in de afgesproken lijst staat.",
            Remedy = "Gebruik een code uit de afgesproken lijst, of vraag het loket van de gateway om ze aan het profiel toe te voegen, en stuur het record opnieuw.",
        },
        [EventTypes.TaskChanged] = new TaskChanged
        {
            Ticket = Later(21),
            Task = Later(22),
            Kind = "task",
            Code = "call-after-no-show",
            State = "claimed",
            SentAt = Sent.AddDays(1),
            ReferralId = Later(10),
            InReplyTo = Later(11),
            DueOn = new DateOnly(2026, 3, 3),
            WentUp = 1,
            AskedOf = "hoofd sociale dienst",
            ClaimedBy = "intake",
            Attempts = 1,
            Language = "nl",
            Sentence = "Bel de cliënt vandaag en houd de plaats vrij; noteer elke poging.",
        },
        [EventTypes.ReferralCancelled] = new ReferralEnded { Ticket = Later(3), InReplyTo = Referral.Ticket, SentAt = Sent.AddDays(2), Sender = Vdab },
        [EventTypes.ReferralRecalled] = new ReferralEnded { Ticket = Later(4), InReplyTo = Referral.Ticket, SentAt = Sent.AddDays(2), Sender = Vdab },
        [EventTypes.ConsentGiven] = new ConsentGiven { Ticket = Later(5), InReplyTo = Referral.Ticket, SentAt = Sent, Sender = Vdab, Client = JorisByNumber, Agreement = Agreement },
        [EventTypes.ConsentWithdrawn] = new ConsentWithdrawn { Ticket = Later(6), InReplyTo = Referral.Ticket, SentAt = Sent.AddDays(21), Sender = Vdab, AgreementRecordId = Agreement.RecordId },
        [EventTypes.ClientChanged] = new ClientChanged
        {
            Ticket = Later(7),
            SentAt = Sent.AddDays(5),
            Sender = OcmwLeuven,
            Client = new Client
            {
                Identifiers = [new Identifier(IdentifierSchemes.Insz, "98472899765") { ReplacedBy = "98072830193" }],
                FamilyName = "Verbeeldink",
                GivenNames = ["Samir"],
                Protection = new Protection { SecretAddress = false },
            },
        },
        [EventTypes.BenefitTransferred] = new BenefitTransferred
        {
            Ticket = Later(8),
            SentAt = Sent.AddDays(30),
            Sender = Vdab,
            Client = JorisByNumber,
            FromScheme = "UNEMPLOYMENT",
            ToScheme = "SOCIAL_ASSISTANCE",
            EffectiveOn = "2026-04-01",
        },
        [EventTypes.BenefitEndingNotice] = new BenefitEndingNotice { Ticket = Later(9), SentAt = Sent, Sender = Vdab, Client = JorisByNumber, Scheme = "UNEMPLOYMENT", EndsOn = "2026-06-30" },
        [EventTypes.LadderMeasured] = new LadderMeasured { Ticket = Later(10), SentAt = Sent, Sender = OcmwLeuven, Client = JorisByNumber, Ladder = SecondRung },
        [EventTypes.ApplicationLodged] = new ApplicationLodged { Ticket = Later(11), SentAt = Sent.AddDays(9), Sender = OcmwLeuven, Client = JorisByNumber, LodgedOn = "2026-03-11", InReplyTo = HandoverTicket },
        [EventTypes.BenefitRecorded] = new BenefitRecorded
        {
            Ticket = Later(13),
            SentAt = Sent,
            Sender = OcmwLeuven,
            Client = JorisByNumber,
            History = [new BenefitEntry { Kind = "APPLICATION", Law = "1", AppliedOn = "2025-11-03", Decision = "GRANTED", DecidedOn = "2025-11-20" }],
        },
        [EventTypes.ServicesRecorded] = new ServicesRecorded
        {
            Ticket = Later(14),
            SentAt = Sent,
            Sender = OcmwLeuven,
            Client = JorisByNumber,
            Goals = ["1"],
            Services = [new ServiceEntry { Reference = "RV-2026-4", Code = "12", StartsOn = "2026-01-05" }],
            Ladder = new LadderMeasurement { Presence = "absent" },
        },
        [EventTypes.JobseekerPublished] = new JobseekerPublished
        {
            Ticket = Later(15),
            SentAt = Sent,
            Sender = Vdab,
            Pseudonym = "W-4711",
            Profile = new WorkProfile { Education = 3, DrivingLicences = ["B"], WeeklyHours = 32 },
            Mobility = new Mobility { PostalCode = "3000", MaxMinutes = 45, Countries = ["BE"] },
        },
        [EventTypes.ApplicationProgressed] = new ApplicationProgressed
        {
            Ticket = Later(16),
            SentAt = Sent,
            Sender = OcmwLeuven,
            Application = "S-2026-88",
            Event = "APPLICATION_STATUS",
            Status = "received",
        },
        [EventTypes.ReconciliationCounted] = new ReconciliationCounted
        {
            Ticket = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e31",
            SentAt = Sent,
            From = "2026-02-01",
            Until = "2026-03-02",
            Sent = new RoleCounts { Total = 12, States = [new StateCount { State = CoarseStatuses.Accepted, Count = 7 }, new StateCount { State = CoarseStatuses.Pending, Count = 5 }] },
            Received = new RoleCounts { Total = 0 },
            Agrees = false,
            Differences = [new CountDifference { Role = "sender", State = CoarseStatuses.Accepted, Gateway = 7, Agency = 6, OnlyGateway = ["0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01"] }],
        },
        [EventTypes.ChannelTested] = new ChannelTested { Ticket = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e32", SentAt = Sent, Agency = "ocmw-leuven", Test = true },
        [EventTypes.PilotCounts] = new PilotCounts
        {
            Ticket = Later(12),
            SentAt = Sent,
            Sender = Vdab,
            Collaboration = "leuven",
            Period = "2026-02",
            Identified = 6,
            Eligible = 5,
            Offered = 4,
            Lost = [new PilotLoss("identified", "procedures", 1), new PilotLoss("eligible", "own-places-first", 1)],
        },
        [EventTypes.CapacityStated] = new CapacityStated
        {
            Ticket = Later(17),
            SentAt = Sent,
            Sender = OcmwLeuven,
            Service = "BUDGET_GUIDANCE",
            FreePlaces = 3,
            WaitingDays = 14,
            AssessFirst = true,
        },
        [EventTypes.ReferralReply] = new ReferralReply
        {
            Ticket = Later(13),
            InReplyTo = HandoverTicket,
            SentAt = Sent.AddDays(2),
            Sender = OcmwLeuven,
            Client = JorisByNumber,
            Outcome = ReplyOutcomes.Accepted,
            OccurredOn = "2026-03-04",
            CaseNumber = "SD-2026-00421",
            Service = new ServiceStart { Code = "DEBT_ADVICE", StartsOn = "2026-03-16" },
        },
        [EventTypes.ReferralHandover] = new ReferralHandover
        {
            Ticket = HandoverTicket,
            Step = 1,
            SentAt = Sent,
            AckDueOn = "2026-03-05",
            TellClientToApply = true,
            Sender = Vdab,
            Recipient = OcmwLeuven,
            Referral = StepOne(),
        },
        [EventTypes.PlanChanged] = new PlanChanged
        {
            Ticket = Later(15),
            InReplyTo = HandoverTicket,
            ReferralId = "019cad2e-1b40-7c11-8f3e-5a2d9b7c4e60",
            SentAt = Sent.AddDays(2),
            Goal = new Goal { Code = GoalCodes.Work, SetBy = "TOGETHER", Dated = [new DatedGoal { Code = GoalCodes.Inclusion, DueOn = "2026-06-30" }, new DatedGoal { Code = GoalCodes.Work, DueOn = "2026-12-31" }] },
            Parts =
            [
                new PlanPart { Services = ["CHILDCARE_PLACE"], Lead = OcmwLeuven, Contact = new PlanContact { Role = "wachtdienst sociale dienst", Phone = "+32 16 00 00 01" }, State = CoarseStatuses.InService },
                new PlanPart { Services = ["PES_TRAINING"], Lead = Vdab, State = CoarseStatuses.Pending, WaitsFor = ["CHILDCARE_PLACE"], NextStep = "PES_JOB_COACHING" },
            ],
        },
        [EventTypes.ReferralStatusChanged] = new ReferralStatusChanged
        {
            Ticket = Later(14),
            InReplyTo = Referral.Ticket,
            ReferralId = "019cad2e-1b40-7c11-8f3e-5a2d9b7c4e60",
            SentAt = Sent.AddDays(2),
            Status = CoarseStatuses.Accepted,
            Recipient = OcmwLeuven,
        },
    };

    private static string Later(int number) => $"0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e{number:00}";

    private static JsonObject StepOne() => JsonSerializer.SerializeToNode(
        new
        {
            Client = new { Joris.Identifiers, Joris.FamilyName, Joris.GivenNames, Joris.ContactLanguage, Joris.Contact },
            Referral.Question,
            Referral.Services,
        },
        ContractJson.Options)!.AsObject();
}
