using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>A client's no counts wherever it is said: who says it, what, and how.</summary>
public sealed class NoTests
{
    /// <summary>Office in whose feed the handover lies, what is said, and by which way.</summary>
    public static TheoryData<string, string> Ways => new()
    {
        { "withdrawal", "sender's own format" }, { "withdrawal", "office's event" }, { "withdrawal", "office's event by number" }, { "withdrawal", "office's own format" },
        { "withdrawal", "inbox" }, { "withdrawal", "call for the sender" }, { "withdrawal", "call for the office" }, { "withdrawal", "privacy page" }, { "withdrawal", "overview" },
        { "objection", "sender's event" }, { "objection", "office's event by number" }, { "objection", "office's own format" },
        { "objection", "inbox" }, { "objection", "call for the sender" }, { "objection", "call for the office" }, { "objection", "privacy page" }, { "objection", "overview" },
        { "restriction", "sender's event" }, { "restriction", "office's own format" }, { "restriction", "inbox" }, { "restriction", "call for the office" }, { "restriction", "overview" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task However_it_is_said_nothing_more_leaves_once_it_is_accepted(string what, string way)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);

        await SayAsync(gateway, told, what, way);

        // At once: nothing is waited for.
        if (what == "withdrawal")
            (await gateway.ReadAsync(s => s.ClientAgreements.FirstAsync(a => a.GivenOn != null))).Status.ShouldBe(AgreementStatus.Withdrawn);
        else
            (await gateway.ReadAsync(s => s.Clients.SingleAsync(c => c.Agency == "vdab"))).ShouldSatisfyAllConditions(c => (what == "objection" ? c.Objected : c.Restricted).ShouldBeTrue());
        await gateway.QuietAsync();
        Ocmw.Handovers(await leuven.NewAsync()).ShouldBeEmpty("step two waited, and does not leave any more");
        var byOffice = way.StartsWith("office", StringComparison.Ordinal) || way is "inbox" or "call for the office";
        var notices = await gateway.ReadAsync(s => s.Deliveries.Where(d => d.Recipient == "ocmw-leuven" && StopNotices.Statuses.Contains(d.Status!)).ToListAsync());
        notices.Count.ShouldBe(byOffice ? 0 : 1, "who says so need not be told");
        if (!byOffice)
            notices[0].ConfirmDueAt.ShouldBe(new DateTimeOffset(2026, 3, 18, 0, 0, 0, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("withdrawal", "office's event")]
    [InlineData("withdrawal", "inbox")]
    public async Task Who_referred_learns_that_it_ended_and_not_why(string what, string way)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, told) = await HandedOverAsync(gateway);

        await SayAsync(gateway, told, what, way);
        await gateway.QuietAsync();

        var feed = await (await gateway.OfficeAsync("vdab")).NewAsync();
        Vdab.Statuses(feed, told.Referral).ShouldBe(["received", "not-started"]);
        feed.ShouldAllBe(i => !i.ToJsonString().Contains("withdr", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("objection")]
    [InlineData("restriction")]
    public async Task What_was_stopped_is_decided_again_when_it_is_lifted_without_a_new_message_of_the_sender(string what)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);
        var vdab = await gateway.OfficeAsync("vdab");
        await SayAsync(gateway, told, what, "sender's event");
        Ocmw.Handovers(await leuven.NewAsync()).ShouldBeEmpty();
        // Another referral of the client is withheld meanwhile.
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: told.Insz));
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.State == ReferralState.Withheld))).ShouldBe(1);
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddHours(1));

        (await EnterAsync(gateway, "vdab", told.Insz, what, lifted: true)).Code.ShouldBe(NoAnswers.InForce);
        await gateway.QuietAsync();

        var feed = await leuven.NewAsync();
        Ocmw.Handovers(feed).Select(h => h.Step).Order().ShouldBe(["1", "2"]);
        Ocmw.Statuses(feed).ShouldContain("resumed");
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.WithdrawalUntold && t.ClosedAt == null))).ShouldBe(0);
    }

    [Fact]
    public async Task A_restriction_that_a_new_referral_states_is_told_to_who_has_an_earlier_one()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);
        var stated = Cloud.Referral(People.Ticket(), told.Insz);
        stated["client"]!["protection"] = new JsonObject { ["restricted"] = true };

        await (await gateway.OfficeAsync("vdab")).SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", stated));
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Status == CoarseStatuses.ClientRestricted)));

        var feed = await leuven.NewAsync();
        Ocmw.Handovers(feed).ShouldBeEmpty();
        Ocmw.Statuses(feed).ShouldBe(["client-restricted"]);
    }

    [Fact]
    public async Task A_lifted_restriction_opens_nothing_that_a_withdrawal_stopped()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);
        await SayAsync(gateway, told, "restriction", "sender's event");
        await leuven.NewAsync();
        await SayAsync(gateway, told, "withdrawal", "office's event");
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddHours(1));

        await EnterAsync(gateway, "vdab", told.Insz, "restriction", lifted: true);
        await gateway.QuietAsync();

        Ocmw.Handovers(await leuven.NewAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_entered_is_refused_or_raised_with_what_to_do()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, told) = await HandedOverAsync(gateway);
        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "ocmw-mortsel"))).ShouldBe(0);

        (await EnterAsync(gateway, "ocmw-mortsel", told.Insz, "withdrawal")).Code.ShouldBe(NoAnswers.UnknownClient, "an office that never had the client");
        (await EnterAsync(gateway, "vdab", told.Insz, "withdrawal", lifted: true)).Code.ShouldBe(NoAnswers.AgreeAgain);
        (await EnterAsync(gateway, "vdab", told.Insz, "restriction", lifted: true)).Code.ShouldBe(NoAnswers.NothingToLift);
        (await EnterAsync(gateway, "vdab", told.Insz, "withdrawal")).Code.ShouldBe(NoAnswers.InForce);
        (await EnterAsync(gateway, "vdab", told.Insz, "withdrawal")).ShouldBe(new NoAnswer(NoAnswers.Already, 0));
        (await EnterAsync(gateway, "vdab", told.Insz, "objection")).Code.ShouldBe(NoAnswers.InForce);
        (await EnterAsync(gateway, "vdab", told.Insz, "objection")).Code.ShouldBe(NoAnswers.Already);
        await gateway.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null)));
        (await EnterAsync(gateway, "vdab", told.Insz, "withdrawal")).Code.ShouldBe(NoAnswers.Erased);
    }

    [Fact]
    public async Task A_withdrawal_of_what_was_never_given_or_whose_mandate_ended_says_so()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var (one, two) = (Vdab.Referral(), Vdab.Referral());
        one.Remove("agreement");
        two["agreement"]!["expires"] = "2026-03-09";
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(one, two));

        (await EnterAsync(gateway, "vdab", InszOf(one), "withdrawal")).Code.ShouldBe(NoAnswers.NothingGiven);
        (await EnterAsync(gateway, "vdab", InszOf(two), "withdrawal")).Code.ShouldBe(NoAnswers.WasOver);
    }

    [Fact]
    public async Task A_withdrawal_event_about_nothing_the_office_had_is_raised_in_its_worklist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, told) = await HandedOverAsync(gateway);
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");

        await mortsel.SettledAsync(Cloud.Profile, Withdrawn("OCMW Mortsel", told.Handover, told.Insz));
        var byNumber = await mortsel.SettledAsync(Cloud.Profile, Withdrawn("OCMW Mortsel", null, told.Insz));

        StoredSentence.Read((await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.Agency == "ocmw-mortsel"))).Text).ToString().ShouldStartWith("It withdraws the agreement of a referral that is not known here");
        byNumber["records"]![0]!["reason"]!["code"]!.GetValue<string>().ShouldBe("nothing-given");
        (await gateway.ReadAsync(s => s.ClientAgreements.FirstAsync(a => a.GivenOn != null))).Status.ShouldBe(AgreementStatus.Given);
    }

    [Fact]
    public async Task A_key_of_a_user_without_the_role_or_a_mistyped_number_enters_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, told) = await HandedOverAsync(gateway);
        var body = new { agency = "vdab", scheme = "insz", number = told.Insz, kind = "withdrawal" };

        (await CallAsync(gateway, "rita", UserRoles.Replay | UserRoles.Viewer, body)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var mistyped = await CallAsync(gateway, "dora", UserRoles.Dpo, body with { number = "85073003329" });
        (mistyped.Status, mistyped.Body["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.UnprocessableEntity, "number-mistyped"));
        var unknown = await CallAsync(gateway, "dirk", UserRoles.Dpo, body with { agency = "ocmw-mortsel" });
        (unknown.Status, unknown.Body["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.NotFound, "client-unknown"));
        (await gateway.ReadAsync(s => s.ClientAgreements.SingleAsync())).Status.ShouldBe(AgreementStatus.Given);
    }

    [Fact]
    public async Task Answering_that_the_service_goes_on_confirms_no_notice_and_the_button_does()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);
        await SayAsync(gateway, told, "objection", "sender's event");
        await gateway.QuietAsync();
        await leuven.NewAsync();
        await leuven.ConfirmAsync();
        var inbox = gateway.Services.GetRequiredService<IInbox>();

        await inbox.AnswerAsync("ocmw-leuven", told.Id, new InboxAnswer { Key = "k1", Outcome = ReplyOutcomes.InService, OccurredOn = new DateOnly(2026, 3, 10) }, "greet", CancellationToken.None);
        await gateway.QuietAsync();
        (await NoticeAsync(gateway)).AcknowledgedAt.ShouldBeNull();
        using var greet = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-leuven");
        (await greet.GetAsync($"/dashboard/inbox/{told.Id:D}")).Text.ShouldContain("Confirm: we stopped");
        (await greet.PostAndFollowAsync($"/dashboard/inbox/{told.Id:D}/stopped")).Text.ShouldContain("Noted that your office stopped.");

        (await NoticeAsync(gateway)).AcknowledgedAt.ShouldBe(gateway.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("en", "not yet confirmed", "confirmed on 2026-03-10 10:00 by OCMW Leuven")]
    [InlineData("nl", "nog niet bevestigd", "bevestigd op 2026-03-10 10:00 door OCMW Leuven")]
    [InlineData("fr", "pas encore confirmé", "confirmé le 2026-03-10 10:00 par OCMW Leuven")]
    public async Task The_clients_overview_says_who_was_told_and_who_confirmed(string language, string before, string after)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (leuven, told) = await HandedOverAsync(gateway);
        await SayAsync(gateway, told, "withdrawal", "sender's own format");
        await leuven.NewAsync();
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        await dora.GetAsync("/dashboard/privacy");
        await dora.PostAsync("/dashboard/reading", ("language", language), ("back", "/dashboard/privacy"));

        Task<Answer> Look() => dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", told.Insz), ("purpose", PrivacyPurposes.AccessRequest));
        (await Look()).Text.ShouldContain(before);
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(told.Handover, told.Insz, "stop-confirmed"));

        (await Look()).Text.ShouldContain(after);
        (await dora.PostAsync("/dashboard/privacy/print", ("handle", dora.Hidden("handle")))).Text.ShouldContain(after);
        await Look();
        var export = JsonNode.Parse((await dora.PostAsync("/dashboard/privacy/export", ("handle", dora.Hidden("handle")))).Html)!;
        export["toldToStop"]![0]!["office"]!.GetValue<string>().ShouldBe("ocmw-leuven");
        export["toldToStop"]![0]!["says"]!.GetValue<string>().ShouldBe(after);
    }

    [Fact]
    public async Task The_command_line_enters_it_too_and_reads_the_number_from_standard_input()
    {
        string insz;
        using var folder = new TempFolder();
        await Shipped.FillAsync(folder.Path);
        var data = folder.Path;
        await using (var gateway = await RunningGateway.StartAsync(data))
            insz = (await HandedOverAsync(gateway)).Told.Insz;

        var (code, output, _) = await Verb.AskedAsync(insz + "\n", data, "client", "no", "objection", "--agency", "ocmw-leuven", "--json");

        (code, JsonNode.Parse(output)!["code"]!.GetValue<string>()).ShouldBe((0, NoAnswers.InForce));
        await using var again = await RunningGateway.StartAsync(data);
        (await again.ReadAsync(s => s.Clients.SingleAsync(c => c.Agency == "vdab"))).Objected.ShouldBeTrue();
    }

    private static Task<DeliverySnapshot> NoticeAsync(RunningGateway gateway) => gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => StopNotices.Statuses.Contains(d.Status!)));

    private static string InszOf(JsonObject referral) => referral["person"]!["insz"]!.GetValue<string>();

    private static JsonObject Withdrawn(string sender, string? handover, string insz)
    {
        var data = new JsonObject { ["ticket"] = People.Ticket(), ["sender"] = new JsonObject { ["organisation"] = sender }, ["client"] = Cloud.Client(insz) };
        if (handover is not null)
            data["inReplyTo"] = handover;
        return Cloud.Event("consent.withdrawn", data);
    }

    private static JsonObject Changed(string sender, string insz, string what)
    {
        var client = Cloud.Client(insz);
        client["protection"] = new JsonObject { [what == "objection" ? "objected" : "restricted"] = true };
        return Cloud.Event("client.changed", new JsonObject { ["ticket"] = People.Ticket(), ["sentAt"] = "2026-03-10T08:30:00Z", ["sender"] = new JsonObject { ["organisation"] = sender }, ["client"] = client });
    }

    /// <summary>A referral of which Leuven has step one and waits for step two.</summary>
    private static async Task<(Office Leuven, Told Told)> HandedOverAsync(RunningGateway gateway)
    {
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var ticket = Ocmw.Handovers(await leuven.NewAsync()).ShouldHaveSingleItem().Ticket;
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(ticket, InszOf(referral), "received", caseNumber: "L-1"));
        return (leuven, new Told(referral, InszOf(referral), ticket, Guid.Parse(ticket)));
    }

    private static async Task SayAsync(RunningGateway gateway, Told told, string what, string way)
    {
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));
        var kind = what switch { "withdrawal" => NoKind.Withdrawal, "objection" => NoKind.Objection, _ => NoKind.Restriction };
        switch (way)
        {
            case "sender's own format":
                await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(told.Referral));
                break;
            case "sender's event":
                await vdab.SubmitAsync(Cloud.Profile, Changed("VDAB", told.Insz, what));
                break;
            case "office's event":
                await leuven.SubmitAsync(Cloud.Profile, Withdrawn("OCMW Leuven", told.Handover, told.Insz));
                break;
            case "office's event by number" when kind == NoKind.Withdrawal:
                await leuven.SubmitAsync(Cloud.Profile, Withdrawn("OCMW Leuven", null, told.Insz));
                break;
            case "office's event by number":
                await leuven.SubmitAsync(Cloud.Profile, Changed("OCMW Leuven", told.Insz, what));
                break;
            case "office's own format":
                await leuven.SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply(told.Handover, told.Insz, kind switch { NoKind.Withdrawal => "client-withdrew", NoKind.Objection => "client-objected", _ => "client-restricted" }));
                break;
            case "inbox":
                using (var greet = await Visitor.SignedInAsync(gateway, "greet", UserRoles.CaseWorker, "ocmw-leuven"))
                {
                    (await greet.GetAsync($"/dashboard/inbox/{told.Id:D}")).Text.ShouldContain("Client withdraws the agreement");
                    (await greet.PostAndFollowAsync($"/dashboard/inbox/{told.Id:D}/no", ("key", greet.Hidden("key")), ("kind", what))).Text.ShouldContain("It is in force.");
                }

                break;
            case "call for the sender" or "call for the office":
                var answer = await CallAsync(gateway, "dora", UserRoles.Dpo, new { agency = way.EndsWith("sender", StringComparison.Ordinal) ? "vdab" : "ocmw-leuven", scheme = "insz", number = told.Insz, kind = what });
                (answer.Status, answer.Body["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, NoAnswers.InForce), answer.Body.ToJsonString());
                break;
            case "privacy page":
                using (var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab"))
                {
                    await dora.GetAsync("/dashboard/privacy");
                    (await dora.PostAsync("/dashboard/privacy/no-by-number", ("scheme", "insz"), ("identifier", told.Insz), ("say", what))).Text.ShouldContain("It is in force.");
                }

                break;
            default:
                using (var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab"))
                {
                    await dora.GetAsync("/dashboard/privacy");
                    await dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", told.Insz), ("purpose", PrivacyPurposes.Complaint));
                    (await dora.PostAsync("/dashboard/privacy/no", ("handle", dora.Hidden("handle")), ("say", what))).Text.ShouldContain("It is in force.");
                }

                break;
        }
    }

    private static Task<NoAnswer> EnterAsync(RunningGateway gateway, string agency, string insz, string what, bool lifted = false) => gateway.Services.GetRequiredService<IClientNoes>().EnterAsync(
        agency, MeantClient.ByNumber("insz", insz)!, new ClientNo(what switch { "withdrawal" => NoKind.Withdrawal, "objection" => NoKind.Objection, _ => NoKind.Restriction }, lifted), "dora", CancellationToken.None);

    private static async Task<(HttpStatusCode Status, JsonNode Body)> CallAsync(RunningGateway gateway, string name, UserRoles roles, object body)
    {
        (await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None)).Problem.ShouldBe(UserProblem.None);
        var (_, key) = (await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None))!.Value;
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsJsonAsync("/v1/clients/no", body);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private sealed record Told(JsonObject Referral, string Insz, string Handover, Guid Id);
}
