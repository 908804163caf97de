using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Retention;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Rights;

/// <summary>A client is erased: what goes, what stays by law, who is told.</summary>
public sealed class ErasureRulesTests
{
    private static readonly Reader Dora = new("dora", "pes", UserRoles.Dpo);
    private static readonly RightsRequest Asked = new("pes", Dora, Requester.Self, IdentityCheck.Document, "nele");

    private static readonly StatutoryTerm Statute = new()
    {
        Id = "S-1", Country = "BE", Years = 5, Source = "Law of 1 January", Titles = new Dictionary<string, string> { ["en"] = "It must be kept." },
    };

    public static TheoryData<Requester, IdentityCheck, string, string?, string?> Requests() => new()
    {
        { Requester.Self, IdentityCheck.Document, "nele", null, null },
        { Requester.Self, IdentityCheck.ElectronicIdentity, "nele.p", "AVG-2026/17", null },
        { Requester.Self, IdentityCheck.Document, "", null, RightsFaults.NotVerified },
        { Requester.Self, IdentityCheck.Document, "Nele, at the desk", null, RightsFaults.NotVerified },
        { Requester.Self, IdentityCheck.Document, "nele", "for Mrs. Peeters", RightsFaults.ReferenceNotACode },
        { Requester.Representative, IdentityCheck.Document, "nele", null, RightsFaults.MandateMissing },
        { Requester.Representative, IdentityCheck.Document, "nele", "M-12", null },
        { Requester.Authority, IdentityCheck.Document, "nele", "GBA-1", RightsFaults.CheckDoesNotFit },
        { Requester.Self, IdentityCheck.Order, "nele", null, RightsFaults.CheckDoesNotFit },
        { Requester.Authority, IdentityCheck.Order, "nele", "GBA-1", null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Who_asks_must_have_been_checked(Requester by, IdentityCheck check, string verifiedBy, string? reference, string? fault)
    {
        var outcome = Decide(new Way(), request: new RightsRequest("pes", Dora, by, check, verifiedBy, reference));

        (outcome as ErasureOutcome.Refused)?.Code.ShouldBe(fault);
        (outcome is ErasureOutcome.Erased).ShouldBe(fault is null);
    }

    [Fact]
    public void Everybody_to_whom_something_left_is_told_the_end_and_nobody_else()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Refer(ticket: "t-2");

        var erased = Decide(way).ShouldBeOfType<ErasureOutcome.Erased>();

        (erased.Certificate.Whole, erased.Certificate.Stopped, erased.Certificate.Kept.Count).ShouldBe((true, 2, 0));
        erased.Certificate.Told.ShouldBe(["office-a"]);
        var notice = erased.Decision.New<DeliverySnapshot>().ShouldHaveSingleItem();
        (notice.Event, notice.Recipient, notice.Status).ShouldBe((EventTypes.ClientErased, "office-a", CoarseStatuses.Ended));
        notice.Sequence.ShouldBeGreaterThan(way.Deliveries.Where(d => d.Recipient == "office-a").Max(d => d.Sequence) - 1);
        erased.Decision.After<ClientSnapshot>().ShouldHaveSingleItem().Wrapped.ShouldBeNull();
        erased.Decision.After<HandoverSnapshot>().ShouldAllBe(h => Lifecycle.IsFinal(h.State) && h.CaseNumber == null);
        erased.Decision.After<ReferralSnapshot>().ShouldAllBe(r => r.EndedAt == way.Now && r.AckDueAt == null);
    }

    [Fact]
    public void The_notice_leaves_under_a_key_of_its_own_and_holds_the_ticket_and_nothing_of_the_client()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var erased = (ErasureOutcome.Erased)Decide(way);
        way.Known.Take(erased.Decision);
        var notice = erased.Decision.New<DeliverySnapshot>().Single();

        var released = ReleaseRules.Decide(
            new ReleaseSnapshots { Clients = way.Known.Clients, Deliveries = way.Known.Deliveries, Referrals = way.Known.Referrals, Handovers = way.Known.Handovers, Keys = new Dictionary<Guid, byte[]> { [way.Client.Id] = new byte[32] }, Erased = new HashSet<Guid> { way.Client.Id } },
            way.Circumstances, notice, way.Writer);

        var text = System.Text.Encoding.UTF8.GetString(released.Bytes.Span);
        text.ShouldContain(notice.HandoverId!.Value.ToString("D"));
        text.ShouldNotContain(Way.Insz);
        released.Released!.State.ShouldBe(DeliveryState.Released);
    }

