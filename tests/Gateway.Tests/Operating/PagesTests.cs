using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;
using Gateway.Dashboard.Words;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Operating;

/// <summary>Inbox, privacy and pilot as people use them, without scripts.</summary>
public sealed partial class PagesTests
{
    [Fact]
    public async Task A_case_worker_opens_registers_and_answers_and_no_address_names_the_client()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        using var worker = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-mechelen");
        var insz = People.Insz();
        var id = await ReferAsync(gateway, insz, name: "<script>alert(1)</script>");

        (await worker.GetAsync("/dashboard/inbox")).Text.ShouldContain($"/dashboard/inbox/{id:D}");
        (await worker.GetAsync($"/dashboard/inbox/{id:D}")).Text.ShouldNotContain(insz);
        var opened = await worker.PostAndFollowAsync($"/dashboard/inbox/{id:D}/open");
        opened.Text.ShouldContain(insz);
        opened.Html.ShouldContain("&lt;script&gt;alert(1)");
        opened.Html.ShouldNotContain("<script>alert");
        opened.Text.ShouldContain("Ask the client to apply today");
        var rest = await worker.PostAndFollowAsync(
            $"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "received"), ("openRest", "yes"), ("caseNumber", "M-1"), ("occurredOn", "2026-03-10"));
        rest.Text.ShouldContain("Step two: the rest");
        var refused = await worker.PostAsync($"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "redirected"), ("occurredOn", "2026-03-10"), ("reason", new string('x', 1_000_000)));
        refused.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        refused.Text.ShouldContain("What was sent is too long.");
        await worker.GetAsync($"/dashboard/inbox/{id:D}");
        refused = await worker.PostAsync($"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "redirected"), ("occurredOn", "2026-03-10"), ("reason", "because"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Choose a reason from the list.");
        var answered = await worker.PostAndFollowAsync($"/dashboard/inbox/{id:D}/answer", ("key", worker.Hidden("key")), ("outcome", "in-service"), ("occurredOn", "2026-03-10"));
        answered.Text.ShouldContain("Your answer is taken in.");
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        var operations = (await viewer.GetAsync("/dashboard/operations")).Html;
        operations.ShouldContain("<td class=\"text\">The service has started</td>", customMessage: "answers are shown by their names");

        worker.Addresses.ShouldAllBe(a => !a.Contains(insz, StringComparison.Ordinal));
        captured.Lines.Concat(captured.Spans).ShouldAllBe(l => !l.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_agencys_handover_is_a_page_that_does_not_exist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var stranger = await Visitor.SignedInAsync(gateway, "lieve", UserRoles.CaseWorker, "ocmw-leuven");
        var id = await ReferAsync(gateway, People.Insz());
        await stranger.GetAsync("/dashboard/inbox");

        var foreign = await stranger.GetAsync($"/dashboard/inbox/{id:D}");
        var absent = await stranger.GetAsync("/dashboard/inbox/00000000-0000-7000-8000-000000000001");

        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        Plain(foreign).ShouldBe(Plain(absent));
        foreach (var action in new[] { "open", "confirm", "answer" })
        {
            (await stranger.PostAsync($"/dashboard/inbox/{id:D}/{action}", ("key", "1"), ("outcome", "accepted"), ("occurredOn", "2026-03-10"))).Status.ShouldBe(HttpStatusCode.NotFound, action);
        }

        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_data_protection_officer_answers_who_saw_what_without_the_number_in_an_address_or_a_log()
    {
        using var captured = new Captured();
        await using var gateway = await RunningGateway.StartAsync(further: s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        using var officer = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        using var other = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Dpo, "vdab");
        var insz = People.Insz();
        var id = await ReferAsync(gateway, insz);
        await gateway.Services.GetRequiredService<IInbox>().OpenAsync("ocmw-mechelen", id, "greet", CancellationToken.None);
        await officer.GetAsync("/dashboard/privacy");
        await other.GetAsync("/dashboard/privacy");

        // Another agency in the form is of no use to who belongs to one.
        var found = await officer.PostAsync("/dashboard/privacy", ("agency", "ocmw-mechelen"), ("scheme", "insz"), ("identifier", insz), ("purpose", "access-request"));

        found.Status.ShouldBe(HttpStatusCode.OK);
        found.Text.ShouldContain("VDAB → OCMW Mechelen");
        found.Text.ShouldContain("Family name");
        found.Text.ShouldNotContain(insz);
        found.Text.ShouldNotContain("Voorbeeld,");
        var handle = officer.Hidden("handle");
        (await officer.PostAsync("/dashboard/privacy/print", ("handle", handle))).Text.ShouldContain("Family name");
        var export = JsonNode.Parse((await officer.PostAsync("/dashboard/privacy/export", ("handle", handle))).Html)!;
        export["disclosures"]![0]!["toName"]!.GetValue<string>().ShouldBe("OCMW Mechelen");
        export["disclosures"]![0]!["arrival"]!.GetValue<string>().ShouldBe("notConfirmed");
        (await other.PostAsync("/dashboard/privacy/export", ("handle", handle))).Status.ShouldBe(HttpStatusCode.Gone, "the handle is another viewer's");
        (await officer.PostAsync("/dashboard/privacy/print", ("handle", "' or 1=1"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await officer.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", "' or 1=1"), ("purpose", "access-request"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await gateway.ReadAsync(s => s.Operations.Where(o => o.User == "dora" && o.Action.StartsWith("privacy.")).OrderBy(o => o.Id).Select(o => o.Action).ToListAsync()))
            .ShouldBe(["privacy.find", "privacy.read", "privacy.print", "privacy.export", "privacy.find"], "that a number was mistyped is noted too");
        officer.Addresses.ShouldAllBe(a => !a.Contains(insz, StringComparison.Ordinal));
        captured.Lines.Concat(captured.Spans).ShouldAllBe(l => !l.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_only_looks_sees_the_pilot_and_neither_inbox_nor_privacy()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        using var operatorOfIt = await Visitor.SignedInAsync(gateway, "oscar", UserRoles.Operator);

        var pilot = await viewer.GetAsync("/dashboard/pilot");
        pilot.Status.ShouldBe(HttpStatusCode.OK);
        pilot.Text.ShouldContain("They do not say that the offer caused it");
        pilot.Text.ShouldNotContain("Log a barrier");
        (string, string)[] barrier = [("id", "0195a7c0-0000-7000-8000-000000000001"), ("title", "Own places first"), ("stopped", "6"), ("level", "agency"), ("owner", "jan")];
        (await viewer.PostAsync("/dashboard/pilot/barriers", barrier)).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var page in new[] { "/dashboard/inbox", "/dashboard/privacy" })
            (await viewer.GetAsync(page)).Status.ShouldBe(HttpStatusCode.Forbidden, page);

        await operatorOfIt.GetAsync("/dashboard/pilot");
        (await operatorOfIt.PostAndFollowAsync("/dashboard/pilot/barriers", barrier)).Text.ShouldContain("Own places first");
        (await viewer.GetAsync("/dashboard/operations")).Html.ShouldContain("<td class=\"text\">An agency</td>", customMessage: "levels are shown by their names");
    }

    [Fact]
    public async Task A_site_of_the_pilot_shows_its_own_barriers_and_those_of_every_site()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await otto.GetAsync("/dashboard/pilot");
        foreach (var (site, title) in new[] { ("", "Nobody may phone"), ("leuven", "The lift is broken"), ("tielt", "No bus at noon") })
            (await otto.PostAndFollowAsync("/dashboard/pilot/barriers", ("id", Guid.CreateVersion7().ToString()), ("agreement", site), ("title", title), ("stopped", "6"), ("level", "site"), ("owner", "jan"))).Text.ShouldContain(title);

        var leuven = (await otto.GetAsync("/dashboard/pilot?agreement=leuven")).Text;

        leuven.ShouldContain("Nobody may phone");
        leuven.ShouldContain("The lift is broken");
        leuven.ShouldNotContain("No bus at noon");
        (await otto.GetAsync("/dashboard/pilot")).Text.ShouldContain("No bus at noon");
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_with_a_sentence_and_nothing_is_kept_of_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var operatorOfIt = await Visitor.SignedInAsync(gateway, "oscar", UserRoles.Operator);
        await operatorOfIt.GetAsync("/dashboard/pilot");
        (string Path, string Field, int Longest)[] texts =
        [
            ("/dashboard/agencies/ocmw-leuven/hold", "reason", 1_000), ("/dashboard/worklists/set-aside/vdab/unknown-code/note", "note", 1_000),
            ("/dashboard/worklists/set-aside/vdab/unknown-code/note", "owner", 200), ("/dashboard/records/0195a7c0-0000-7000-8000-000000000001.1", "purpose", 500),
            ("/dashboard/pilot/barriers", "title", 400), ("/dashboard/pilot/barriers/0195a7c0-0000-7000-8000-000000000001/decide", "decision", 1_000),
        ];
        foreach (var (path, field, longest) in texts)
        {
            foreach (var length in new[] { longest + 1, 1_000_000 })
            {
                var refused = await operatorOfIt.PostAsync(path, (field, new string('x', length)), ("version", "0"));
                refused.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, path);
                refused.Text.ShouldContain("What was sent is too long.");
            }
        }

        (await gateway.ReadAsync(s => s.Operations.Where(o => o.User == "oscar" && !o.Action.StartsWith("user.")).CountAsync())).ShouldBe(0);
    }

    [Fact]
    public void Every_field_that_may_leave_has_a_plain_name_in_three_languages()
    {
        foreach (var field in Shipped.Contracts.Agreed.Policy.Manifests.SelectMany(m => m.Fields).Distinct(StringComparer.Ordinal))
        {
            var name = FieldNames.Of(field).ShouldNotBeNull(field);
            foreach (var language in new[] { "nl", "fr" })
                Dictionary.Of(language).Has(name).ShouldBeTrue($"{name} in {language}");
        }
    }

    private static string Plain(Answer answer) => Changing().Replace(answer.Html, "#");

    private static async Task<Guid> ReferAsync(RunningGateway gateway, string insz, string name = "Voorbeeld")
    {
        var data = Cloud.Referral(People.Ticket(), insz, "12025");
        data["client"]!["familyName"] = name;
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", data));
        return await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());
    }

    /// <summary>Ids in addresses and the forms' tokens.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Changing();
}
