using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 9: a withdrawal overtakes; accepted means in force.</summary>
public sealed class WithdrawalTests
{
    [Fact]
    public async Task A_withdrawal_accepted_while_its_referral_still_waits_for_translation_is_in_force()
    {
        var held = new HeldStage(StageNames.Translation);
        await using var gateway = await RunningGateway.StartAsync(further: held.Register);
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SubmitAsync(Vdab.Profile, referral);
        await held.Reached;

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        (await gateway.ReadAsync(s => s.ClientAgreements.SingleAsync())).Status.ShouldBe(AgreementStatus.Withdrawn, "202 means in force");
        held.LetGo();
        await gateway.QuietAsync();

        (await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).ReasonCode.ShouldBe("agreement-withdrawn");
    }

    [Fact]
    public async Task A_withdrawal_that_comes_before_its_referral_is_in_force_when_that_comes()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();

        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        await vdab.SettledAsync(Vdab.Profile, referral);

        (await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(ReferralState.Withheld);
    }

    [Fact]
    public async Task A_recipient_that_has_the_handover_is_told_and_its_confirmation_is_tracked()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await ocmw.NewAsync();

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        var obligation = await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.WithdrawalUntold));
        var told = Ocmw.Statuses(await ocmw.NewAsync());
        Task<OfficeTask> Obligation() => gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Id == obligation.Id));
        Task<int> Tracked() => gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.ConfirmDueAt != null));
        var openAfterReading = (await Obligation()).ClosedAt;
        await ocmw.ConfirmAsync();
        var toldSender = await vdab.NewAsync();
        var (openAfterCursor, trackedAfterCursor) = ((await Obligation()).ClosedAt, await Tracked());
        var handover = (await gateway.ReadAsync(s => s.Handovers.SingleAsync())).Id.ToString("D");
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover, referral["person"]!["insz"]!.GetValue<string>(), "client-withdrew"));

        obligation.Agency.ShouldBe("ocmw-leuven");
        told.ShouldBe(["agreement-withdrawn"]);
        openAfterReading.ShouldBeNull("read is not confirmed");
        (openAfterCursor, trackedAfterCursor).ShouldBe((null, 1), "a cursor is delivery, and nobody of the office has said anything");
        toldSender.ShouldBeEmpty("before the office answers, the sender does not learn that anybody has the file");
        (await Obligation()).ClosedBy.ShouldBe("confirmed");
        (await Tracked()).ShouldBe(0);
    }

    [Fact]
    public async Task A_withdrawal_that_nobody_confirms_becomes_work_after_five_working_days()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));

        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 3, 17, 23, 59, 0, TimeSpan.FromHours(1)));
        await gateway.QuietAsync();
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.ReasonCode == "withdrawal-not-confirmed"))).ShouldBe(0);
        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 3, 18, 0, 0, 0, TimeSpan.FromHours(1)));
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Tasks.CountAsync(w => w.ReasonCode == "withdrawal-not-confirmed"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_client_who_agrees_again_is_handed_over_under_the_new_agreement()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        (await ocmw.NewAsync()).ShouldBeEmpty();

        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(7));
        await vdab.SettledAsync(Vdab.Profile, Vdab.NewAgreement(referral, "2026-03-17T08:00:00Z", givenOn: "2026-03-02"));
        (await ocmw.NewAsync()).ShouldBeEmpty("what the client gave before the withdrawal opens nothing, under whatever record number");
        await vdab.SettledAsync(Vdab.Profile, Vdab.NewAgreement(referral, "2026-03-17T08:00:00Z"));
        var first = Ocmw.Handovers(await ocmw.NewAsync());
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var second = Ocmw.Handovers(await ocmw.NewAsync());

        first.ShouldHaveSingleItem().Insz.ShouldBe(insz);
        second.ShouldHaveSingleItem().Ticket.ShouldNotBe(first[0].Ticket);
        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.Status == AgreementStatus.Withdrawn && a.GivenOn != null))).ShouldBe(1, "what was withdrawn stays withdrawn");
    }

    [Fact]
    public async Task A_withdrawal_by_another_agency_has_no_effect()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);

        JsonObject Foreign(string sender) => Cloud.Event("consent.withdrawn", new JsonObject
        {
            ["ticket"] = People.Ticket(),
            ["inReplyTo"] = Vdab.TicketOf(referral),
            ["sentAt"] = "2026-03-10T08:30:00Z",
            ["sender"] = new JsonObject { ["organisation"] = sender },
            ["client"] = Cloud.Client(insz),
            ["agreementRecordId"] = referral["agreement"]!["recordId"]!.GetValue<string>(),
        });
        await mortsel.SettledAsync("cloudevents", Foreign("OCMW Mortsel"));
        var dressedUp = await mortsel.SettledAsync("cloudevents", Foreign("VDAB"));

        dressedUp["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("sender-mismatch");
        Ocmw.Handovers(await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldHaveSingleItem().Insz.ShouldBe(insz);
    }

    [Fact]
    public async Task Two_withdrawals_of_one_person_not_known_yet_come_in_one_file()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        var (one, two) = (Vdab.Referral(insz: insz), Vdab.Referral(insz: insz));

        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Withdrawal(one), Vdab.Withdrawal(two)));
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(one, two));

        (await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Clients.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_release_that_commits_while_a_withdrawal_is_decided_makes_it_decide_again()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var withdrawal = new ConsentWithdrawn
        {
            Ticket = People.Ticket(),
            InReplyTo = Vdab.TicketOf(referral),
            Sender = new Party { Organisation = "VDAB" },
            AgreementRecordId = referral["agreement"]!["recordId"]!.GetValue<string>(),
        };
        var submission = new SubmissionSnapshot { Id = gateway.Services.GetRequiredService<KeySequence>().Next(), Agency = "vdab", Profile = Vdab.Profile, KeyHash = new byte[32], BodyHash = new byte[32] };
        var given = new NewSubmission { Submission = submission, Sealed = [], Noes = [withdrawal] };
        var store = gateway.Services.GetRequiredService<IIntakeStore>();
        var known = await store.LoadAsync([given], CancellationToken.None);
        var (_, decision) = IntakeRules.Decide(known, gateway.Services.GetRequiredService<ICircumstances>().Now(), given);

        (await ocmw.NewAsync()).ShouldHaveSingleItem();
        var conflict = await Should.ThrowAsync<DbUpdateConcurrencyException>(() => store.AcceptAsync(known, [decision], CancellationToken.None));

        gateway.Database.IsConflict(conflict).ShouldBeTrue("the office that has it by now must be told");
    }
}
