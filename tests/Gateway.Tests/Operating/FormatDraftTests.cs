using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>A changed profile or code list is tested on the records that a cause has set aside, before it is in force: counted, not shown, and nothing is kept.</summary>
public sealed class FormatDraftTests : Repairing
{
    [Fact]
    public async Task A_changed_code_list_is_counted_and_changes_nothing_but_the_operations_log()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(3, right: 2));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        var drafts = gateway.Services.GetRequiredService<IDraftTests>();
        var audited = await gateway.ReadAsync(s => s.Audit.CountAsync());

        (await drafts.TestAsync("rita", cause, await File.ReadAllTextAsync(Services), CancellationToken.None)).Lines
            .ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Same, cause.Code, cause.Path), 3)]);
        (await drafts.TestAsync("rita", cause, Repaired, CancellationToken.None)).Lines.ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Translates), 3)]);
        (await drafts.TestAsync("rita", cause, Repaired.Replace("  - DEBT_ADVICE\n", "", StringComparison.Ordinal), CancellationToken.None)).Lines
            .ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Translates), 3), new ForecastLine(new ForecastItem(ReplayForecast.NewlyFails, cause.Code, cause.Path), 2)]);

        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(3);
        (await gateway.ReadAsync(s => s.Replays.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action != "agency.key-made").OrderBy(o => o.Id).Select(o => o.Action).ToListAsync())).ShouldBe(["draft-tested", "draft-tested", "draft-tested"]);
        (await gateway.ReadAsync(s => s.Audit.CountAsync())).ShouldBe(audited + 3, "each test stands in the trail");
    }

    [Fact]
    public async Task A_changed_profile_may_fail_for_another_reason_and_one_with_problems_is_refused_with_file_and_line()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(2));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        var drafts = gateway.Services.GetRequiredService<IDraftTests>();
        var profile = drafts.TextOf(Vdab.Profile, null).ShouldNotBeNull();
        drafts.LinesOf(Vdab.Profile, cause.Path).ShouldHaveSingleItem().CodeMap.ShouldBe("services");

        var other = await drafts.TestAsync("rita", cause, profile.Replace("source: question,", "source: requestedService,", StringComparison.Ordinal), CancellationToken.None);
        other.Lines.Sum(l => l.Count).ShouldBe(2);
        other.Lines.ShouldAllBe(l => l.Item.Outcome == ReplayForecast.Other || l.Item.Outcome == ReplayForecast.Same);
        var broken = await drafts.TestAsync("rita", cause, profile.Replace("map: services", "map: no-such-map", StringComparison.Ordinal), CancellationToken.None);
        broken.Problems.ShouldContain(p => p.File == "formats/vdab-referral/profile.yaml" && p.Line > 0);
        broken.Lines.ShouldBeEmpty();
        (await drafts.TestAsync("rita", cause, "profile: [", CancellationToken.None)).Problems.ShouldNotBeEmpty();
        (await drafts.TestAsync("rita", cause, "map: languages-639-1\nversion: \"1\"\nsame: [nl]", CancellationToken.None)).Problems.ShouldHaveSingleItem().Text.ShouldContain("does not use this code map");
        (await drafts.TestAsync("rita", cause with { Profile = "../vdab-referral" }, profile, CancellationToken.None)).Problems.ShouldHaveSingleItem();
        drafts.TextOf(Vdab.Profile, "../services").ShouldBeNull();
    }

    [Fact]
    public async Task The_page_shows_the_line_takes_the_changed_text_and_counts_for_whoever_may_replay()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(3));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        using var rita = await Visitor.SignedInAsync(gateway, "rita", UserRoles.Replay | UserRoles.Viewer);
        var page = await rita.GetAsync($"/dashboard/worklists/set-aside/vdab/{cause.Code}");
        page.Text.ShouldContain("source: requestedService");
        page.Text.ShouldContain("formats/vdab-referral/profile.yaml:");
        var draft = $"/dashboard/worklists/set-aside/vdab/{cause.Code}/draft";
        (await rita.GetAsync($"{draft}?profile=vdab-referral&path={cause.Path}&map=services")).Text.ShouldContain("DEBT_ADVICE");

        var counted = await rita.PostPartsAsync(draft, ("profile", Vdab.Profile), ("path", cause.Path!), ("map", "services"), ("text", Repaired));

        counted.Text.ShouldContain("Translated and processed");
        counted.Text.ShouldContain("<td class=\"number\">3</td>");
        (await rita.PostPartsAsync(draft, ("profile", Vdab.Profile), ("path", cause.Path!), ("map", "services"), ("text", "map: services"))).Text.ShouldContain("formats/codes/services.yaml");
        using var olga = await Visitor.SignedInAsync(gateway, "olga", UserRoles.Operator | UserRoles.Viewer);
        (await olga.GetAsync($"{draft}?profile=vdab-referral")).Status.ShouldNotBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_command_line_prints_the_counts_and_changes_nothing()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(2));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "services.yaml");
        await File.WriteAllTextAsync(file, Repaired);

        var ran = await Verb.RunAsync(gateway.Data, "replay", "--set-aside", "--code", cause.Code, "--profile", Vdab.Profile, "--draft", file, "--Gateway:Contracts=" + Contracts);

        ran.Code.ShouldBe(0, ran.Errors);
        ran.Output.ShouldContain("2 record(s) have this cause.");
        ran.Output.ShouldContain("2  translates");
        (await gateway.ReadAsync(s => s.Replays.CountAsync())).ShouldBe(0);
        await File.WriteAllTextAsync(file, "map: services\n");
        var refused = await Verb.RunAsync(gateway.Data, "replay", "--set-aside", "--code", cause.Code, "--profile", Vdab.Profile, "--draft", file, "--Gateway:Contracts=" + Contracts);
        refused.Code.ShouldBe(2);
        refused.Errors.ShouldContain("formats/codes/services.yaml");
        (await Verb.RunAsync(gateway.Data, "replay", "--set-aside", "--code", cause.Code, "--draft", file)).Errors.ShouldContain("needs --profile");
    }
}
