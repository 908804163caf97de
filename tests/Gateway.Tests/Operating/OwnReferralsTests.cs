using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Referrals that an office without a system sends from the web inbox to the employment service.</summary>
public sealed class OwnReferralsTests
{
    private const string Office = "ocmw-mechelen";
    private const string User = "greet";
    private static readonly Reader Reader = new(User, Office, UserRoles.CaseWorker);

    [Fact]
    public async Task What_is_sent_waits_holds_up_nothing_and_is_gone_when_it_is_taken_back()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var own = Own(gateway);
        (await own.SendAsync(Office, Form(), User, CancellationToken.None)).ShouldBe(new InboxAnswered.Accepted(Repeated: false, Opened: false, TooLate: false));

        var held = (await own.ListAsync(Office, page: 1, CancellationToken.None)).Held.ShouldHaveSingleItem();
        held.Type.ShouldBe("referral.submitted");
        held.Services.ShouldBe(["PES_TRAINING"]);
        held.Left.ShouldBeInRange(TimeSpan.FromMinutes(9), Undoing.Time);
        // What the office hands in after it is worked on meanwhile.
        var office = await gateway.OfficeAsync(Office);
        await office.SubmitAsync(Cloud.Profile, Cloud.Event("referral.submitted", Referral()));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Handovers.AnyAsync(h => h.Sender == Office)));
        (await own.TakeBackAsync("ocmw-leuven", held.Id, User, CancellationToken.None)).ShouldBeFalse("it is another office's");

        (await own.TakeBackAsync(Office, held.Id, User, CancellationToken.None)).ShouldBeTrue();
        (await own.TakeBackAsync(Office, held.Id, User, CancellationToken.None)).ShouldBeFalse();
        (await own.SendNowAsync(Office, held.Id, User, CancellationToken.None)).ShouldBeFalse();

        await gateway.QuietAsync();
        (await own.ListAsync(Office, page: 1, CancellationToken.None)).Held.ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.Agency == Office))).ShouldBe(1);
        var submission = await gateway.ReadAsync(s => s.Submissions.SingleAsync(x => x.Id == held.Id));
        (submission.Sealed, submission.Wrapped, submission.ReasonCode).ShouldBe((null, null, "taken-back"));
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.User == User).OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["inbox.refer", "inbox.taken-back"]);
    }

    [Fact]
    public async Task A_referral_goes_the_way_of_every_other_and_its_office_arranges_corrects_and_cancels_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var own = Own(gateway);
        var vdab = await gateway.OfficeAsync("vdab");
        var form = Form();
        await SendAsync(gateway, () => own.SendAsync(Office, form, User, CancellationToken.None));

        var handover = (await vdab.NewAsync()).ShouldHaveSingleItem();
        handover.ToJsonString().ShouldContain("PES_TRAINING");
        var line = (await own.ListAsync(Office, page: 1, CancellationToken.None)).Lines.ShouldHaveSingleItem();
        (line.Ticket, line.Parts.Count, line.Waiting).ShouldBe((form.Ticket, 0, 0));

        var id = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());
        await vdab.SubmitAsync(Cloud.Profile, Cloud.Reply("VDAB", id.ToString("D"), ReplyOutcomes.Accepted));
        await gateway.QuietAsync();
        (await own.ListAsync(Office, page: 1, CancellationToken.None)).Lines.Single().ShouldSatisfyAllConditions(l => l.Waiting.ShouldBe(1), l => l.Parts.ShouldBeEmpty("nothing is shown before it is opened"));
        (await own.OpenAsync("ocmw-leuven", line.Id, User, CancellationToken.None)).ShouldBe(InboxOpening.NotThere);
        (await own.OpenAsync(Office, line.Id, User, CancellationToken.None)).ShouldBe(InboxOpening.Opened);
        (await own.OpenAsync(Office, line.Id, User, CancellationToken.None)).ShouldBe(InboxOpening.Nothing);
        (await own.ShowAsync("ocmw-leuven", line.Id, Reader, CancellationToken.None)).ShouldBeNull();
        var shown = (await own.ShowAsync(Office, line.Id, Reader, CancellationToken.None))!;
        var part = shown.Line.Parts.ShouldHaveSingleItem();
        (part.Office, part.Status, part.Open).ShouldBe(("vdab", "accepted", true));
        part.Contact!.Phone.ShouldNotBeNullOrEmpty();
        shown.Fields.Single(f => f.Path == "client.familyName").Values.ShouldBe(["Peeters"]);
        (await gateway.ReadAsync(s => s.Openings.CountAsync(o => o.Kind == OpeningKind.OwnReferral && o.User == User))).ShouldBe(1);

        var appointment = new InboxAnswer
        {
            Key = InboxKey(), Outcome = ReplyOutcomes.Arranged, OccurredOn = new DateOnly(2026, 3, 10),
            Arranging = new InboxArranging { AppointmentState = AppointmentStates.Confirmed, AppointmentAt = RunningGateway.Start.AddDays(2), Place = "REFERRING_OFFICE" },
        };
        (await own.ArrangeAsync(Office, line.Id, part.Handover, appointment with { Arranging = appointment.Arranging! with { AppointmentState = "moved" } }, User, CancellationToken.None))
            .ShouldBe(new InboxAnswered.Refused(InboxAnswerProblems.NoAppointment));
        (await own.ArrangeAsync(Office, line.Id, part.Handover, appointment, User, CancellationToken.None)).ShouldBeOfType<InboxAnswered.Accepted>();
        await gateway.QuietAsync();
        (await vdab.NewAsync()).ShouldHaveSingleItem().ToJsonString().ShouldContain("2026-03-12T10:00:00");

        var correction = (await own.ToCorrectAsync(Office, line.Id, Reader, CancellationToken.None))!;
        correction.ShouldSatisfyAllConditions(c => c.FamilyName.ShouldBe("Peeters"), c => c.Services.ShouldBe(["PES_TRAINING"]), c => c.Notice.ShouldBe("2026-1"));
        await SendAsync(gateway, () => own.SendAsync(Office, correction with { Key = InboxKey(), Phone = "+32460000002" }, User, CancellationToken.None));
        (await vdab.NewAsync()).ShouldHaveSingleItem().ToJsonString().ShouldContain("32460000002");

        await SendAsync(gateway, () => own.CancelAsync(Office, line.Id, InboxKey(), User, CancellationToken.None));
        (await vdab.NewAsync()).ShouldHaveSingleItem().ToJsonString().ShouldContain("cancelled");
        (await own.ListAsync(Office, page: 1, CancellationToken.None)).Lines.Single().Ended.ShouldBeTrue();
        (await own.ToCorrectAsync(Office, line.Id, Reader, CancellationToken.None)).ShouldBeNull("it has ended");
    }

    [Fact]
    public async Task Places_are_stated_as_a_system_would_and_count_in_the_answer_to_whoever_asks()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var places = gateway.Services.GetRequiredService<IStatedPlaces>();

        (await places.StateAsync(Office, new PlacesForm { Key = InboxKey(), Service = "BUDGET_GUIDANCE", Free = 3, WaitingDays = 14, AssessFirst = true }, User, CancellationToken.None)).ShouldBeOfType<InboxAnswered.Accepted>();
        (await places.StateAsync(Office, new PlacesForm { Key = InboxKey(), Service = "PES_TRAINING", Free = 3 }, User, CancellationToken.None)).ShouldBe(new InboxAnswered.Refused(InboxAnswerProblems.Places));
        await gateway.QuietAsync();

        var line = (await places.ListAsync(Office, CancellationToken.None)).Single(l => l.Service == "BUDGET_GUIDANCE");
        (line.Free, line.WaitingDays, line.AssessFirst, line.StatedAt).ShouldBe((3, 14, true, RunningGateway.Start));
        (await places.ListAsync("vdab-control", CancellationToken.None)).ShouldBeEmpty();
    }

    private static IOwnReferrals Own(RunningGateway gateway) => gateway.Services.GetRequiredService<IOwnReferrals>();

    private static string InboxKey() => Guid.CreateVersion7(RunningGateway.Start).ToString("N");

    private static async Task SendAsync(RunningGateway gateway, Func<Task<InboxAnswered?>> send)
    {
        (await send()).ShouldBeOfType<InboxAnswered.Accepted>();
        var own = Own(gateway);
        var held = (await own.ListAsync(Office, page: 1, CancellationToken.None)).Held.ShouldHaveSingleItem();
        (await own.SendNowAsync(Office, held.Id, User, CancellationToken.None)).ShouldBeTrue();
        await gateway.QuietAsync();
    }

    private static OwnReferralForm Form() => new()
    {
        Key = InboxKey(), Number = People.Insz(), FamilyName = "Peeters", GivenNames = "Ana Maria", Municipality = "12025", Phone = "+32460000001", Services = ["PES_TRAINING"], Barriers = ["DEBT"],
        AssessedOn = new DateOnly(2026, 3, 2), Basis = "KSZ-2026-014", AgreedOn = new DateOnly(2026, 3, 2), AgreedHow = "WRITTEN", Notice = "2026-1",
    };

    private static JsonObject Referral()
    {
        var data = Cloud.Referral(People.Ticket(), People.Insz(), "12025", "OCMW Mechelen");
        data["question"] = "TRAINING_SUPPORT";
        data["services"] = new JsonArray("PES_TRAINING");
        return data;
    }
}
