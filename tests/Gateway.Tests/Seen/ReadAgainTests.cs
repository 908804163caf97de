using System.Net;
using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Persistence.Audit;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests.Seen;

/// <summary>Whoever is shown something of a client was noted before, each time; whoever cannot be noted is shown nothing.</summary>
public sealed class ReadAgainTests
{
    private const string Office = "ocmw-mechelen";

    [Fact]
    public async Task A_handover_that_is_read_again_stands_in_who_saw_what_by_role_and_office_and_by_name_for_its_own_officer()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var worker = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, Office);
        var (id, insz) = await ReferAsync(gateway);
        await worker.GetAsync($"/dashboard/inbox/{id:D}");
        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(0, "nothing of the client was shown yet");

        await worker.PostAndFollowAsync($"/dashboard/inbox/{id:D}/open");
        await worker.GetAsync($"/dashboard/inbox/{id:D}");
        gateway.Time.Advance(OpeningRules.Together - TimeSpan.FromSeconds(1));
        await worker.GetAsync($"/dashboard/inbox/{id:D}");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        (await worker.GetAsync($"/dashboard/inbox/{id:D}")).Text.ShouldContain(insz);

        var entries = await gateway.ReadAsync(s => s.Openings.OrderBy(o => o.Id).ToListAsync());
        entries.Select(o => (o.User, o.Office, o.Roles, o.Kind, o.SubjectId, o.Agency, o.Count)).ShouldBe(
            [("greet", Office, UserRoles.CaseWorker, OpeningKind.Inbox, id, "vdab", 3), ("greet", Office, UserRoles.CaseWorker, OpeningKind.Inbox, id, "vdab", 1)]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "opened"))).ShouldBe(2);

        using var officer = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        await officer.GetAsync("/dashboard/privacy");
        var overview = await officer.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", "access-request"), ("words", "File 2026/17 of the client."));
        overview.Text.ShouldContain("Read what was handed over about you");
        overview.Text.ShouldContain("OCMW Mechelen");
        overview.Text.ShouldContain("case worker");
        overview.Text.ShouldContain("3 times, until");
        overview.Text.ShouldNotContain("greet", Case.Sensitive, "another office's people are not named to it");
        overview.Text.ShouldContain("File 2026/17 of the client.");
        overview.Text.ShouldContain("dora");

        var handle = officer.Hidden("handle");
        var print = await officer.PostAsync("/dashboard/privacy/print", ("handle", handle));
        print.Text.ShouldContain("Read what was handed over about you");
        print.Text.ShouldNotContain("dora", Case.Sensitive, "what a client is given names nobody");
        print.Text.ShouldNotContain("File 2026/17", Case.Sensitive);
        var export = JsonNode.Parse((await officer.PostAsync("/dashboard/privacy/export", ("handle", handle))).Html)!["openings"]!.AsArray();
        export.Select(o => o!["what"]!.GetValue<string>()).ShouldContain("Printed the overview of who saw what");
        export.ToJsonString().ShouldNotContain("dora");
        export.Single(o => o!["times"]!.GetValue<int>() == 3)!["role"]!.GetValue<string>().ShouldBe("case worker");

        await worker.PostAndFollowAsync(
            $"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "received"), ("caseNumber", "M-1"), ("occurredOn", "2026-03-10"));
        await gateway.QuietAsync();
        using var own = await Visitor.SignedInAsync(gateway, "olga", UserRoles.Dpo, Office);
        await own.GetAsync("/dashboard/privacy");
        (await own.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", "complaint"))).Text.ShouldContain("greet");
    }

    [Fact]
    public async Task A_refused_answer_shows_the_handover_again_and_is_noted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var worker = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, Office);
        var (id, _) = await ReferAsync(gateway);
        await worker.GetAsync("/dashboard/inbox");
        await worker.PostAndFollowAsync($"/dashboard/inbox/{id:D}/open");
        gateway.Time.Advance(TimeSpan.FromHours(1));

        (await worker.PostAsync($"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "redirected"), ("occurredOn", "2026-03-10"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_shown()
    {
        var log = new FullLog();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.Replace(ServiceDescriptor.Singleton<IOpeningLog>(log)));
        using var worker = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, Office);
        var (id, insz) = await ReferAsync(gateway);
        await worker.GetAsync("/dashboard/inbox");
        await worker.PostAsync($"/dashboard/inbox/{id:D}/open");

        var refused = await worker.GetAsync($"/dashboard/inbox/{id:D}");

        refused.Status.ShouldBe(HttpStatusCode.InternalServerError);
        refused.Text.ShouldNotContain(insz);
        log.Full = false;
        (await worker.GetAsync($"/dashboard/inbox/{id:D}")).Text.ShouldContain(insz);
    }

    [Fact]
    public async Task The_purpose_in_words_goes_with_the_clients_key_and_the_trail_still_holds()
    {
        const string Words = "Jozefien phoned about her landlord.";
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        var submission = await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var record = $"{submission["submissionId"]!.GetValue<Guid>():D}.1";
        using var operatorOfIt = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await operatorOfIt.GetAsync("/dashboard/records/" + record);
        (await operatorOfIt.PostAsync("/dashboard/records/" + record, ("purpose", Words))).Text.ShouldContain(insz);

        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Detail!.Contains("landlord")))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Detail!.Contains("landlord")))).ShouldBe(0);
        (await operatorOfIt.GetAsync("/dashboard/operations?user=otto")).Text.ShouldNotContain("landlord");
        using var officer = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo);
        (await WhoSawAsync(officer, insz)).Text.ShouldContain(Words);

        // What erasing does with the key.
        await gateway.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null)));

        var after = await WhoSawAsync(officer, insz);
        after.Status.ShouldBe(HttpStatusCode.NotFound);
        after.Text.ShouldNotContain("landlord");
        (await gateway.ReadAsync(s => s.Openings.SingleAsync(o => o.Kind == OpeningKind.Record))).ShouldSatisfyAllConditions(o => o.Words.ShouldNotBeNull(), o => System.Text.Encoding.UTF8.GetString(o.Words!).ShouldNotContain("landlord"));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.AuditSeals.AnyAsync()));
        (await gateway.Services.GetRequiredService<AuditChain>().VerifyAsync(heads: null, CancellationToken.None)).Broken.ShouldBeNull();
    }

    private static async Task<Answer> WhoSawAsync(Visitor officer, string insz)
    {
        await officer.GetAsync("/dashboard/privacy");
        return await officer.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", "access-request"));
    }

    private static async Task<(Guid Handover, string Insz)> ReferAsync(RunningGateway gateway)
    {
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", Cloud.Referral(People.Ticket(), insz, "12025")));
        return (await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync()), insz);
    }

    /// <summary>A log that nothing can be written to, until it can.</summary>
    private sealed class FullLog : IOpeningLog
    {
        internal bool Full { get; set; } = true;

        public Task NoteAsync(Reader reader, OpenedThing thing, CancellationToken cancellation) => Full ? throw new IOException("The disk is full.") : Task.CompletedTask;
    }
}