    public static TheoryData<string, Func<StatutoryTerm, StatutoryTerm>, int, bool> Statutes() => new()
    {
        { "it goes on", s => s, 0, true },
        { "in the last year", s => s, 4, true },
        { "the years are over", s => s, 6, false },
        { "another country", s => s with { Country = "NL" }, 0, false },
        { "another agency", s => s with { Agencies = ["office-a"] }, 0, false },
        { "another class", s => s with { Classes = [RecipientClass.Welfare] }, 0, false },
        { "this class", s => s with { Classes = [RecipientClass.Pes] }, 0, true },
        { "another purpose", s => s with { Purposes = ["OTHER"] }, 0, false },
        { "another basis", s => s with { Bases = ["OTHER"] }, 0, false },
    };

    [Theory]
    [MemberData(nameof(Statutes))]
    public void A_statute_that_binds_keeps_the_whole_when_there_is_nothing_else(string because, Func<StatutoryTerm, StatutoryTerm> of, int years, bool isKept)
    {
        var way = new Way();
        way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { KeptByLaw = [of(Statute)] } };
        way.Refer();
        way.ReleaseAll();
        if (years > 0)
        {
            way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "c-1", InReplyTo = "t-1" });
            way.Now = way.Now.AddYears(years);
        }

        var outcome = Decide(way);

        if (!isKept)
        {
            outcome.ShouldBeOfType<ErasureOutcome.Erased>(because);
            return;
        }

        var refused = outcome.ShouldBeOfType<ErasureOutcome.Refused>(because);
        (refused.Code, refused.Kept.Single().Source).ShouldBe((RightsFaults.KeptByLaw, "Law of 1 January"));
        refused.Kept[0].Until.ShouldBe(years == 0 ? null : new DateOnly(2031, 3, 9));
    }

    [Fact]
    public void What_a_statute_keeps_stays_and_the_rest_goes_with_the_old_key()
    {
        var way = new Way();
        way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { KeptByLaw = [Statute] } };
        way.Refer();
        way.State(EventTypes.ReferralCancelled, new ReferralEnded { Ticket = "c-1", InReplyTo = "t-1" });
        way.Now = way.Now.AddYears(6);
        way.Refer(ticket: "t-2");
        var kept = way.Referral.Id;

        var erased = Decide(way, newKey: [9]).ShouldBeOfType<ErasureOutcome.Erased>();

        erased.Kept.ShouldBe([kept]);
        (erased.Certificate.Whole, erased.Certificate.Kept.Single().Until).ShouldBe((false, new DateOnly(2037, 3, 9)), "nothing was handed over: it counts from its submission");
        erased.Decision.After<ClientSnapshot>().Single().Wrapped.ShouldBe([9]);
        erased.Decision.After<ReferralSnapshot>().ShouldHaveSingleItem().Id.ShouldNotBe(kept);
        erased.Decision.After<HandoverSnapshot>().ShouldAllBe(h => h.ReferralId != kept);
    }

    public static TheoryData<string, string> Refusals() => new() { { "erased", RightsFaults.Unknown }, { "unreadable", RightsFaults.Unreadable }, { "other", RightsFaults.Unknown } };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Nobody_is_erased_twice_unread_or_for_another_agency(string what, string code)
    {
        var way = new Way();
        var client = what == "erased" ? way.Client with { Wrapped = null } : way.Client;

        var outcome = ErasureRules.Decide(Known(way, client, null, what == "unreadable"), way.Circumstances, Asked with { Agency = what == "other" ? "office-a" : "pes" }, seen: null);

        outcome.ShouldBeOfType<ErasureOutcome.Refused>().Code.ShouldBe(code);
    }

    public static TheoryData<string, bool> Changes() => new()
    {
        { "nothing", true }, { "its key was wrapped anew", true }, { "another number of the certificate", true }, { "the client", false }, { "a use of the client", false }, { "a record", false },
        { "a referral", false }, { "another client", false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_look_holds_as_long_as_nothing_of_the_client_has_changed(string what, bool holds)
    {
        var way = new Way();
        way.Refer();
        var client = way.Known.Clients.All.Single();
        var seen = ErasureRules.StateOf(Known(way, client, [9], false)).ShouldNotBeNull();
        var next = what switch
        {
            "its key was wrapped anew" => client with { Wrapped = [.. client.Wrapped!, 7] },
            "the client" => client with { Version = client.Version + 1 },
            "a use of the client" => client with { Uses = client.Uses + 1 },
            "another client" => client with { Id = Guid.CreateVersion7() },
            _ => client,
        };
        if (what == "a referral")
            way.Refer(ticket: "t-2");
        var known = Known(way, next, [9], false, records: what == "a record" ? 1 : 0, number: what == "another number of the certificate" ? 2 : 1);

        var outcome = ErasureRules.Decide(known, way.Circumstances, Asked, seen);

        (outcome is ErasureOutcome.Erased, (outcome as ErasureOutcome.Refused)?.Code).ShouldBe((holds, holds ? null : RightsFaults.Changed));
    }

    [Fact]
    public void A_client_that_is_erased_has_no_state()
    {
        var way = new Way();

        ErasureRules.StateOf(Known(way, way.Client with { Wrapped = null }, null, false)).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, false, false, RightsFaults.LegalHold)]
    [InlineData(true, true, false, RightsFaults.LegalHold)]
    [InlineData(false, true, false, null)]
    [InlineData(false, true, true, RightsFaults.LegalHold)]
    public void A_legal_hold_keeps_the_client_or_the_referral_it_lies_on(bool onClient, bool onOne, bool onAll, string? code)
    {
        var way = new Way();
        way.Refer();
        var first = way.Referral.Id;
        way.Refer(ticket: "t-2");
        var holds = new Dictionary<Guid, HoldNote>();
        if (onClient)
            holds[way.Client.Id] = new HoldNote(LegalHoldRules.Dispute, "2026/14");
        foreach (var referral in way.Known.Referrals.All.Where(r => onAll || (onOne && r.Id == first)))
            holds[referral.Id] = new HoldNote(LegalHoldRules.Dispute, "2026/15");

        var outcome = ErasureRules.Decide(Known(way, way.Known.Clients.All.Single(), [9], false, holds), way.Circumstances, Asked, seen: null);

        (outcome as ErasureOutcome.Refused)?.Code.ShouldBe(code);
        if (code is not null)
        {
            outcome.ShouldBeOfType<ErasureOutcome.Refused>();
            return;
        }

        var certificate = outcome.ShouldBeOfType<ErasureOutcome.Erased>().Certificate;
        var kept = certificate.Kept.ShouldHaveSingleItem();
        (certificate.Whole, kept.Referral, kept.Term, kept.Source, kept.Until).ShouldBe((false, first, KeptByLaw.LegalHold, "2026/15", null));
    }

    [Theory]
    [InlineData(true, false, RightsFaults.LegalHold)]
    [InlineData(false, true, RightsFaults.KeptByLaw)]
    [InlineData(true, true, RightsFaults.KeptByBoth)]
    public void A_refusal_says_whether_a_statute_or_a_legal_hold_keeps_everything(bool held, bool bound, string code)
    {
        var way = new Way();
        if (bound)
            way.Agreed = way.Agreed with { Policy = way.Agreed.Policy with { KeptByLaw = [Statute] } };
        way.Refer();
        var first = way.Referral.Id;
        if (held && bound)
            way.Refer(ticket: "t-2");

        var outcome = ErasureRules.Decide(
            Known(way, way.Known.Clients.All.Single(), [9], false, held ? new Dictionary<Guid, HoldNote> { [first] = new(LegalHoldRules.Dispute, "2026/15") } : null), way.Circumstances, Asked, seen: null);

        var refused = outcome.ShouldBeOfType<ErasureOutcome.Refused>();
        refused.Code.ShouldBe(code);
        refused.Kept.Single(k => k.Referral == first).Open.ShouldBe(held ? KeptByLaw.UntilLifted : KeptByLaw.NotEnded);
        refused.Kept.Where(k => k.Referral != first).ShouldAllBe(k => k.Open == KeptByLaw.NotEnded);
        RightsFaults.Sentences[code].Contains("hold", StringComparison.Ordinal).ShouldBe(held);
        RightsFaults.Sentences[code].Contains("tatute", StringComparison.Ordinal).ShouldBe(bound);
    }

    [Theory]
    [InlineData("2026/14", "2026/14", "procedure")]
    [InlineData("the mother of Jan phoned", KeptByLaw.LegalHold, "procedure")]
    public void What_somebody_wrote_about_a_hold_in_other_words_stands_on_no_certificate(string reference, string source, string because)
    {
        var way = new Way();
        way.Refer();
        var held = way.Referral.Id;

        var refused = ErasureRules.Decide(
            Known(way, way.Known.Clients.All.Single(), [9], false, new Dictionary<Guid, HoldNote> { [held] = new(LegalHoldRules.Dispute, reference) }), way.Circumstances, Asked, seen: null);

        var kept = refused.ShouldBeOfType<ErasureOutcome.Refused>().Kept.ShouldHaveSingleItem();
        kept.Source.ShouldBe(source);
        kept.Titles["en"].ShouldContain(because);
    }

    public static TheoryData<string, int[], int[], int?, int[]?> Restored() => new()
    {
        { "the database is as new as the file", [1, 2], [1, 2], 2, [] },
        { "it is from before the second", [1, 2, 3], [1], 1, [2, 3] },
        { "it is from before all, and the file is not in order", [3, 1, 2], [], null, [1, 2, 3] },
        { "nothing was erased yet", [], [], null, [] },
        { "the file lacks the last erasure of the database", [1, 2], [1, 2, 3], 3, null },
        { "the file was put back from before the erasures", [], [1], 1, null },
    };

    [Theory]
    [MemberData(nameof(Restored))]
    public void What_a_restored_database_does_not_know_is_erased_again_in_its_order(string because, int[] noted, int[] done, int? last, int[]? again)
    {
        Guid Of(int number) => new(number, 0, 0, new byte[8]);

        var repeated = ErasureRules.ToRepeat([.. noted.Select(n => new NotedErasure(Of(n), n))], done.Select(Of).ToHashSet(), last is { } number ? Of(number) : null);

        repeated?.Select(r => r.Number).ToArray().ShouldBe(again, because);
        (repeated is null).ShouldBe(again is null, because);
    }

    [Fact]
    public void An_erasure_is_repeated_with_what_was_kept_then_and_names_the_files_that_go()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var kept = way.Referral.Id;
        way.Refer(ticket: "t-2");
        way.ReleaseAll();
        var before = new ErasureCertificate
        {
            Number = 3, Agency = "pes", ErasedAt = way.Now, Whole = false, Destroyed = new ErasedCounts(0, 0, 0, 0, 0, 0), Stopped = 0, Told = [],
            Kept = [Kept(kept), Kept(Guid.CreateVersion7())],
        };

        var erased = ErasureRules.Again(Known(way, way.Known.Clients.All.Single(), [9], false), way.Circumstances, before);

        erased.Kept.ShouldBe([kept], "the other one is not in the database any more");
        erased.Files.ShouldNotBeEmpty();
        erased.Files.Select(f => f.Delivery).ShouldBe(way.Known.Deliveries.All.Where(d => d.ReferralId != kept).Select(d => d.Id), ignoreOrder: true);

        static KeptByLaw Kept(Guid referral) => new(referral, "S-1", "Law", null, new Dictionary<string, string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_agencys_own_files_go_too_where_it_drops_files(bool drops)
    {
        var way = new Way();
        var submission = new Guid(7, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 7]);
        var pes = Cases.Pes with { InFolder = drops ? new InFolder("pes", WholeBy.Renamed, []) : null };
        var agreed = way.Circumstances.Agreed with { Directory = new AgencyDirectory("dir", [pes], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(), [], []) };

        var erased = ErasureRules.Decide(Known(way, way.Known.Clients.All.Single(), null, false, came: [submission]), way.Circumstances with { Agreed = agreed }, Asked, seen: null).ShouldBeOfType<ErasureOutcome.Erased>();

        erased.Files.ShouldBe(drops ? [("pes", submission)] : []);
    }

    private static ErasureOutcome Decide(Way way, RightsRequest? request = null, byte[]? newKey = null) =>
        ErasureRules.Decide(Known(way, way.Known.Clients.All.Single(), newKey, false), way.Circumstances, request ?? Asked, seen: null);

    private static ErasureSnapshots Known(Way way, ClientSnapshot client, byte[]? newKey, bool unreadable, IReadOnlyDictionary<Guid, HoldNote>? holds = null, int records = 0, int number = 1, IReadOnlyList<Guid>? came = null) => new()
    {
        Client = client, Clients = new SnapshotSet<ClientSnapshot>([client]), Referrals = way.Known.Referrals, Handovers = way.Known.Handovers, Deliveries = way.Known.Deliveries,
        Disclosed = way.Known.Disclosed, Identifiers = way.Known.Identifiers, NewKey = newKey, LegalHolds = holds ?? new Dictionary<Guid, HoldNote>(), IsUnreadable = unreadable, Number = number,
        Came = came ?? [],
        Held = [.. Enumerable.Range(0, records).Select(_ => new ErasableRecord(Guid.CreateVersion7(), null, IsApart: false, HasOwnKey: false))],
        LastSequences = way.Known.Deliveries.All.GroupBy(d => (d.ClientId, d.Recipient)).ToDictionary(g => g.Key, g => g.Max(d => d.Sequence)),
    };
}
