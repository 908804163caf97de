using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A client's no as an officer enters it: in force, or an answer that says what to do.</summary>
public sealed class EnteredNoTests
{
    private static readonly ClientNo Withdrawal = new(NoKind.Withdrawal);

    private readonly Way _way = new();

    public static TheoryData<string, string, AgreementClaim?, string> Withdrawals => new()
    {
        { "given", "pes", Way.Claim("2026-03-01"), NoAnswers.InForce },
        { "given, told to the office that has the client", "office-a", Way.Claim("2026-03-01"), NoAnswers.InForce },
        { "never given", "pes", null, NoAnswers.NothingGiven },
        { "refused", "pes", Way.Claim("2026-03-01") with { Stated = false }, NoAnswers.NothingGiven },
        { "its last day was yesterday", "pes", Way.Claim("2026-03-01") with { Expires = "2026-03-08" }, NoAnswers.WasOver },
        { "its last day is today", "pes", Way.Claim("2026-03-01") with { Expires = "2026-03-09" }, NoAnswers.InForce },
        { "the mandate ended yesterday", "pes", ByAdministrator("2026-03-08"), NoAnswers.WasOver },
        { "the mandate ends today", "pes", ByAdministrator("2026-03-09"), NoAnswers.InForce },
        { "told to an office that never had the client", "office-b", Way.Claim("2026-03-01"), NoAnswers.UnknownClient },
    };

    [Theory]
    [MemberData(nameof(Withdrawals))]
    public void A_withdrawal_says_what_it_found(string what, string agency, AgreementClaim? claim, string code)
    {
        HandOver(claim);

        var answer = Enter(agency, Withdrawal);

        answer.Code.ShouldBe(code, what);
        answer.Sentence.ShouldContain(".");
        Enter(agency, Withdrawal).ShouldBe(new NoAnswer(code is NoAnswers.InForce or NoAnswers.WasOver ? NoAnswers.Already : code, 0), what);
    }

    [Fact]
    public void What_lies_under_a_mandate_that_ended_yesterday_does_not_leave_whether_anybody_withdraws_it_or_not()
    {
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Agreement = ByAdministrator("2026-03-09") });
        _way.Now = _way.Now.AddDays(1);

        _way.ReleaseAll();

        _way.Deliveries.ShouldAllBe(d => d.State == DeliveryState.Blocked);
        _way.Referral.ReasonCode.ShouldBe(WithheldCodes.AgreementExpired);
    }

    [Fact]
    public void An_office_that_has_the_client_from_two_sides_hears_that_it_was_in_force()
    {
        HandOver(Way.Claim("2026-03-01"));
        // The same person is a client of the office itself, with nothing agreed.
        var own = new ClientSnapshot { Id = _way.Next(), Agency = "office-a", Wrapped = [1] };
        _way.Known.Clients.Add(own);
        _way.Known.Identifiers.Add(new ClientIdentifier { Agency = "office-a", Hash = _way.Index.Identifier("office-a", "insz", Way.Insz), ClientId = own.Id, Scheme = "insz" });

        Enter("office-a", Withdrawal).Code.ShouldBe(NoAnswers.InForce);

        Enter("office-a", Withdrawal).Code.ShouldBe(NoAnswers.Already);
    }

    [Fact]
    public void An_office_hears_nothing_of_an_agreement_that_is_about_another_referral()
    {
        HandOver(null);
        _way.Known.Agreements.Add(new ClientAgreement
        {
            Id = _way.Next(), Agency = "pes", ClientId = _way.Client.Id, Status = AgreementStatus.Withdrawn, GivenOn = "2026-02-01", TicketHash = _way.Index.Ticket("pes", "t-other"), WithdrawnAt = _way.Now,
        });

        Enter("office-a", Withdrawal).Code.ShouldBe(NoAnswers.NothingGiven);
    }

    public static TheoryData<string, ClientNo, string> Others => new()
    {
        { "a withdrawal is not lifted", Withdrawal with { Lifted = true }, NoAnswers.AgreeAgain },
        { "no objection to lift", new ClientNo(NoKind.Objection, Lifted: true), NoAnswers.NothingToLift },
        { "an objection", new ClientNo(NoKind.Objection), NoAnswers.InForce },
        { "a restriction", new ClientNo(NoKind.Restriction), NoAnswers.InForce },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_cannot_be_entered_changes_nothing(string what, ClientNo no, string code)
    {
        HandOver(Way.Claim("2026-03-01"));

        Enter("pes", no).Code.ShouldBe(code, what);

        _way.Known.Agreements.All.First().Status.ShouldBe(AgreementStatus.Given, what);
        var client = _way.Known.Clients.Find(_way.Client.Id)!;
        (client.Objected, client.Restricted).ShouldBe((code == NoAnswers.InForce && no.Kind == NoKind.Objection, code == NoAnswers.InForce && no.Kind == NoKind.Restriction));
    }

    [Fact]
    public void Of_somebody_who_was_erased_nothing_is_entered()
    {
        HandOver(Way.Claim("2026-03-01"));
        Change(_way.Known.Clients.Find(_way.Client.Id)!, c => c with { Wrapped = null });

        Enter("pes", Withdrawal).ShouldBe(new NoAnswer(NoAnswers.Erased, 0));

        _way.Known.Agreements.All.First().Status.ShouldBe(AgreementStatus.Given);
    }

    private static AgreementClaim ByAdministrator(string until) => Way.Claim("2026-03-01") with { GivenBy = "ADMINISTRATOR", MandateScope = "PERSON", MandateUntil = until };

    private void Change<T>(T row, Func<T, T> change) where T : class, IVersioned => _way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(row, change(row))]));

    /// <summary>The office has the client, and what was agreed is what the claim says today; null: nothing was.</summary>
    private void HandOver(AgreementClaim? claim)
    {
        _way.State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = "t-1", Agreement = Way.Claim("2026-03-01") });
        _way.ReleaseAll();
        var given = _way.Known.Agreements.All.Single();
        if (claim == Way.Claim("2026-03-01"))
            return;
        var judged = AgreementRecords.Judge(claim, new AgreementGround("pes", "ACTIVATION", "1985-07-30", CountryTime.DayOf("BE", _way.Now), _way.Agreed.Policy.Notices));
        Change(given, a => a with { Status = judged?.Status ?? AgreementStatus.Withdrawn, GivenOn = judged is null ? null : a.GivenOn, Expires = judged?.Expires, EndsBy = judged?.EndsBy });
    }

    private NoAnswer Enter(string agency, ClientNo no)
    {
        var known = new IntakeSnapshots
        {
            Clients = _way.Known.Clients, Agreements = _way.Known.Agreements, Referrals = _way.Known.Referrals, Handovers = _way.Known.Handovers, Deliveries = _way.Known.Deliveries,
            Records = _way.Known.Records, Identifiers = _way.Known.Identifiers, Disclosed = _way.Known.Disclosed, LastSequences = _way.Known.LastSequences, Register = new Nobody(),
        };
        var (answer, decision) = EnteredNoRules.Decide(known, _way.Circumstances, agency, MeantClient.ByNumber("insz", Way.Insz)!, no, "dora");
        _way.Known.Take(decision);
        return answer;
    }

    private sealed class Nobody : IClientRegister
    {
        public KnownClient Of(Draft draft, string agency, Client client) => throw new InvalidOperationException();

        public bool IsUnreadable(string agency, Client client) => false;

        public KnownClient Unidentified(Guid record) => throw new InvalidOperationException();
    }
}
