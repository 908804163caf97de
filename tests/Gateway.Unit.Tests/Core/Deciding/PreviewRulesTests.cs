using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A preview shows what would leave if the client agreed today, and why nothing would.</summary>
public sealed class PreviewRulesTests
{
    private static readonly ReferralSubmitted Sound = Cases.Referral with { Sender = new Party { Organisation = "pes vzw" }, Agreement = null };

    [Fact]
    public void It_shows_what_each_step_would_disclose_and_the_notice_of_today()
    {
        var answer = Of(Sound);

        answer.Preview.ShouldNotBeNull().Steps.Select(s => $"{s.Recipient}/{s.Step}/{string.Join('+', s.Fields)}")
            .ShouldBe(["office-a/1/client.contact.phone+client.familyName+question", "office-a/2/barriers.code+client.familyName"]);
        (answer.Preview.Agency, answer.Preview.Purpose, answer.Number).ShouldBe(("pes", "ACTIVATION", 4));
        (answer.Notice, answer.Version?.Version, answer.Code, answer.Says).ShouldBe(("together", "2026-1", null, ""));
        answer.Stopped.ShouldBeEmpty();
    }

    public static TheoryData<string, AgreementClaim> Claims => new()
    {
        { "a no", new AgreementClaim { Stated = false } },
        { "one that has ended", Way.Claim("2026-03-01") with { Expires = "2026-03-02" } },
        { "a preview that is not known", Way.Claim("2026-03-01") with { PreviewHash = new string('0', 64) } },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void What_the_record_says_of_an_agreement_does_not_count(string what, AgreementClaim claim) =>
        Of(Sound with { Agreement = claim }).Preview?.Hash.ShouldBe(Of(Sound).Preview!.Hash, what);

    [Fact]
    public void A_correction_is_shown_as_the_whole_referral()
    {
        var answer = Of(Sound with { InReplyTo = "t-0", Ticket = "t-9", SentAt = Way.Morning }, EventTypes.ReferralAmended);

        answer.Preview?.Hash.ShouldBe(Of(Sound).Preview!.Hash);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("PART_TIME_START", true)]
    public void Needs_are_shown_where_the_record_has_some(string? need, bool shown)
    {
        var agreed = Cases.Agreed(Cases.Local) with
        {
            Policy = Cases.Policy with
            {
                SpecialGrounds = [new SpecialGround { Reference = "N", Titles = Cases.Words, Purposes = ["ACTIVATION"], Recipients = [RecipientClass.Welfare] }],
                Manifests = [.. Cases.Policy.Manifests.Select(m => m.Id == "handover-2" ? m with { Fields = [.. m.Fields, "needs"] } : m)],
            },
        };

        Of(Sound with { Needs = need is null ? [] : [need] }, agreed: agreed).Preview!.Steps[1].Fields.Contains("needs").ShouldBe(shown);
    }

    public static TheoryData<string, Func<ReferralSubmitted, ReferralSubmitted>, string, string> Reasons => new()
    {
        { "no basis", r => r with { Basis = null }, WithheldCodes.BasisMissing, "The referral names no legal basis." },
        { "no such town", r => r.LivingIn("999"), UnroutableCodes.MunicipalityUnknown, "Purpose, legal basis, agreement and assessment are in order. The stated municipality is not in the directory." },
        { "a purpose without a notice", r => r with { Purpose = "CONTROL" }, PreviewRules.NoNotice, AgreementAnswers.NoNotice.Text },
        { "no such purpose", r => r with { Purpose = "GOSSIP" }, WithheldCodes.PurposeUnknown, "The policy has no such purpose." },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Where_nothing_would_leave_it_says_why(string what, Func<ReferralSubmitted, ReferralSubmitted> change, string code, string says)
    {
        var answer = Of(change(Sound));

        (answer.Preview, answer.Code, answer.Says).ShouldBe((null, code, says), what);
    }

    [Fact]
    public void A_purpose_that_needs_no_agreement_needs_no_notice()
    {
        var agreed = Cases.Agreed(Cases.Local) with { Policy = Cases.Policy with { Manifests = [.. Cases.Policy.Manifests.Select(m => m with { Purpose = "STATUTORY" })] } };

        var answer = Of(Sound with { Purpose = "STATUTORY", Assessment = null }, agreed: agreed);

        (answer.Notice, answer.Version).ShouldBe((null, null));
        answer.Preview.ShouldNotBeNull().Purpose.ShouldBe("STATUTORY");
    }

    [Fact]
    public void A_step_that_would_not_leave_is_named_with_its_reason()
    {
        var some = PreviewRules.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(Sound), new Writer(FailsFrom: 2));
        var stopped = some.Stopped.ShouldHaveSingleItem();
        (stopped.Step, stopped.Code).ShouldBe((2, ReleaseGuard.Failed));
        some.Preview.ShouldNotBeNull().Steps.ShouldHaveSingleItem().Step.ShouldBe(1);
        some.Code.ShouldBeNull();

        var none = PreviewRules.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(Sound), new Writer(FailsFrom: 1));
        (none.Preview, none.Code, none.Stopped.Count).ShouldBe((null, ReleaseGuard.Failed, 2));
    }

