using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>The web inbox of an office without a system of its own.</summary>
public sealed class InboxTests
{
    private const string Office = "ocmw-mechelen";
    private const string User = "greet";

    [Fact]
    public async Task The_list_names_no_client_and_releases_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway, People.Insz());

        var line = (await Inbox(gateway).ListAsync(Office, over: false, page: 1, CancellationToken.None)).Lines.ShouldHaveSingleItem();

        line.ShouldSatisfyAllConditions(
            l => l.Services.ShouldBe(["DEBT_ADVICE"]), l => l.Step.ShouldBe(0), l => l.Waiting.ShouldBe(1), l => l.AckDueOn.ShouldBe(new DateOnly(2026, 3, 13)), l => l.From.ShouldBe("vdab"));
        (await Inbox(gateway).ReadAsync(Office, line.Id, CancellationToken.None))!.Parts.ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Opening_writes_one_disclosure_with_who_opened_however_often_it_is_opened()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await ReferAsync(gateway, insz);
        var id = await OnlyAsync(gateway);

        (await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None)).ShouldBe(InboxOpening.Opened);
        (await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None)).ShouldBe(InboxOpening.Nothing);

        var disclosure = await gateway.ReadAsync(s => s.Disclosures.SingleAsync());
        disclosure.Recipient.ShouldBe(Office);
        disclosure.Step.ShouldBe(1);
        var operation = await gateway.ReadAsync(s => s.Operations.SingleAsync(o => o.Action != "agency.key-made"));
        (operation.User, operation.Action, operation.Subject).ShouldBe((User, "inbox.open", id.ToString("D")));
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.inbox.open" && a.Actor == User))).ShouldBe(1);
        var read = await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None);
        Values(read!, "client.identifiers.value").ShouldBe([insz]);
        Values(read!, "client.familyName").ShouldBe(["Voorbeeld"]);
        read!.Parts.ShouldHaveSingleItem().Fields.Select(f => f.Path).ShouldBe(disclosure.Fields.Split(','));
        read.Parts[0].Fields.ShouldAllBe(f => f.Values.Count > 0);
        read.Parts[0].Fields.ShouldNotContain(f => f.Path == "client.birthDate", "that is for step two");
    }

    [Fact]
    public async Task Another_agencys_handover_is_like_one_that_does_not_exist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        var inbox = Inbox(gateway);

        foreach (var stranger in new[] { "ocmw-leuven", "vdab", "vdab-control", "ocmw-meulebeke", "nobody" })
        {
            (await inbox.ListAsync(stranger, over: false, page: 1, CancellationToken.None)).Lines.ShouldBeEmpty();
            (await inbox.ReadAsync(stranger, id, CancellationToken.None)).ShouldBeNull();
            (await inbox.OpenAsync(stranger, id, User, CancellationToken.None)).ShouldBe(InboxOpening.NotThere);
            (await inbox.ConfirmAsync(stranger, id, User, CancellationToken.None)).ShouldBeFalse();
            (await inbox.AnswerAsync(stranger, id, Answer(ReplyOutcomes.Accepted), User, CancellationToken.None)).ShouldBeOfType<InboxAnswered.NotThere>();
        }

        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Submissions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Registering_a_file_opens_the_rest_and_the_referring_office_is_told_received()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None);

        var answered = await Inbox(gateway).AnswerAsync(Office, id, Answer(ReplyOutcomes.Received) with { CaseNumber = "M-2026/7", OpenRest = true }, User, CancellationToken.None);

        answered.ShouldBe(new InboxAnswered.Accepted(Repeated: false, Opened: true, TooLate: false));
        var read = (await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None))!;
        read.CaseNumber.ShouldBe("M-2026/7");
        read.Line.ShouldSatisfyAllConditions(l => l.Step.ShouldBe(2), l => l.State.ShouldBe(HandoverState.Received), l => l.Waiting.ShouldBe(0));
        Values(read, "barriers.code").ShouldBe(["DEBT"]);
        (await gateway.ReadAsync(s => s.Disclosures.OrderBy(d => d.Step).Where(d => d.Recipient == Office).Join(s.Deliveries, d => d.DeliveryId, d => d.Id, (d, delivery) => new { d.Step, delivery.State }).ToListAsync()))
            .OrderBy(d => d.Step).Select(d => (d.Step, d.State.Disclosed())).ShouldBe([(1, DisclosureState.Confirmed), (2, DisclosureState.Released)]);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action != "agency.key-made").OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["inbox.open", "inbox.answer", "inbox.confirm", "inbox.open"]);
        await gateway.QuietAsync();
        (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!["status"]!["code"]!.GetValue<string>().ShouldBe("received");
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_answer()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None);
        var form = Answer(ReplyOutcomes.ClientWithdrew);

        var twice = await Task.WhenAll(
            Inbox(gateway).AnswerAsync(Office, id, form, User, CancellationToken.None), Inbox(gateway).AnswerAsync(Office, id, form, User, CancellationToken.None));
        await gateway.QuietAsync();
        var late = await Inbox(gateway).AnswerAsync(Office, id, form, User, CancellationToken.None);
        var changed = await Inbox(gateway).AnswerAsync(Office, id, form with { Outcome = ReplyOutcomes.Accepted }, User, CancellationToken.None);

        twice.Cast<InboxAnswered.Accepted>().Select(a => a.Repeated).ShouldBe([false, true], ignoreOrder: true);
        late.ShouldBe(new InboxAnswered.Accepted(Repeated: true, Opened: false, TooLate: false));
        changed.ShouldBe(new InboxAnswered.Refused(InboxAnswerProblems.FormUsed));
        (await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None))!.Answers.ShouldHaveSingleItem().Outcome.ShouldBe("not-started");
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "inbox.answer"))).ShouldBe(1);
        (await Inbox(gateway).AnswerAsync(Office, id, Answer(ReplyOutcomes.Accepted), User, CancellationToken.None))
            .ShouldBe(new InboxAnswered.Accepted(Repeated: false, Opened: false, TooLate: true));
    }

    [Theory]
    [InlineData("insz", 1)]
    [InlineData("agency", 0)]
    public async Task An_answer_is_about_a_client_of_the_office_only_by_a_number_that_means_the_same_everywhere(string scheme, int clients)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var data = Cloud.Referral(People.Ticket(), People.Insz(), "12025");
        if (scheme == "agency")
            data["client"]!["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "agency", ["value"] = "4711" });
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", data));
        var id = await OnlyAsync(gateway);
        await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None);

        (await Inbox(gateway).AnswerAsync(Office, id, Answer(ReplyOutcomes.Accepted), User, CancellationToken.None)).ShouldBeOfType<InboxAnswered.Accepted>();
        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == Office))).ShouldBe(clients);
        (await gateway.ReadAsync(s => s.Handovers.SingleAsync())).State.ShouldBe(HandoverState.Accepted);
    }

    [Fact]
    public async Task What_is_withdrawn_before_it_is_opened_is_stopped_and_leaves_the_list()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var data = await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        await WithdrawAsync(gateway, data);

        (await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None)).ShouldBe(InboxOpening.Withheld);

        (await Inbox(gateway).ListAsync(Office, over: false, page: 1, CancellationToken.None)).Lines.ShouldBeEmpty();
        (await Inbox(gateway).ListAsync(Office, over: true, page: 1, CancellationToken.None)).Lines.ShouldBeEmpty();
        (await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None)).ShouldBeNull();
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Blocked);
    }

    [Fact]
    public async Task A_withdrawal_after_opening_waits_as_a_message_until_somebody_says_that_the_office_stopped()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var data = await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None);
        await WithdrawAsync(gateway, data);

        Task<int> Untold() => gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.ConfirmDueAt != null));
        (await Untold()).ShouldBe(1);
        (await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None)).ShouldBe(InboxOpening.Opened);
        var read = (await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None))!;
        read.Line.Stopped.ShouldBeTrue();
        read.Parts[0].Status.ShouldBe(CoarseStatuses.AgreementWithdrawn);
        (await Untold()).ShouldBe(1);

        (await Inbox(gateway).ConfirmAsync(Office, id, User, CancellationToken.None)).ShouldBeTrue();
        (await Untold()).ShouldBe(1, "read is not stopped");
        (await Inbox(gateway).AcknowledgeAsync(Office, id, User, CancellationToken.None)).ShouldBeTrue();

        (await Untold()).ShouldBe(0);
        (await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None))!.Line.Unconfirmed.ShouldBe(0);
    }

    [Fact]
    public async Task A_withdrawal_that_a_system_got_is_acknowledged_here_too()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        await ocmw.NewAsync();
        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        await ocmw.NewAsync();
        await ocmw.ConfirmAsync();
        var id = (await gateway.ReadAsync(s => s.Handovers.SingleAsync())).Id;
        var notice = (await Inbox(gateway).ReadAsync("ocmw-leuven", id, CancellationToken.None))!;
        (notice.OpensHere, notice.Line.Unconfirmed, notice.Parts[0].Confirmed).ShouldBe((false, 1, false));

        (await Inbox(gateway).AcknowledgeAsync("ocmw-leuven", id, User, CancellationToken.None)).ShouldBeTrue();

        (await Inbox(gateway).ReadAsync("ocmw-leuven", id, CancellationToken.None))!.Line.Unconfirmed.ShouldBe(0);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(w => w.Kind == TaskKinds.WithdrawalUntold))).ClosedBy.ShouldBe("confirmed");
        (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.ConfirmDueAt != null))).ShouldBe(0);
    }

    [Fact]
    public async Task An_office_with_a_system_reads_here_what_its_system_got_and_opens_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await ReferAsync(gateway, insz, town: "24062");
        var id = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());

        (await Inbox(gateway).ListAsync("ocmw-leuven", over: false, page: 1, CancellationToken.None)).Lines.ShouldBeEmpty();
        (await Inbox(gateway).OpenAsync("ocmw-leuven", id, User, CancellationToken.None)).ShouldBe(InboxOpening.NotThere);
        await leuven.NewAsync();

        var read = (await Inbox(gateway).ReadAsync("ocmw-leuven", id, CancellationToken.None))!;
        Values(read, "client.identifiers.value").ShouldBe([insz]);
        Values(read, "client.familyName").ShouldBe(["Voorbeeld"]);
        Values(read, "question").ShouldBe(["WELFARE_SUPPORT"]);
        // The disclosure names what the office's format carried, and nothing else; of what kind a number is, that format says by itself.
        read.Parts[0].Fields.Where(f => f.Values.Count == 0).Select(f => f.Path).ShouldBe(["client.identifiers.scheme"]);
        (await Inbox(gateway).OpenAsync("ocmw-leuven", id, User, CancellationToken.None)).ShouldBe(InboxOpening.NotThere);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_office_opened_its_feed_gives_out_under_the_same_id()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await ReferAsync(gateway, People.Insz());
        var id = await OnlyAsync(gateway);
        await Inbox(gateway).OpenAsync(Office, id, User, CancellationToken.None);

        var read = (await (await gateway.OfficeAsync(Office)).NewAsync()).ShouldHaveSingleItem();

        read["id"]!.GetValue<Guid>().ShouldBe((await Inbox(gateway).ReadAsync(Office, id, CancellationToken.None))!.Parts[0].Id);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1);
    }

    private static IInbox Inbox(RunningGateway gateway) => gateway.Services.GetRequiredService<IInbox>();

    private static async Task<Guid> OnlyAsync(RunningGateway gateway) => (await Inbox(gateway).ListAsync(Office, over: false, page: 1, CancellationToken.None)).Lines.ShouldHaveSingleItem().Id;

    private static string[] Values(InboxHandover handover, string path) =>
        [.. handover.Parts.SelectMany(p => p.Fields).Where(f => f.Path == path).SelectMany(f => f.Values).Distinct(StringComparer.Ordinal)];

    private static InboxAnswer Answer(string outcome) => new() { Key = People.Ticket().Replace("-", "", StringComparison.Ordinal), Outcome = outcome, OccurredOn = new DateOnly(2026, 3, 10) };

    private static async Task<JsonObject> ReferAsync(RunningGateway gateway, string insz, string town = "12025")
    {
        var data = Cloud.Referral(People.Ticket(), insz, town);
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", data));
        return data;
    }

    private static async Task WithdrawAsync(RunningGateway gateway, JsonObject referral)
    {
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Cloud.Profile, Cloud.Event("consent.withdrawn", new JsonObject
        {
            ["ticket"] = People.Ticket(),
            ["inReplyTo"] = referral["ticket"]!.GetValue<string>(),
            ["sentAt"] = "2026-03-10T09:00:00Z",
            ["sender"] = new JsonObject { ["organisation"] = "VDAB" },
            ["client"] = Cloud.Client(referral["client"]!["identifiers"]![0]!["value"]!.GetValue<string>()),
            ["agreementRecordId"] = referral["agreement"]!["recordId"]!.GetValue<string>(),
        }));
    }
}
