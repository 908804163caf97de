using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>What operators find, see and do.</summary>
public sealed class OperatorTests
{
    private static readonly Reader Otto = new("otto", null, UserRoles.Operator);
    private static readonly StatedPurpose Why = new(LookUpPurposes.Fault, "The sender asks where it is.");

    [Fact]
    public async Task A_referral_is_found_by_its_ids_by_either_offices_reference_and_by_an_identifier_at_one_agency_only()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        var submission = await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, referral);
        var id = await gateway.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        var handover = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());
        var finder = gateway.Services.GetRequiredService<IFinder>();

        foreach (var text in new[] { id.ToString("D"), handover.ToString("D"), Vdab.TicketOf(referral) })
            (await finder.FindAsync(text, CancellationToken.None)).Referrals.Select(r => r.Id).ShouldBe([id], text);
        (await finder.FindAsync(submission["records"]![0]!["id"]!.GetValue<string>(), CancellationToken.None)).Exact!.ReferralId.ShouldBe(id);
        (await finder.FindClientAsync("vdab", "insz", insz, Otto, Why, CancellationToken.None)).Referrals.Select(r => r.Id).ShouldBe([id]);
        (await finder.FindClientAsync("ocmw-leuven", "insz", insz, Otto, Why, CancellationToken.None)).Referrals.ShouldBeEmpty("two agencies' knowledge shares no query");
        foreach (var text in new[] { "' or 1=1", "Voorbeeld", insz, "%", new string('9', 200) })
        {
            var nothing = await finder.FindAsync(text, CancellationToken.None);
            nothing.Referrals.ShouldBeEmpty(text);
            nothing.Exact.ShouldBeNull(text);
        }
    }

    [Fact]
    public async Task A_list_holds_what_every_filter_asks_for_the_newest_first()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var unknownBasis = Vdab.Referral(insz: People.Insz());
        unknownBasis["basis"]!["reference"] = "NOT-REGISTERED";
        await (await gateway.OfficeAsync("vdab")).SettledAsync(
            Vdab.Profile, new JsonArray(Vdab.Referral(insz: People.Insz()), Vdab.Referral(insz: People.Insz(), town: "42006"), unknownBasis, Vdab.Referral(insz: People.Insz())));
        await (await gateway.OfficeAsync("ocmw-leuven")).SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), People.Insz()));
        var finder = gateway.Services.GetRequiredService<IFinder>();
        var all = (await finder.ListAsync(new ReferralFilter(null, null, null, null), CancellationToken.None)).Referrals;
        all.Count.ShouldBe(5);
        all.Select(r => r.Id).ShouldBe(all.Select(r => r.Id).OrderDescending());

        foreach (var state in (string?[])[null, "Issued", "Withheld", "Pending"])
            foreach (var agency in (string?[])[null, "vdab", "ocmw-leuven", "uwv"])
                foreach (var recipient in (string?[])[null, "ocmw-leuven", "ocmw-dendermonde", "vdab"])
                    foreach (var before in (Guid?[])[null, all[1].Id])
                        (await finder.ListAsync(new ReferralFilter(state, agency, recipient, before), CancellationToken.None)).Referrals.Select(r => r.Id).ShouldBe(
                            all.Where(r => (state is null || (state == "Issued" ? r.Recipients.Count > 0 : r.State == state)) && (agency is null || r.Agency == agency)
                                && (recipient is null || r.Recipients.Contains(recipient)) && (before is null || r.Id.CompareTo(before.Value) < 0)).Select(r => r.Id),
                            $"{state} {agency} {recipient} {before}");
        (await gateway.ReadAsync(s => s.Referrals.Where(r => r.Id == all[0].Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.State, ReferralState.Withheld)))).ShouldBe(1);
        await gateway.ReadAsync(s => s.Handovers.Where(h => h.ReferralId == all[0].Id).ExecuteUpdateAsync(u => u.SetProperty(h => h.State, HandoverState.Cancelled)));
        (await finder.ListAsync(new ReferralFilter("Withheld", null, all[0].Recipients[0], null), CancellationToken.None)).Referrals.ShouldHaveSingleItem("nothing of it left").Id.ShouldBe(all[0].Id);
        (await finder.ListAsync(new ReferralFilter("Isued", null, null, null), CancellationToken.None)).Referrals.ShouldBeEmpty("no such state");
    }

    [Fact]
    public async Task What_is_for_an_agency_on_hold_waits_and_goes_out_in_order_when_the_hold_is_lifted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var agencies = gateway.Services.GetRequiredService<IAgencyFiles>();
        (await agencies.HoldAsync("otto", "ocmw-leuven", "Their system is being renewed.", CancellationToken.None)).ShouldBeTrue();
        (await agencies.HoldAsync("otto", "ocmw-dendermonde", "A planned pause.", CancellationToken.None)).ShouldBeTrue();
        (await agencies.HoldAsync("anna", "ocmw-leuven", "Again.", CancellationToken.None)).ShouldBeFalse("it is on hold already");

        await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: People.Insz()), Vdab.Referral(insz: People.Insz(), town: "42006")));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Deliveries.CountAsync()) == 2);
        (await leuven.NewAsync()).ShouldBeEmpty();
        var file = (await agencies.ReadAsync("ocmw-leuven", CancellationToken.None))!;
        (file.Hold!.User, file.Lane.Waiting, file.Lane.OnHold).ShouldBe(("otto", 1, true));
        var outbox = Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde");
        (Directory.Exists(outbox) ? Directory.GetFiles(outbox) : []).ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0, "nothing left");

        (await agencies.LiftAsync("otto", "ocmw-leuven", CancellationToken.None)).ShouldBeTrue();
        (await agencies.LiftAsync("otto", "ocmw-dendermonde", CancellationToken.None)).ShouldBeTrue();

        (await leuven.NewAsync()).Count.ShouldBe(1);
        await gateway.UntilAsync(() => Task.FromResult(Directory.Exists(outbox) && Directory.GetFiles(outbox, "*.xml").Length == 1));
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(x => x.State == WorkItemState.Parked))).ShouldBe(0, "nothing failed");
    }

    [Fact]
    public async Task Causes_are_counted_once_noted_by_one_and_returned_as_chosen()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var broken = new[] { Vdab.Referral(insz: "85073003320"), Vdab.Referral(insz: "85073003321"), Vdab.Referral(insz: "85073003322") };
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, new JsonArray(broken));
        var worklists = gateway.Services.GetRequiredService<IWorklists>();

        var cause = (await worklists.CausesAsync(TaskKinds.SetAside, null, CancellationToken.None)).ShouldHaveSingleItem();
        (cause.Count, cause.Agency, cause.Trend[^1]).ShouldBe((3, "vdab", 3));
        (await worklists.NoteAsync("otto", cause.Kind, cause.Code, cause.Agency, "otto", "Test numbers in their export.", cause.Version, CancellationToken.None)).ShouldBeTrue();
        (await worklists.NoteAsync("anna", cause.Kind, cause.Code, cause.Agency, "anna", "Mine.", cause.Version, CancellationToken.None)).ShouldBeFalse("somebody was first");

        var page = await worklists.ItemsAsync(cause.Kind, cause.Code, cause.Agency, null, CancellationToken.None);
        (page.Cause!.Owner, page.Items.Count).ShouldBe(("otto", 3));
        page.Items.ShouldAllBe(i => i.Place!.Record.Contains('.', StringComparison.Ordinal));
        page.Items.ShouldAllBe(i => !i.Text.ToString().Contains("8507300", StringComparison.Ordinal));
        var chosen = page.Items.Take(2).Select(i => i.Id).ToList();
        (await worklists.ReturnAsync("otto", chosen, CancellationToken.None)).ShouldBe(2);
        (await worklists.ReturnAsync("otto", chosen, CancellationToken.None)).ShouldBe(0, "they are settled");
        (await worklists.ItemsAsync(cause.Kind, cause.Code, cause.Agency, null, CancellationToken.None)).Items.Select(i => i.Id).ShouldBe([page.Items[2].Id]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.returned-to-sender" && a.Actor == "otto"))).ShouldBe(2);
    }

    [Fact]
    public async Task A_referral_file_tells_why_it_waits_and_what_the_office_saw()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        var id = await gateway.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        var files = gateway.Services.GetRequiredService<IReferralFiles>();

        var waiting = (await files.ReadAsync(id, CancellationToken.None))!;
        waiting.Waiting!.ToString().ShouldContain("ocmw-leuven");
        waiting.Parts.ShouldHaveSingleItem().Seen.ShouldBeEmpty();
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();

        var read = (await files.ReadAsync(id, CancellationToken.None))!;
        read.Parts[0].Seen.ShouldContain("client.contact.phone");
        read.Waiting!.ToString().ShouldContain("not answered yet");
        read.Lines.Select(l => l.Kind).ShouldBe(["submitted", "admission", "routing", "view", "disclosed"]);
        read.Lines.Single(l => l.Kind == "admission").Inputs.ShouldNotBeEmpty();
        (await files.ReadAsync(Guid.Empty, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_told_stands_in_the_story_after_what_it_tells_of()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var handover = Ocmw.Handovers(await leuven.NewAsync())[0];
        gateway.Time.Advance(TimeSpan.FromHours(1));
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received", caseNumber: "L-1"));
        await vdab.NewAsync();
        await leuven.NewAsync();

        var id = await gateway.ReadAsync(s => s.Referrals.Select(r => r.Id).SingleAsync());
        var lines = (await gateway.Services.GetRequiredService<IReferralFiles>().ReadAsync(id, CancellationToken.None))!.Lines;
        lines.Where(l => l.At == gateway.Time.GetUtcNow()).Select(l => (l.Who, l.Kind)).ShouldBe(
            [("ocmw-leuven", "reply.applied"), ("gateway", "handover.step-two"), ("ocmw-leuven", "disclosed"), ("vdab", "disclosed")]);
    }

    [Fact]
    public async Task The_overview_wakes_somebody_for_a_broken_trail_and_nobody_for_an_office_deadline()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();
        var overview = gateway.Services.GetRequiredService<IOverview>();

        var calm = await overview.ReadAsync(CancellationToken.None);
        calm.Alarms.ShouldBeEmpty();
        calm.Lanes.Single(l => l.Agency == "ocmw-leuven").Delivered.ShouldBe(1);
        calm.Lanes.Single(l => l.Agency == "vdab").Received.ShouldBe(1);

        gateway.Time.Advance(TimeSpan.FromDays(14));
        await gateway.QuietAsync();
        (await overview.ReadAsync(CancellationToken.None)).Alarms.Select(a => (a.Class, a.Code)).ShouldBe([(AlarmClass.Office, "overdue")]);

        await gateway.Services.GetRequiredService<UnitsOfWork>().RunAsync(
            async unit =>
            {
                await AuditNote.WriteAsync(unit, new AuditVerification(3, 10, 0, "Seal 4 was changed.", null), CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        (await overview.ReadAsync(CancellationToken.None)).Alarms[0].Class.ShouldBe(AlarmClass.Wake);
    }

    [Fact]
    public async Task A_record_is_opened_for_a_stated_purpose_only_and_that_is_written_down()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var submission = await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        var id = submission["submissionId"]!.GetValue<Guid>();
        var bodies = gateway.Services.GetRequiredService<IRecordBodies>();

        (await bodies.DescribeAsync(id, 1, CancellationToken.None))!.Text.ShouldBeNull();
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action != "agency.key-made"))).ShouldBe(0);
        await Should.ThrowAsync<ArgumentException>(() => bodies.OpenAsync(Otto, " ", id, 1, CancellationToken.None));

        (await bodies.OpenAsync(Otto, "The sender asks why it was not taken.", id, 1, CancellationToken.None))!.Text!.ShouldContain("familyName");
        var operation = await gateway.ReadAsync(s => s.Operations.SingleAsync(o => o.Action != "agency.key-made"));
        (operation.User, operation.Action, operation.Subject, operation.Detail).ShouldBe(("otto", "record-opened", $"{id:D}.1", null));
        (await gateway.ReadAsync(s => s.Openings.SingleAsync())).Words.ShouldNotBeNull("the purpose is sealed");
        (await bodies.OpenAsync(Otto, "Guessing at numbers.", id, 2, CancellationToken.None)).ShouldBeNull();
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.record-opened"))).ShouldBe(1);
    }
}
