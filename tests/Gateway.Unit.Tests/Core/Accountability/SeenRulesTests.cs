using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>When openings are one entry, who gets which role at once, and what a citizen is not told yet.</summary>
public sealed class SeenRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(899, null, true)]
    [InlineData(900, null, false)]
    [InlineData(-1, null, false)]
    [InlineData(10, "Why it is opened.", false)]
    public void Openings_within_a_quarter_of_an_hour_are_one_entry_unless_something_is_stated(int seconds, string? words, bool joins) =>
        OpeningRules.Join(Now, Now.AddSeconds(seconds), words).ShouldBe(joins);

    [Theory]
    [InlineData(null, null)]
    [InlineData("   ", null)]
    [InlineData("123456789", null)]
    [InlineData("  1234567890 ", "1234567890")]
    public void A_purpose_has_at_least_ten_characters(string? words, string? said) => StatedPurpose.Said(words).ShouldBe(said);

    [Fact]
    public void A_purpose_has_at_most_five_hundred_characters_and_stays_out_of_messages()
    {
        StatedPurpose.Said(new string('x', 501)).ShouldBeNull();
        StatedPurpose.Said(new string('x', 500)).ShouldNotBeNull();
        new StatedPurpose("fault", "Joris phoned").ToString().ShouldBe("fault");
        new UsageQuestion("vdab", "insz", "85073003328", Now, Now, After: null, 1).ToString().ShouldNotContain("85073003328");
    }

    [Theory]
    [InlineData(UserRoles.None, null, UserRoles.Viewer | UserRoles.Replay, null, UserRoles.Viewer | UserRoles.Replay, false)]
    [InlineData(UserRoles.None, null, UserRoles.Dpo, null, UserRoles.None, true)]
    [InlineData(UserRoles.Viewer, null, UserRoles.Viewer | UserRoles.Operator, null, UserRoles.Viewer, true)]
    [InlineData(UserRoles.Administrator, null, UserRoles.Administrator | UserRoles.CaseWorker, "x", UserRoles.None, true)]
    [InlineData(UserRoles.None, null, UserRoles.Administrator, null, UserRoles.None, true)]
    [InlineData(UserRoles.Dpo, "x", UserRoles.Dpo, "x", UserRoles.Dpo, false)]
    [InlineData(UserRoles.Dpo, "x", UserRoles.Dpo, null, UserRoles.None, true)]
    [InlineData(UserRoles.Dpo, "x", UserRoles.Dpo, "y", UserRoles.None, true)]
    [InlineData(UserRoles.Dpo | UserRoles.Operator, null, UserRoles.Operator, null, UserRoles.Operator, false)]
    [InlineData(UserRoles.Operator, null, UserRoles.None, "x", UserRoles.None, false)]
    public void A_role_that_sees_clients_data_waits_and_is_kept_only_where_it_was_given(UserRoles present, string? agency, UserRoles wished, string? wishedAgency, UserRoles now, bool waits) =>
        RoleGrantRules.Decide(present, agency, wished, wishedAgency).ShouldBe((now, waits));

    [Theory]
    [InlineData(RoleGrantState.Waiting, "bas", true)]
    [InlineData(RoleGrantState.Waiting, "command-line", true)]
    [InlineData(RoleGrantState.Waiting, "ada", false)]
    [InlineData(RoleGrantState.Waiting, "dora", false)]
    [InlineData(RoleGrantState.Confirmed, "bas", false)]
    [InlineData(RoleGrantState.Replaced, "bas", false)]
    public void Neither_who_asked_nor_who_gets_it_decides(RoleGrantState state, string decider, bool may) =>
        RoleGrantRules.MayDecide(Grant(state), decider).ShouldBe(may);

    [Theory]
    [InlineData(RoleGrantState.Waiting, "bas", true, UserProblem.None, RoleGrantState.Confirmed)]
    [InlineData(RoleGrantState.Waiting, "bas", false, UserProblem.None, RoleGrantState.Refused)]
    [InlineData(RoleGrantState.Waiting, "ada", true, UserProblem.OwnWish, RoleGrantState.Waiting)]
    [InlineData(RoleGrantState.Waiting, "dora", false, UserProblem.OwnWish, RoleGrantState.Waiting)]
    [InlineData(RoleGrantState.Refused, "bas", true, UserProblem.NothingWaits, RoleGrantState.Refused)]
    [InlineData(RoleGrantState.AtOnce, "bas", true, UserProblem.NothingWaits, RoleGrantState.AtOnce)]
    public void A_wish_is_decided_once_and_by_somebody_else(RoleGrantState before, string decider, bool confirmed, UserProblem problem, RoleGrantState after) =>
        RoleGrantRules.Decide(Grant(before), confirmed, decider).ShouldBe((problem, after));

    [Fact]
    public void Of_a_wish_that_is_not_there_nothing_waits() => RoleGrantRules.Decide(null, confirmed: true, "bas").Problem.ShouldBe(UserProblem.NothingWaits);

    [Fact]
    public void Whoever_opens_a_new_way_into_an_account_lets_its_guarded_roles_wait()
    {
        RoleGrantRules.WaitAgain(UserRoles.Viewer, "x", null).ShouldBeNull();
        RoleGrantRules.WaitAgain(UserRoles.Viewer | UserRoles.Operator, "x", null).ShouldBe((UserRoles.Viewer | UserRoles.Operator, "x"));
        RoleGrantRules.WaitAgain(UserRoles.Viewer, "x", Grant(RoleGrantState.Waiting)).ShouldBe((UserRoles.Dpo, null));
    }

    private static RoleGrant Grant(RoleGrantState state) => new(Guid.Empty, Guid.Empty, "dora", UserRoles.Dpo, null, Now, "ada", state, null, null, null);

    [Fact]
    public void Each_role_that_is_not_guarded_shows_nothing_of_a_client() =>
        Enum.GetValues<UserRoles>().Where(r => r != UserRoles.None && (r & RoleGrantRules.Guarded) == UserRoles.None).ShouldBe([UserRoles.Viewer, UserRoles.Replay, UserRoles.Technician], "a technician's link alone shows no client and gives no key");

    [Theory]
    [InlineData("open", null, 0, true)]
    [InlineData("secret", null, 0, false)]
    [InlineData("secret", null, 89, false)]
    [InlineData("secret", null, 90, false)]
    [InlineData("secret", null, 91, true)]
    [InlineData("longer", null, 91, false)]
    [InlineData("own-notice", "secret", 1, false)]
    [InlineData(null, "secret", 1, false)]
    [InlineData(null, null, 0, true)]
    [InlineData("unknown", "unknown", 0, true)]
    public void An_act_is_told_when_the_term_of_its_basis_or_of_its_referrals_basis_is_over(string? basis, string? ofReferral, int days, bool told) =>
        UsageRules.IsTold(Rules(), basis, ofReferral, Now.AddDays(-days), Now).ShouldBe(told);

    [Theory]
    [InlineData(0, 90, "0", "90", true)]
    [InlineData(90, 0, "90", "0", false)]
    public void A_longer_silence_towards_citizens_is_a_term_that_takes_a_safeguard_away(int was, int now, string before, string after, bool widens) =>
        PolicyDifferences.Between(Silent(was), Silent(now), Cases.Today).Terms.ShouldBe([new TermChange(TermKind.ToldAfter, Silent(0).Policy.Bases.Keys.First(), before, after, widens)]);

    [Theory]
    [InlineData("identified", "procedures", "identified", "procedures")]
    [InlineData("Wielewaaltje", "91234567890", "other", "other")]
    [InlineData("agreed", "MOVED_AWAY", "other", "MOVED_AWAY")]
    public void A_loss_has_a_stage_and_a_reason_that_are_known(string stage, string reason, string keptStage, string keptReason) =>
        KnownCodes.Loss(new Gateway.Contracts.Events.PilotLoss(stage, reason, 2)).ShouldBe(new Gateway.Contracts.Events.PilotLoss(keptStage, keptReason, 2));

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", null)]
    [InlineData("2026-03", "2026-03", "2026-03")]
    [InlineData("2026", "2026", null)]
    [InlineData("2026-03-02TWielewaaltje", "2026-03-02", null)]
    [InlineData("Wielewaaltje", null, null)]
    [InlineData("91234567890", null, null)]
    [InlineData("2026-13", null, null)]
    [InlineData(null, null, null)]
    public void A_day_or_a_month_is_kept_by_its_shape(string? stated, string? day, string? month) => (KnownCodes.Day(stated), KnownCodes.Month(stated)).ShouldBe((day, month));

    [Theory]
    [InlineData("Application/JSON; charset=utf-8; reference=4711", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("application/x-wielewaaltje", null)]
    [InlineData("Wielewaaltje", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_media_type_is_kept_without_its_parameters_when_formats_have_it(string? declared, string? kept) => MediaTypeNames.Known(declared).ShouldBe(kept);

    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("Wielewaaltje", "other")]
    [InlineData(null, "other")]
    public void An_outcome_is_a_known_one(string? stated, string kept) => KnownCodes.Outcome(stated).ShouldBe(kept);

    [Fact]
    public void A_purpose_is_one_of_the_policy()
    {
        var policy = Silent(0).Policy;
        var known = policy.Purposes.Keys.First();

        KnownCodes.Purpose(policy, known).ShouldBe(known);
        KnownCodes.Purpose(policy, known.ToLowerInvariant() + "x").ShouldBe(KnownCodes.UnknownPurpose);
        KnownCodes.Purpose(policy, null).ShouldBe(KnownCodes.UnknownPurpose);
    }

    [Fact]
    public void A_page_holds_the_newest_of_all_kinds_and_tells_where_the_next_begins()
    {
        var acts = Enumerable.Range(1, 4).Select(i => (UsageAct)new UsageAct.Opened(Now.AddMinutes(i / 2), new Guid(i, 0, 0, new byte[8]), null, OpeningKind.Inbox, null, UserRoles.None, 1, Now, null)).ToList();

        var page = UsagePage.Of(acts, 3);

        page.Acts.Select(a => a.Id).ShouldBe([acts[3].Id, acts[2].Id, acts[1].Id]);
        page.Next.ShouldBe(new UsagePlace(acts[1].At, acts[1].Id));
        UsagePage.Of(acts, 4).Next.ShouldBeNull();
    }

    private static Agreed Silent(int days)
    {
        var agreed = Cases.Agreed(Cases.Local);
        var basis = agreed.Policy.Bases.Values.First();
        return agreed with { Policy = agreed.Policy with { Bases = new Dictionary<string, LegalBasis>(agreed.Policy.Bases, StringComparer.Ordinal) { [basis.Reference] = basis with { ToldAfterDays = days } } } };
    }

    private static Policy Rules() => new()
    {
        Version = "1",
        Purposes = new Dictionary<string, Purpose>(StringComparer.Ordinal),
        Bases = new[] { Basis("open", 0), Basis("secret", 90), Basis("longer", 365) }.ToDictionary(b => b.Reference, StringComparer.Ordinal),
        Manifests = [],
        Feedback = new Dictionary<string, Feedback>(StringComparer.Ordinal),
    };

    private static LegalBasis Basis(string reference, int days) =>
        new() { Reference = reference, Kind = BasisKind.PublicTask, Titles = new Dictionary<string, string>(), Country = "BE", Purposes = [], ToldAfterDays = days };
}
