using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.DryRuns;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Barrier = Gateway.Contracts.Events.Barrier;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A dry run decides by the stages' rules, and says in which state it would leave each record.</summary>
public sealed class DryRunTests
{
    private static readonly ReferralSubmitted Sound = Cases.Referral with { Sender = new Party { Organisation = "pes vzw" } };

    public static TheoryData<string, Func<ReferralSubmitted, ReferralSubmitted>, string, string?> Referrals() => new()
    {
        { "sound", r => r, "handed-over", null },
        { "another sender", r => r with { Sender = new Party { Organisation = "office-a vzw" } }, "set-aside", "sender-mismatch" },
        { "no basis", r => r with { Basis = null }, "withheld", "basis-missing" },
        { "no such basis", r => r with { Basis = r.Basis! with { Reference = "TASK-9" } }, "withheld", "basis-unknown" },
        { "a basis of others", r => r with { Basis = r.Basis! with { Reference = "OTHERS-1" } }, "withheld", "basis-other-agency" },
        { "no agreement", r => r with { Agreement = null }, "withheld", "agreement-missing" },
        { "an agreement that has ended", r => r with { Agreement = r.Agreement! with { Expires = "2026-03-08" } }, "withheld", "agreement-expired" },
        { "no assessment", r => r with { Assessment = null }, "withheld", "assessment-missing" },
        { "control", r => r with { Purpose = "CONTROL" }, "withheld", "purpose-not-activation" },
        { "a secret address", r => r with { Client = r.Client with { Protection = new Protection { SecretAddress = true } } }, "withheld", "client-protected" },
        { "an objection", r => r with { Client = r.Client with { Protection = new Protection { Objected = true } } }, "withheld", "client-objected" },
        { "no such town", r => r.LivingIn("999"), "unroutable", "municipality-unknown" },
    };

    [Theory]
    [MemberData(nameof(Referrals))]
    public void A_referral_is_decided_as_its_stages_would(string what, Func<ReferralSubmitted, ReferralSubmitted> change, string outcome, string? code)
    {
        var result = Run([change(Sound)]).ShouldHaveSingleItem();

        (result.Outcome, result.Code, result.IsFine).ShouldBe((outcome, code, code is null), what);
        result.Says.ShouldEndWith(".");
        result.Handovers.Count.ShouldBe(code is null ? 2 : 0);
    }

    [Fact]
    public void Each_step_shows_its_document_what_it_discloses_and_what_has_no_place()
    {
        var steps = Run([Sound]).ShouldHaveSingleItem().Handovers;

        steps.Select(s => (s.Recipient, s.Step, s.Code)).ShouldBe([("office-a", 1, null), ("office-a", 2, null)]);
        Text(steps[0]).ShouldContain("32 16 00 00 99");
        Text(steps[0]).ShouldNotContain("DEBT", Case.Sensitive, "barriers leave in step two only");
        Text(steps[1]).ShouldContain("DEBT");
        steps[0].Fields.ShouldBe(["client.contact.phone", "client.familyName", "question"]);
        steps[1].Fields.ShouldBe(["barriers.code"], "the format has no place for the name");
        steps[1].NotCarried.ShouldBe(["client.familyName"]);
        Run([Sound with { Services = ["DIGITAL"] }], Cases.Agreed(Cases.Local with { Providers = ["helpers"] })).ShouldHaveSingleItem()
            .Handovers.ShouldHaveSingleItem("a provider has no second step").Step.ShouldBe(1);
    }

    [Fact]
    public void A_format_that_cannot_carry_the_event_is_said_and_not_thrown()
    {
        var result = Run([Sound], writer: new Writer(Fails: true)).ShouldHaveSingleItem();

        (result.Outcome, result.IsFine).ShouldBe(("handed-over", false));
        result.Handovers.ShouldAllBe(s => s.Code == ReleaseGuard.Failed && s.Document.Length == 0 && s.Says.EndsWith('.'));
        result.Handovers[0].Says.ShouldNotContain("Voorbeeld");
    }

    [Fact]
    public void Records_of_one_file_see_each_other()
    {
        var corrected = Sound with { InReplyTo = "t-1", Ticket = "t-2", SentAt = Way.Morning, Barriers = [new Barrier { Code = "HOUSING" }] };
        var other = Sound with { Client = Sound.Client with { Identifiers = [new Identifier("insz", "98072830193")] }, Question = "BOTH" };

        var results = Run([(EventTypes.ReferralSubmitted, Sound), (EventTypes.ReferralSubmitted, Sound), (EventTypes.ReferralAmended, corrected), (EventTypes.ReferralSubmitted, other)]);

        results.Select(r => (r.Outcome, r.Code)).ShouldBe([("handed-over", null), ("handed-over", null), ("handed-over", null), ("set-aside", "duplicate-ticket")]);
        results[1].Says.ShouldContain("changes nothing");
        results[1].Handovers.ShouldBeEmpty();
        Text(results[2].Handovers[1]).ShouldContain("HOUSING");
        results[2].Handovers.Count.ShouldBe(2);
    }

