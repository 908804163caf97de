using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>A wrong mapping is repaired while the gateway runs, and exactly the records that it hurt are translated again.</summary>
public sealed class RepairTests : Repairing
{
    [Fact]
    public async Task Records_with_an_unknown_code_are_previewed_and_replayed_after_the_map_is_repaired_and_their_items_close()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray([.. Enumerable.Range(0, 15).Select(i => i % 5 == 4 ? Vdab.Referral() : Wrong())]));
        await gateway.QuietAsync();
        var replays = gateway.Services.GetRequiredService<IReplays>();
        var cause = await CauseAsync(gateway);
        (await replays.PrepareAsync(Id, "rita", cause with { Path = "elsewhere" }, CancellationToken.None)).ShouldBe(0, "nothing has its reason there");
        (await replays.PrepareAsync(Id, "rita", cause, CancellationToken.None)).ShouldBe(12);

        var before = await replays.ForecastAsync(Id, CancellationToken.None);
        before.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new ForecastLine(new ForecastItem(ReplayForecast.Same, cause.Code, cause.Path), 12));

        await RepairAsync(gateway);
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new ForecastLine(new ForecastItem(ReplayForecast.Translates), 12));
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(12, "a preview writes nothing");

        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();

        var replay = await ReadAsync(replays);
        (replay.Succeeded, replay.Failed, replay.Skipped, replay.Left).ShouldBe((12, 0, 0, 0));
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.SetAside && t.ClosedAt == null))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(15);
        var told = await vdab.SubmissionAsync(submission);
        (told["setAside"]!.GetValue<int>(), told["state"]!.GetValue<string>()).ShouldBe((0, "translated"));
        (await gateway.ReadAsync(s => s.Segments.CountAsync(x => x.SubmissionId == submission))).ShouldBe(0, "each record lives on its own");
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "record.translated-again"))).ShouldBe(12);
        (await gateway.ReadAsync(s => s.Submissions.Select(x => x.ProfileVersion).SingleAsync())).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_fails_now_for_another_reason_stays_with_that_reason_and_pauses_the_first_wave()
    {
        await using var gateway = await StartAsync();
        var bad = Wrong();
        bad["question"] = "NO_SUCH_QUESTION";
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(bad, Wrong()));
        await gateway.QuietAsync();
        var replays = gateway.Services.GetRequiredService<IReplays>();
        var reasons = await gateway.ReadAsync(s => s.Records.OrderBy(r => r.Number).Select(r => new { r.ReasonCode, r.ReasonPath }).ToListAsync());
        var code = reasons[1].ReasonCode!;
        (await replays.PrepareAsync(Id, "rita", ReplayCause.SetAside(code, "vdab"), CancellationToken.None)).ShouldBe(2);
        await RepairAsync(gateway);

        var forecast = await replays.ForecastAsync(Id, CancellationToken.None);
        forecast!.Sum(l => l.Count).ShouldBe(2);
        forecast!.Single(l => l.Item.Outcome == ReplayForecast.Translates).Count.ShouldBe(1);

        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Paused);
        (await ReadAsync(replays)).Failed.ShouldBe(1);
        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();
        var stays = await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.State == RecordState.SetAside));
        stays.ReasonPath.ShouldBe("question");
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Kind == TaskKinds.SetAside && t.ClosedAt == null))).SubjectId.ShouldBe(stays.Id);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_preview_says_whose_client_has_objected_meanwhile_and_nothing_of_it_is_handed_over()
    {
        await using var gateway = await StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: insz), Wrong(insz)));
        await gateway.QuietAsync();
        await using (var store = gateway.Database.Open())
            await store.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Objected, true));
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None)).ShouldBe(1);
        await RepairAsync(gateway);

        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().Item.ShouldBe(new ForecastItem(ReplayForecast.Objected));
        var handed = await gateway.ReadAsync(s => s.Handovers.CountAsync());
        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(handed);
    }

    [Fact]
    public async Task A_withdrawal_in_a_record_that_could_not_be_read_is_in_force_once_it_is_translated()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var withdrawal = Vdab.Withdrawal(referral);
        withdrawal["message"]!["type"] = "intrekking";
        await vdab.SettledAsync(Vdab.Profile, withdrawal);
        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.Status == Core.Privacy.AgreementStatus.Withdrawn))).ShouldBe(0);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None)).ShouldBe(1);
        var profile = Path.Combine(Contracts, "formats", Vdab.Profile, "profile.yaml");
        var text = await File.ReadAllTextAsync(profile);
        text.ShouldContain("withdrawal");
        await File.WriteAllTextAsync(profile, text.Replace("is: withdrawal", "is: intrekking", StringComparison.Ordinal));
        await LoadedAsync(gateway);

        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();

        (await ReadAsync(replays)).Succeeded.ShouldBe(1);
        var agreement = (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).AgreementId;
        (await gateway.ReadAsync(s => s.ClientAgreements.SingleAsync(a => a.Id == agreement))).Status.ShouldBe(Core.Privacy.AgreementStatus.Withdrawn);
    }

    [Fact]
    public async Task A_set_with_a_problem_is_refused_and_the_one_before_stays()
    {
        await using var gateway = await StartAsync();
        var present = gateway.Services.GetRequiredService<PresentContracts>();
        var before = present.Version;
        await File.WriteAllTextAsync(Path.Combine(Contracts, "formats", "codes", "services.yaml"), "map: services\nentries: [ {");
        await gateway.UntilAsync(() => Task.FromResult(present.Refused.Count > 0));

        present.Version.ShouldBe(before);
        present.Refused.ShouldContain(problem => problem.File.Contains("services.yaml", StringComparison.Ordinal));
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral());
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
        await gateway.UntilAsync(async () => (await gateway.Services.GetRequiredService<IOverview>().ReadAsync(CancellationToken.None)).Alarms
            .Any(a => a.Code == AlarmCodes.ComponentDegraded && a.Values[0].Equals("contracts")));
    }

    [Fact]
    public async Task Referrals_without_an_office_are_decided_again_under_the_directory_of_now()
    {
        await using var gateway = await StartAsync();
        var refused = Vdab.Referral();
        refused["basis"]!["reference"] = "NOT-REGISTERED";
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(refused, Vdab.Referral()));
        await gateway.QuietAsync();
        var code = (await gateway.ReadAsync(s => s.Referrals.SingleAsync(r => r.State == Core.Referrals.ReferralState.Withheld))).ReasonCode!;
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", ReplayCause.Undecided(code), CancellationToken.None)).ShouldBe(1);
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().Item.ShouldBe(new ForecastItem(ReplayForecast.Withheld, code));
        var bases = Path.Combine(Contracts, "policy", "bases.yaml");
        await File.WriteAllTextAsync(bases, (await File.ReadAllTextAsync(bases)).Replace(
            "\nbases:\n", "\nbases:\n  - reference: NOT-REGISTERED\n    kind: public-task\n    titles: { en: A deliberation that was entered late }\n    country: BE\n    purposes: [ACTIVATION]\n    from: 2025-01-01\n", StringComparison.Ordinal));
        await LoadedAsync(gateway);

        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().Item.ShouldBe(new ForecastItem(ReplayForecast.Issued));
        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();
        (await ReadAsync(replays)).Succeeded.ShouldBe(1);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.State == Core.Referrals.ReferralState.Issued))).ShouldBe(2);
        (await gateway.ReadAsync(s => s.Decisions.OrderBy(d => d.Id).Select(d => d.Contracts).ToListAsync())).Distinct().Count().ShouldBe(2, "each decision bears the version it was made under");
    }

    [Fact]
    public async Task The_same_bytes_again_are_told_as_repeated_and_are_translated_again_only_once_the_profile_has_changed()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var body = new JsonArray(Wrong(), Vdab.Referral());
        var (first, _, _) = await SendAsync(vdab, body);
        await gateway.QuietAsync();
        (await SendAsync(vdab, body)).ShouldBe((first, true, false), "nothing has changed");

        await RepairAsync(gateway);
        (await SendAsync(vdab, body)).ShouldBe((first, true, true));
        await gateway.QuietAsync();

        (await vdab.SubmissionAsync(first))["setAside"]!.GetValue<int>().ShouldBe(0);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(2);
        (await SendAsync(vdab, body)).ShouldBe((first, true, false), "nothing is set aside any more");
    }

    [Fact]
    public async Task A_known_ticket_of_the_same_client_corrects_the_referral_and_of_another_client_is_refused()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var corrected = referral.DeepClone().AsObject();
        corrected["requestedService"] = new JsonArray("BUDGET_GUIDANCE");
        corrected["message"]!["sentAt"] = "2026-03-10T08:30:00Z";
        (await vdab.SettledAsync(Vdab.Profile, corrected))["setAside"]!.GetValue<int>().ShouldBe(0);
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "referral.amended"))).ShouldBe(1);

        var other = Vdab.Referral(ticket: Vdab.TicketOf(referral));
        await vdab.SettledAsync(Vdab.Profile, other);
        (await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.State == RecordState.SetAside))).ReasonCode.ShouldBe("duplicate-ticket");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_records_of_one_cause_are_prepared_previewed_and_replayed_from_its_page()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray([.. Enumerable.Range(0, 50).Select(_ => Wrong())]));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        using var rita = await Visitor.SignedInAsync(gateway, "rita", UserRoles.Replay | UserRoles.Viewer);
        var list = $"/dashboard/worklists/set-aside/vdab/{cause.Code}";
        var page = await rita.GetAsync(list);
        page.Text.ShouldContain("Where it is in the records");
        page.Text.ShouldContain(cause.Path!);
        await RepairAsync(gateway);

        var replay = await rita.PostAsync("/dashboard/replays", ("id", Id.ToString("D")), ("kind", "set-aside"), ("code", rita.Hidden("code")), ("agency", rita.Hidden("agency")),
            ("profile", rita.Hidden("profile")), ("path", rita.Hidden("path")));
        replay.Location.ShouldBe($"/dashboard/replays/{Id}");
        var preview = await rita.GetAsync($"/dashboard/replays/{Id}?preview=true");
        preview.Text.ShouldContain("Translated and processed");
        preview.Text.ShouldContain("<td class=\"number\">50</td>");
        await rita.PostAndFollowAsync($"/dashboard/replays/{Id}/start");
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State == ReplayState.Finished);
        await gateway.QuietAsync();

        (await ReadAsync(replays)).Succeeded.ShouldBe(50);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.ClosedAt == null && t.Kind == TaskKinds.SetAside))).ShouldBe(0);
        (await rita.GetAsync(list + "?done=noted")).Text.ShouldContain("Nothing with this cause is open any more.");
    }

    private static async Task<(Guid Id, bool Repeated, bool Again)> SendAsync(Office office, JsonNode body)
    {
        using var answer = await office.PostAsync(Vdab.Profile, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (told["submissionId"]!.GetValue<Guid>(), told["repeated"]!.GetValue<bool>(), told["translatedAgain"]!.GetValue<bool>());
    }
}
