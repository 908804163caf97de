using System.Globalization;
using Gateway.Chaos.Tests.Agencies;
using Shouldly;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>The judge finds what is planted into a world in which everything came as it should, and nothing else.</summary>
public sealed class JudgeTests
{
    private static readonly LoadPlan Plan = new(7, [Office.Leuven, Office.Dendermonde, Office.Antwerpen]);

    // The first of three referrals, without correction; registered and accepted.
    private static readonly ReferralStory Plain = Plan.Client(4).Referrals[0];
    // Corrected once and registered.
    private static readonly ReferralStory Corrected = Plan.Client(1).Referrals[0];
    private static readonly ReferralStory Unanswered = Plan.Client(6).Referrals[0];

    private readonly List<Stated> _accepted = [];
    private readonly List<Sighting> _sightings = [];
    private int _events;

    public JudgeTests()
    {
        foreach (var client in Enumerable.Range(0, 60).Select(Plan.Client))
        {
            foreach (var referral in client.Referrals)
                Play(referral);
        }
    }

    [Fact]
    public void The_story_has_what_the_plants_need()
    {
        Plain.Client.Referrals.Count.ShouldBe(3);
        (Plain.Corrections, Plain.Registered, Plain.Accepted).ShouldBe((0, true, true));
        (Corrected.Corrections, Corrected.Registered, Corrected.Accepted).ShouldBe((1, true, false));
        (Unanswered.Corrections, Unanswered.Registered).ShouldBe((0, false));
        Plan.Client(10).Broken.ShouldBeTrue();
        Plan.Referral(Corrected.Phone(1)).ShouldBe(Corrected);
        Plan.Referral(Corrected.Phone(2)).ShouldBeNull();
    }

    [Fact]
    public void A_world_in_which_everything_came_has_no_fault()
    {
        var judgement = Judge.Of(_accepted, _sightings);
        judgement.Faults.ShouldBeEmpty();
        judgement.Accepted.ShouldBe(_accepted.Count);
        judgement.Delivered.ShouldBe(_sightings.Count);
        judgement.Redelivered.ShouldBe(0);
    }

    [Fact]
    public void Of_nothing_accepted_nothing_is_lost() => Judge.Of([], []).Faults.ShouldBeEmpty();

    [Fact]
    public void The_same_event_again_is_a_redelivery_and_no_fault()
    {
        _sightings.AddRange(_sightings.GetRange(10, 5));
        var judgement = Judge.Of(_accepted, _sightings);
        judgement.Faults.ShouldBeEmpty();
        judgement.Redelivered.ShouldBe(5);
    }

    [Fact]
    public void An_event_that_says_something_else_the_second_time_is_unexpected()
    {
        var first = _sightings[Place(Plain, 1)];
        _sightings.Add(first with { Document = first.Document.Replace(Plain.Client.Insz, Unanswered.Client.Insz, StringComparison.Ordinal) });
        Found().ShouldBe([$"unexpected: event {first.Event} at {first.Recipient} is not what it was when it came first"]);
    }

    [Fact]
    public void An_event_at_two_recipients_is_unexpected()
    {
        _sightings.Add(_sightings[Place(Plain, 1)] with { Recipient = "ocmw-mortsel" });
        Found().ShouldHaveSingleItem().ShouldStartWith("unexpected: ");
    }

    [Fact]
    public void A_missing_step_one_is_lost()
    {
        _sightings.RemoveAt(Place(Unanswered, 1));
        Found().ShouldBe([$"lost: {Unanswered}: step 1"]);
    }

    [Fact]
    public void A_missing_step_two_is_lost()
    {
        _sightings.RemoveAt(Place(Plain, 2));
        Found().ShouldBe([$"lost: {Plain}: step 2"]);
    }

    [Fact]
    public void A_missing_correction_is_lost()
    {
        _sightings.RemoveAll(s => HandoverSeen.In(s.Document)?.Phone == Corrected.Phone(1));
        See(Corrected, 0, 2);
        Found().ShouldBe([$"lost: {Corrected}: correction 1"]);
    }