    [Fact]
    public void A_client_who_may_not_be_referred_a_record_set_aside_and_what_is_no_referral_have_no_preview()
    {
        var restricted = PreviewRules.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(Sound), new Writer(), new ClientStanding(false, true, false));
        (restricted.Preview, restricted.Number, restricted.Code, restricted.Says).ShouldBe((null, 4, WithheldCodes.ClientRestricted, "Processing of this client's data is restricted."));

        var problem = new TranslationProblem("unknown-code", "question", 3, new Sentence("The question is not in the code map."));
        var aside = PreviewRules.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(Sound) with { Problem = problem }, new Writer());
        (aside.Preview, aside.Code, aside.Says).ShouldBe((null, "unknown-code", "The question is not in the code map."));

        var other = PreviewRules.Of(Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(new ReferralEnded { Ticket = "c-1", InReplyTo = "t-1" }, EventTypes.ReferralCancelled), new Writer());
        (other.Preview, other.Code, other.Says).ShouldBe((null, PreviewRules.NoReferral, AgreementAnswers.NoReferral.Text));
    }

    [Theory]
    [InlineData("pes", "ACTIVATION", "2026-02-10", "together", "week")] // the newer of two that are shown
    [InlineData("pes", "ACTIVATION", "2026-02-16", "together", "2026-1")]
    [InlineData("pes", "ACTIVATION", "2025-12-31", "together", "2025-1")]
    [InlineData("office-a", "ACTIVATION", "2024-12-31", null, null)]
    [InlineData("office-b", "ACTIVATION", "2025-06-01", "together", "2025-1")] // never another agency's
    [InlineData("pes", "STATUTORY", "2026-03-09", null, null)]
    public void The_newest_notice_that_is_shown_asks(string agency, string purpose, string day, string? notice, string? version)
    {
        var (id, shown) = PreviewRules.NoticeOf(Cases.Agreed(), agency, purpose, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        (id, shown?.Version).ShouldBe((notice, version));
    }

    [Fact]
    public void A_notice_of_the_agency_alone_is_found() =>
        PreviewRules.NoticeOf(Cases.Agreed() with { Policy = Cases.Policy with { Notices = [Cases.Policy.Notices[1]] } }, "office-a", "ACTIVATION", Cases.Today).Notice.ShouldBe("of-another");

    [Fact]
    public void A_preview_holds_no_step_without_fields_and_counts_lower_steps_in()
    {
        var preview = new Preview("pes", "ACTIVATION", [new PreviewStep("office-b", 2, ["b"]), new PreviewStep("office-a", 2, ["c"]), new PreviewStep("office-a", 1, ["a"]), new PreviewStep("office-c", 1, [])]);
        preview.StepsText.ShouldBe("""[{"fields":["a"],"recipient":"office-a","step":1},{"fields":["c"],"recipient":"office-a","step":2},{"fields":["b"],"recipient":"office-b","step":2}]""");
        var way = new Way();
        ((Dictionary<string, KeptPreview>)way.Known.Previews!)[preview.Hash] = KeptPreview.Keep(way.Next(), preview, Way.Morning);
        var agreement = new ClientAgreement { Agency = "pes", PreviewHash = preview.HashBytes };

        Preview.Shown(way.Known, agreement, "office-a", 1).ShouldBe(["a"]);
        Preview.Shown(way.Known, agreement, "office-a", 2).ShouldBe(["a", "c"], ignoreOrder: true);
        Preview.Shown(way.Known, agreement, "office-c", 2).ShouldBeEmpty();
        Preview.Shown(way.Known, agreement with { PreviewHash = new byte[32] }, "office-a", 1).ShouldBeEmpty();
        Preview.Shown(way.Known, agreement with { PreviewHash = null }, "office-a", 1).ShouldBeNull();
        Preview.Shown(way.Known, null, "office-a", 1).ShouldBeNull();
    }

    [Theory]
    [InlineData(64, "Ab", true)]
    [InlineData(63, "Ab", false)]
    [InlineData(65, "Ab", false)]
    [InlineData(64, "xy", false)]
    public void A_digest_is_sixty_four_hexadecimal_digits(int length, string digits, bool isDigest)
    {
        var hash = string.Concat(Enumerable.Repeat(digits, 40))[..length];

        PreviewHashes.Normal(" " + hash + " ").ShouldBe(isDigest ? hash.ToLowerInvariant() : null);
        PreviewHashes.Bytes(hash)?.Length.ShouldBe(32);
        (PreviewHashes.Bytes(hash) is not null).ShouldBe(isDigest);
    }

    private static PreviewAnswer Of(ReferralSubmitted referral, string type = EventTypes.ReferralSubmitted, Agreed? agreed = null) =>
        PreviewRules.Of(agreed ?? Cases.Agreed(Cases.Local), Cases.Pes, Way.Morning, Record(referral, type), new Writer());

    private static ReadRecord Record(IStatement content, string type = EventTypes.ReferralSubmitted) =>
        new() { Number = 4, Statements = [Statement.Of(type, Cases.Json(content))], Slice = default, Kept = default };

    private sealed record Writer(int FailsFrom = 3) : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => (int)data["step"]! >= FailsFrom ? throw new NotSupportedException("no place") : new("application/json", Encoding.UTF8.GetBytes(data.ToJsonString()), []);
    }
}
