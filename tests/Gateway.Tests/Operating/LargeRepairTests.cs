using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Many records of one cause: a document is read once, however many of its records are chosen, and what fails alone is told alone.</summary>
public sealed class LargeRepairTests : Repairing
{
    private readonly WatchedTranslations _translations = new();

    [Fact]
    public async Task A_document_is_read_once_for_all_its_chosen_records_and_committed_in_bounded_parts()
    {
        await using var gateway = await StartAsync(_translations.Register);
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(1_300, right: 3));
        await gateway.QuietAsync();
        await RepairAsync(gateway);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None)).ShouldBe(1_300);

        _translations.Forget();
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new ForecastLine(new ForecastItem(ReplayForecast.Translates), 1_300));
        (_translations.Readings, _translations.MostKept).ShouldBe((1, 500));

        _translations.Forget();
        var replay = await ReplayedAsync(gateway);

        (replay.Succeeded, replay.Failed).ShouldBe((1_300, 0));
        _translations.Readings.ShouldBe(3, "one reading a wave: one, ten, the rest");
        _translations.Committed.ShouldBe([1, 10, 500, 500, 289]);
        _translations.MostKept.ShouldBe(500);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1_303);
        (await gateway.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(0, "each record lives on its own");
    }

    [Theory]
    [InlineData(3, false, 11, "in the middle of the rest")]
    [InlineData(3, true, 11 + 500, "in the middle of the rest, and the commit has happened")]
    [InlineData(4, false, 11 + 500, "at its end")]
    [InlineData(4, true, 515, "at its end, and the commit has happened")]
    public async Task A_commit_that_fails_in_a_large_replay_loses_nothing_and_does_nothing_twice(int nth, bool happened, int translated, string where)
    {
        await using var gateway = await StartAsync(_translations.Register);
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(515, right: 3));
        await gateway.QuietAsync();
        await RepairAsync(gateway);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None)).ShouldBe(515);
        _translations.Forget();
        _translations.Fails = (nth, happened);

        var replay = await ReplayedAsync(gateway);

        (replay.Succeeded, replay.Failed).ShouldBe((translated, 515 - translated), where);
        _translations.Fails = null;
        var again = translated == 515 ? 0 : 1;
        (await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(null, null, "rita", CancellationToken.None)).ShouldBe(again, where);
        await gateway.QuietAsync();
        replay = await ReadAsync(replays);
        (replay.Succeeded, replay.Failed).ShouldBe((515, 0));
        (await gateway.ReadAsync(s => s.Records.CountAsync())).ShouldBe(518);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(518);
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "record.translated-again"))).ShouldBe(515);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.ClosedAt == null && t.Kind != TaskKinds.Overdue))).ShouldBe(0);
        var submission = await gateway.ReadAsync(s => s.Submissions.SingleAsync());
        (submission.SetAside, submission.Records, submission.DestroyedAt is not null).ShouldBe((0, 518, true));
        (await gateway.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_record_is_translated_again_while_its_submission_is_still_being_read_and_both_count()
    {
        await using var gateway = await StartAsync(_translations.Register);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        var commits = 0;
        _translations.BeforeCommit = async () =>
        {
            // The first part is committed, the second is decided and not yet written.
            if (Interlocked.Increment(ref commits) != 2)
                return;
            await RepairAsync(gateway);
            (await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None)).ShouldBe(1);
            await replays.StartAsync(Id, "rita", CancellationToken.None);
            await gateway.UntilAsync(async () => (await ReadAsync(replays)).Succeeded == 1);
        };

        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(1, right: 700));
        await gateway.QuietAsync();

        var submission = await gateway.ReadAsync(s => s.Submissions.SingleAsync());
        (submission.Records, submission.SetAside, submission.State, submission.DestroyedAt is not null).ShouldBe((701, 0, SubmissionState.Translated, true));
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(701);
    }

    [Fact]
    public async Task A_document_that_is_damaged_is_counted_as_such_and_the_others_are_counted_all_the_same()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var damaged = await vdab.SubmitAsync(Vdab.Profile, Many(2));
        await vdab.SubmitAsync(Vdab.Profile, Many(3));
        await gateway.QuietAsync();
        await RepairAsync(gateway);
        await DamageAsync(gateway, damaged);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(Id, "rita", await CauseAsync(gateway), CancellationToken.None);

        var forecast = await replays.ForecastAsync(Id, CancellationToken.None);

        forecast.ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Translates), 3), new ForecastLine(new ForecastItem(ReplayForecast.Fails, "translation-failed"), 2)]);
    }

    [Fact]
    public async Task Other_records_that_a_repair_makes_fail_are_counted_before_it_is_replayed()
    {
        await using var gateway = await StartAsync();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(4, right: 2));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        await File.WriteAllTextAsync(Services, Repaired.Replace("  - DEBT_ADVICE\n", "", StringComparison.Ordinal));
        await LoadedAsync(gateway);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        await replays.PrepareAsync(Id, "rita", cause, CancellationToken.None);

        var forecast = await replays.ForecastAsync(Id, CancellationToken.None);

        forecast.ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Translates), 4), new ForecastLine(new ForecastItem(ReplayForecast.NewlyFails, cause.Code, cause.Path), 2)]);
        (await ReplayedAsync(gateway)).Succeeded.ShouldBe(4);
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(0, "what was translated stays so");
    }

    [Fact]
    public async Task A_translation_that_failed_and_is_replayed_takes_the_frozen_records_and_no_others()
    {
        await using var gateway = await StartAsync(_translations.Register);
        var other = Vdab.Referral();
        other["question"] = "WELFARE_AID";
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, new JsonArray(Wrong(), other));
        await gateway.QuietAsync();
        var cause = await CauseAsync(gateway);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", cause, CancellationToken.None)).ShouldBe(1);
        var questions = Path.Combine(Contracts, "formats", "codes", "questions.yaml");
        await File.WriteAllTextAsync(questions, (await File.ReadAllTextAsync(questions)).Replace("\nsame:", "\nentries:\n  - { code: WELFARE_AID, means: WELFARE_SUPPORT }\nsame:", StringComparison.Ordinal));
        await RepairAsync(gateway);

        _translations.Broken = true;
        (await ReplayedAsync(gateway, ReplayState.Paused)).Failed.ShouldBe(1);
        (await gateway.ReadAsync(s => s.WorkItems.SingleAsync())).State.ShouldBe(WorkItemState.Parked);
        _translations.Broken = false;
        (await gateway.Services.GetRequiredService<ParkedWork>().ReplayAsync(null, null, "rita", CancellationToken.None)).ShouldBe(1);
        await gateway.QuietAsync();

        (await ReadAsync(replays)).Succeeded.ShouldBe(1);
        (await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.State == RecordState.SetAside))).Number.ShouldBe(2, "nobody has asked for it");
    }

    [Fact]
    public async Task A_document_is_read_to_its_end_under_the_profile_with_which_reading_began()
    {
        await using var gateway = await StartAsync(_translations.Register);
        var commits = 0;
        var present = gateway.Services.GetRequiredService<Host.Composition.PresentContracts>();
        var profiles = gateway.Services.GetRequiredService<IPresent<Translation.ProfileSet>>();
        var began = profiles.Now.Find(Vdab.Profile)!.Version;
        _translations.BeforeCommit = async () =>
        {
            // Between the first chunk and the second the code that every record uses is taken out.
            if (Interlocked.Increment(ref commits) != 1)
                return;
            await File.WriteAllTextAsync(Services, (await File.ReadAllTextAsync(Services)).Replace("  - DEBT_ADVICE\n", "", StringComparison.Ordinal));
            present.Load(Contracts, TimeProvider.System.GetUtcNow()).ShouldBeEmpty();
        };

        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Many(0, right: 700));
        await gateway.QuietAsync();

        profiles.Now.Find(Vdab.Profile)!.Version.ShouldNotBe(began);
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.State == RecordState.SetAside))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Submissions.SingleAsync())).ProfileVersion.ShouldBe(began);
    }

    [Fact]
    public async Task What_was_changed_between_the_first_reading_of_the_contracts_and_the_start_is_loaded()
    {
        await using var gateway = await StartAsync(_ => File.WriteAllText(Services, Repaired));
        var present = gateway.Services.GetRequiredService<Host.Composition.PresentContracts>();
        var changed = Host.Composition.ContractsVersion.Of(Contracts);
        await gateway.UntilAsync(() => Task.FromResult(present.Version == changed));
    }

    [Fact]
    public async Task A_submission_that_was_set_aside_whole_is_read_once_its_agency_may_send_in_that_profile()
    {
        var agencies = Path.Combine(Contracts, "directory", "agencies.yaml");
        var allowed = await File.ReadAllTextAsync(agencies);
        await File.WriteAllTextAsync(agencies, allowed.Replace("profiles: [vdab-referral, cloudevents]", "profiles: [cloudevents]", StringComparison.Ordinal));
        await using var gateway = await StartAsync();
        var referral = Vdab.Referral();
        var accepted = (IntakeResult.Accepted)await gateway.Services.GetRequiredService<IIntake>().AcceptAsync(
            new IntakeRequest
            {
                Agency = "vdab",
                Profile = Vdab.Profile,
                Content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(new JsonArray(referral, Vdab.Withdrawal(referral)).ToJsonString())),
                SetAside = new SetAsideReason(ArrivalRules.ProfileNotAllowed, ArrivalProblems.ProfileNotAllowed),
            },
            CancellationToken.None);
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", ReplayCause.SetAside(ArrivalRules.ProfileNotAllowed, "vdab"), CancellationToken.None)).ShouldBe(1);
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().Item.ShouldBe(new ForecastItem(ReplayForecast.Same, ArrivalRules.ProfileNotAllowed));

        (await ReplayedAsync(gateway, ReplayState.Paused)).Failed.ShouldBe(1, "nothing is repaired yet");
        var again = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        (await replays.PrepareAsync(again, "rita", ReplayCause.SetAside(ArrivalRules.ProfileNotAllowed), CancellationToken.None)).ShouldBe(1, "it is still on the worklist");
        await File.WriteAllTextAsync(agencies, allowed);
        await LoadedAsync(gateway);
        (await replays.ForecastAsync(again, CancellationToken.None)).ShouldNotBeNull().ShouldHaveSingleItem().Item.ShouldBe(new ForecastItem(ReplayForecast.IsRead));
        await replays.StartAsync(again, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await replays.ReadAsync(again, tell: false, 0, CancellationToken.None))!.Value.Replay.State == ReplayState.Finished);
        await gateway.QuietAsync();

        (await replays.ReadAsync(again, tell: false, 0, CancellationToken.None))!.Value.Replay.Succeeded.ShouldBe(1);
        (await gateway.ReadAsync(s => s.Submissions.SingleAsync(x => x.Id == accepted.SubmissionId))).State.ShouldBe(SubmissionState.Translated);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.SetAside && t.ClosedAt == null))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.Status == Core.Privacy.AgreementStatus.Withdrawn))).ShouldBeGreaterThan(0, "intake has looked at no withdrawal in it");
        (await gateway.ReadAsync(s => s.Handovers.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_submission_in_a_format_that_nobody_knew_is_read_once_there_is_a_format_of_that_name()
    {
        const string Later = "vdab-later";
        await using var gateway = await StartAsync();
        var referral = Vdab.Referral();
        var accepted = await ArriveAsync(gateway, Later, new JsonArray(referral, Vdab.Withdrawal(referral)));
        var other = await ArriveAsync(gateway, "vdab-never", new JsonArray(Vdab.Referral()));
        (await gateway.ReadAsync(s => s.Submissions.Select(x => x.Profile).Distinct().ToListAsync())).ShouldBe(["unknown"], "what was written is not repeated");
        var replays = gateway.Services.GetRequiredService<IReplays>();
        (await replays.PrepareAsync(Id, "rita", ReplayCause.SetAside(ArrivalRules.ProfileUnknown, "vdab"), CancellationToken.None)).ShouldBe(2);
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldBe([new ForecastLine(new ForecastItem(ReplayForecast.Same, ArrivalRules.ProfileUnknown), 2)]);
        await MakeFormatAsync(Later);
        await LoadedAsync(gateway);
        // Nobody has agreed on it yet.
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldBe(
            [new ForecastLine(new ForecastItem(ReplayForecast.Other, ArrivalRules.ProfileNotAllowed), 1), new ForecastLine(new ForecastItem(ReplayForecast.Same, ArrivalRules.ProfileUnknown), 1)],
            ignoreOrder: true);
        var agencies = Path.Combine(Contracts, "directory", "agencies.yaml");
        await File.WriteAllTextAsync(agencies, (await File.ReadAllTextAsync(agencies)).Replace("profiles: [vdab-referral, cloudevents]", $"profiles: [vdab-referral, {Later}, cloudevents]", StringComparison.Ordinal));
        await LoadedAsync(gateway);
        (await replays.ForecastAsync(Id, CancellationToken.None)).ShouldBe(
            [new ForecastLine(new ForecastItem(ReplayForecast.IsRead), 1), new ForecastLine(new ForecastItem(ReplayForecast.Same, ArrivalRules.ProfileUnknown), 1)], ignoreOrder: true);

        await replays.StartAsync(Id, "rita", CancellationToken.None);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State is ReplayState.Paused or ReplayState.Finished);
        if ((await ReadAsync(replays)).State == ReplayState.Paused)
            await ReplayedAsync(gateway);
        await gateway.UntilAsync(async () => (await ReadAsync(replays)).State is ReplayState.Paused or ReplayState.Finished);
        await gateway.QuietAsync();

        (await ReadAsync(replays)).Succeeded.ShouldBe(1);
        var read = await gateway.ReadAsync(s => s.Submissions.SingleAsync(x => x.Id == accepted));
        (read.State, read.Profile, read.NamedProfile, read.Records, read.SetAside, read.ProfileVersion is not null).ShouldBe((SubmissionState.Translated, Later, null, 2, 0, true));
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
        (await gateway.ReadAsync(s => s.ClientAgreements.CountAsync(a => a.Status == Core.Privacy.AgreementStatus.Withdrawn))).ShouldBeGreaterThan(0);
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Kind == TaskKinds.SetAside && t.ClosedAt == null))).SubjectId.ShouldBe(other);
        (await (await gateway.OfficeAsync("vdab")).SubmissionAsync(accepted))["setAside"]!.GetValue<int>().ShouldBe(0);
    }

    /// <summary>Bytes in a format that is not known, as a queue hands them over.</summary>
    private static async Task<Guid> ArriveAsync(RunningGateway gateway, string named, JsonNode body) => ((IntakeResult.Accepted)await gateway.Services.GetRequiredService<IIntake>().AcceptAsync(
        new IntakeRequest
        {
            Agency = "vdab",
            Profile = "unknown",
            NamedProfile = named,
            Content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())),
            SetAside = new SetAsideReason(ArrivalRules.ProfileUnknown, ArrivalProblems.ProfileUnknown),
        },
        CancellationToken.None)).SubmissionId;

    /// <summary>The format of the employment service, under another name.</summary>
    private async Task MakeFormatAsync(string id)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Contracts, "formats", id)).FullName;
        var text = await File.ReadAllTextAsync(Path.Combine(Contracts, "formats", Vdab.Profile, "profile.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder, "profile.yaml"), text.Replace($"profile: {Vdab.Profile}", $"profile: {id}", StringComparison.Ordinal));
    }

    private static async Task DamageAsync(RunningGateway gateway, Guid submission)
    {
        await using var store = gateway.Database.Open();
        var row = await store.Submissions.SingleAsync(s => s.Id == submission);
        row.Sealed![^1] ^= 1;
        store.Entry(row).Property(s => s.Sealed).IsModified = true;
        await store.SaveChangesAsync();
    }
}