    [Fact]
    public void A_correction_that_went_along_with_the_first_event_is_not_lost()
    {
        _sightings.RemoveAt(Place(Corrected, 1));
        Found().ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_status_is_lost()
    {
        _sightings.RemoveAll(s => StatusSeen.In(s.Document) == new StatusSeen(Plain.Ticket, "accepted"));
        Found().ShouldBe([$"lost: {Plain}: status accepted"]);
    }

    [Fact]
    public void Everything_of_a_referral_missing_is_lost()
    {
        _sightings.RemoveAll(s => HandoverSeen.In(s.Document)?.Phone == Plain.Phone(0) || StatusSeen.In(s.Document)?.InReplyTo == Plain.Ticket);
        Found().ShouldBe([$"lost: {Plain}: step 1", $"lost: {Plain}: step 2", $"lost: {Plain}: status received", $"lost: {Plain}: status accepted"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_handover_under_two_ids_is_duplicated()
    {
        See(Unanswered, 0, 1);
        Found().ShouldBe([$"duplicated: {Unanswered}: step 1, version 0, 2 events"]);
    }

    [Fact]
    public void A_referral_handed_over_under_two_tickets_is_duplicated()
    {
        See(Unanswered, 0, 1, ticket: "another");
        Found().ShouldBe([$"duplicated: {Unanswered}: under two tickets", $"duplicated: {Unanswered}: step 1, version 0, 2 events"]);
    }

    [Fact]
    public void A_status_told_under_two_ids_is_duplicated()
    {
        Tell(Plain, "received");
        Found().ShouldBe([$"duplicated: {Plain}: status received, 2 events"]);
    }

    [Fact]
    public void Step_two_before_step_one_is_out_of_order()
    {
        Swap(Place(Plain, 1), Place(Plain, 2));
        Found().ShouldBe([$"out of order: {Plain}: step 1 after step 2"]);
    }

    [Fact]
    public void An_older_version_after_a_newer_one_is_out_of_order()
    {
        Swap(Place(Corrected, 1), Place(Corrected, 1, version: 1));
        Found().ShouldBe([$"out of order: {Corrected}: version 0 after version 1"]);
    }

    [Fact]
    public void A_client_s_second_referral_before_the_first_is_out_of_order()
    {
        var second = Plain.Client.Referrals[1];
        Swap(Place(Plain, 1), Place(second, 1));
        Found().ShouldContain($"out of order: {Plain}, version 0: overtaken by {second}, version 0");
    }

    [Fact]
    public void A_status_before_the_one_it_follows_is_out_of_order()
    {
        Swap(PlaceOf(Plain, "received"), PlaceOf(Plain, "accepted"));
        Found().ShouldBe([$"out of order: {Plain}: accepted before received"]);
    }

    [Fact]
    public void A_handover_of_nothing_accepted_is_unexpected()
    {
        See(Plan.Client(61).Referrals[0], 0, 1);
        Found().ShouldHaveSingleItem().ShouldStartWith("unexpected: ");
    }

    [Fact]
    public void A_handover_of_a_record_that_had_to_be_set_aside_is_unexpected()
    {
        See(Plan.Client(10).Referrals[0], 0, 1);
        Found().ShouldHaveSingleItem().ShouldStartWith("unexpected: ");
    }

    [Fact]
    public void A_handover_at_another_office_is_unexpected_and_lost_where_it_belongs()
    {
        var place = Place(Unanswered, 1);
        _sightings[place] = _sightings[place] with { Recipient = "ocmw-mortsel" };
        Found().ShouldBe([$"lost: {Unanswered}: step 1", $"unexpected: event {_sightings[place].Event} at ocmw-mortsel is no handover to it of anything accepted"]);
    }

    [Fact]
    public void Step_two_of_what_nobody_registered_is_unexpected()
    {
        See(Unanswered, 0, 2);
        Found().ShouldBe([$"unexpected: {Unanswered}: step 2, and nobody registered a file"]);
    }

    [Fact]
    public void A_status_nobody_caused_is_unexpected()
    {
        Tell(Unanswered, "contact-gateway-desk");
        Found().ShouldBe([$"unexpected: {Unanswered}: status contact-gateway-desk"]);
    }

    [Theory]
    [InlineData("vdab", "{}")]
    [InlineData("vdab", "<cut")]
    [InlineData("ocmw-leuven", "{}")]
    [InlineData("ocmw-leuven", "<cut")]
    [InlineData("ocmw-leuven", "<Other/>")]
    public void What_nobody_can_read_is_unexpected(string recipient, string document)
    {
        _sightings.Add(new Sighting(recipient, Guid.Empty, document));
        Found().ShouldHaveSingleItem().ShouldStartWith("unexpected: ");
    }

    private IReadOnlyList<string> Found() => Judge.Of(_accepted, _sightings).Faults;

    /// <summary>A referral accepted, corrected, handed over, answered and told about, as it should be.</summary>
    private void Play(ReferralStory referral)
    {
        for (var version = 0; version <= referral.Corrections; version++)
        {
            _accepted.Add(new Stated(referral, version));
            if (!referral.Client.Broken)
                See(referral, version, 1);
        }

        if (referral.Registered)
        {
            See(referral, referral.Corrections, 2);
            Tell(referral, "received");
        }

        if (referral.Accepted)
            Tell(referral, "accepted");
    }

    private void See(ReferralStory referral, int version, int step, string? ticket = null) => _sightings.Add(new Sighting(
        referral.Client.Office.Agency, NextEvent(),
        $"""
        <Doorverwijzing><Header><Ticket>{ticket ?? "H-" + referral.Ticket}</Ticket><Stap>{step.ToString(CultureInfo.InvariantCulture)}</Stap></Header>
        <Client><INSZ>{referral.Client.Insz}</INSZ><Telefoon>{referral.Phone(version)}</Telefoon></Client></Doorverwijzing>
        """));

    private void Tell(ReferralStory referral, string status) => _sightings.Add(new Sighting(
        LoadPlan.Sender, NextEvent(), $$"""{"message":{"type":"status","inReplyTo":"{{referral.Ticket}}"},"status":{"code":"{{status}}" } }"""));

    private Guid NextEvent() => new(++_events, 0, 0, new byte[8]);

    private int Place(ReferralStory referral, int step, int version = 0) =>
        _sightings.FindIndex(s => HandoverSeen.In(s.Document) is { } seen && seen.Step == step && seen.Phone == referral.Phone(version));

    private int PlaceOf(ReferralStory referral, string status) => _sightings.FindIndex(s => StatusSeen.In(s.Document) == new StatusSeen(referral.Ticket, status));

    private void Swap(int one, int other) => (_sightings[one], _sightings[other]) = (_sightings[other], _sightings[one]);
}