    [Fact]
    public void A_withdrawal_overtakes_and_what_names_nothing_waits()
    {
        var withdrawn = new ConsentWithdrawn { Ticket = "w-1", InReplyTo = "t-1", Sender = Sound.Sender, Client = Sound.Client };
        var reply = new ReferralReply { Ticket = "r-1", InReplyTo = "nothing", Outcome = "received", Sender = Sound.Sender };
        var ended = new ReferralEnded { Ticket = "c-1", InReplyTo = "t-9", Sender = Sound.Sender, Client = Sound.Client };

        Run([(EventTypes.ReferralSubmitted, Sound), (EventTypes.ConsentWithdrawn, withdrawn), (EventTypes.ReferralReply, reply), (EventTypes.ReferralCancelled, ended)])
            .Select(r => (r.Outcome, r.Code)).ShouldBe([("withheld", "agreement-withdrawn"), ("applied", null), ("waits", null), ("waits", null)]);
    }

    [Fact]
    public void What_translation_sets_aside_stays_aside_and_results_come_one_by_one()
    {
        var asked = 0;
        var problem = new TranslationProblem("unknown-code", "question", 3, new Sentence("The question is not in the code map."));
        IEnumerable<ReadRecord> Endless()
        {
            while (true)
                yield return Read(++asked, []) with { Problem = problem };
        }

        var first = DryRun.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, [], Endless(), new Writer()).Take(2).ToList();

        first.ShouldAllBe(r => r.Outcome == "set-aside" && r.Code == "unknown-code" && r.Says == problem.Text.ToString());
        asked.ShouldBe(2);
    }

    [Fact]
    public void What_is_looked_at_grows_with_the_records_and_not_with_their_square()
    {
        var (one, two, four) = (Looked(100), Looked(200), Looked(400));

        one.ShouldBeGreaterThan(0);
        (two - one, four - two).ShouldBe((one, 2 * one));
    }

    /// <summary>Rows that are handed to rules while so many clients are referred, each with what follows a referral.</summary>
    private static int Looked(int clients)
    {
        var withdrawals = Enumerable.Range(0, clients).Select(n => new ConsentWithdrawn { Ticket = $"w-{n}", InReplyTo = $"gone-{n}", Sender = Sound.Sender }).ToList();
        var way = new DryWay(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, withdrawals, new Writer());
        var number = 0;
        for (var n = 0; n < clients; n++)
        {
            var referral = Sound with { Ticket = $"t-{n}", Client = Sound.Client with { Identifiers = [new Identifier("agency", $"c-{n}")] } };
            foreach (var (type, content) in new (string, IStatement)[]
            {
                (EventTypes.ReferralReply, new ReferralReply { Ticket = $"r-{n}", InReplyTo = $"early-{n}", Outcome = "received", Sender = Sound.Sender }),
                (EventTypes.ReferralSubmitted, referral),
                (EventTypes.ReferralAmended, referral with { InReplyTo = referral.Ticket, Ticket = $"a-{n}", SentAt = Way.Morning }),
                (EventTypes.ClientChanged, new ClientChanged { Ticket = $"n-{n}", Sender = Sound.Sender, Client = referral.Client }),
                (EventTypes.ReferralCancelled, new ReferralEnded { Ticket = $"e-{n}", InReplyTo = referral.Ticket, Sender = Sound.Sender }),
            })
                way.Of(Read(++number, [Statement.Of(type, Cases.Json(content))])).Outcome.ShouldBeOneOf("handed-over", "applied", "waits");
        }

        return way.Looked;
    }

    private static List<DryRunResult> Run(ReferralSubmitted[] referrals, Gateway.Core.Routing.Agreed? agreed = null, Writer? writer = null) =>
        Run([.. referrals.Select(r => (EventTypes.ReferralSubmitted, (IStatement)r))], agreed, writer);

    private static List<DryRunResult> Run((string Type, IStatement Content)[] statements, Gateway.Core.Routing.Agreed? agreed = null, Writer? writer = null) => [.. DryRun.Of(
        agreed ?? Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, [.. statements.Select(s => s.Content).Where(ClientNo.IsSaidBy).OfType<IClientStatement>()],
        statements.Select((s, i) => Read(i + 1, [Statement.Of(s.Type, Cases.Json(s.Content))])), writer ?? new Writer())];

    private static ReadRecord Read(int number, IReadOnlyList<Statement> statements) => new() { Number = number, Statements = statements, Slice = default, Kept = default };

    private static string Text(DryRunStep step) => Encoding.UTF8.GetString(step.Document.Span);

    /// <summary>A format without a place for names in step two.</summary>
    private sealed record Writer(bool Fails = false) : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => Fails
            ? throw new InvalidOperationException("Voorbeeld")
            : new WrittenEvent("application/json", Encoding.UTF8.GetBytes(data.ToJsonString()), (int)data["step"]! == 2 ? ["referral.client.familyName"] : []);
    }
}
