using System.Text;
using System.Text.Json.Nodes;
using Gateway.Demo.Offices;
using Gateway.Demo.Scenario;

namespace Gateway.Tests.Demo;

public class AgendaTests
{
    [Fact]
    public void An_agenda_built_twice_has_the_same_keys_and_the_same_bytes()
    {
        var first = Everything();
        var second = Everything();
        first.Select(e => (e.At, e.Office, e.What.IdempotencyKey)).ShouldBe(second.Select(e => (e.At, e.Office, e.What.IdempotencyKey)));
        foreach (var (a, b) in first.Zip(second))
            a.What.Body.ShouldBe(b.What.Body);
    }

    [Fact]
    public void Keys_are_unique_in_the_scope_of_an_office() =>
        Everything().Select(e => (e.Office, e.What.Path, e.What.IdempotencyKey)).ShouldBeUnique();

    [Fact]
    public void Answers_to_another_handover_have_other_keys()
    {
        var expected = ExpectedHandover.All.First(e => e.Story.Answers.Count > 0);
        ReplyAgenda.For(expected, "one").Select(e => e.What.IdempotencyKey)
            .Intersect(ReplyAgenda.For(expected, "two").Select(e => e.What.IdempotencyKey)).ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_identifier_is_sent_amid_a_good_record_and_corrected_later()
    {
        var client = PilotScenario.Clients.Single(c => c.Quirk is Quirk.WrongIdentifierFirst);
        var wrong = InventedNumbers.Mistyped(client.Insz);
        var entries = SenderAgenda.All().Where(e => Encoding.UTF8.GetString(e.What.Body).Contains(client.FamilyName, StringComparison.Ordinal)).OrderBy(e => e.At).ToList();
        entries.Count.ShouldBe(2);
        var batch = JsonNode.Parse(entries[0].What.Body)!.AsArray();
        batch.Count.ShouldBe(2);
        batch.Select(r => (string?)r!["person"]!["insz"]).ShouldContain(wrong);
        Encoding.UTF8.GetString(entries[1].What.Body).ShouldContain(client.Insz);
        Encoding.UTF8.GetString(entries[1].What.Body).ShouldNotContain(wrong);
    }

    [Theory]
    [InlineData("""{"type":"referral.handover","data":{"message":{"type":"referral","ticket":"T1"},"person":{"insz":"85073003328","familyName":"X"}}}""", "T1", "85073003328", "X")]
    [InlineData("""{"type":"referral.handover","data":"<Doorverwijzing><Header><Ticket>T2</Ticket></Header><Client><INSZ>85073003328</INSZ></Client></Doorverwijzing>"}""", "T2", "85073003328", null)]
    [InlineData("""{"type":"referral.handover","data":{"ticket":"T3","step":1,"referral":{"client":{"identifiers":[{"scheme":"bsn","value":"111222333"}]}}}}""", "T3", "111222333", null)]
    [InlineData("""{"type":"referral.handover","data":{"ticket":"T4","step":1,"referral":{"client":{"familyName":"Peerdeman"}}}}""", "T4", null, "Peerdeman")]
    public void An_office_reads_a_handover_in_any_format(string item, string ticket, string? identifier, string? name)
    {
        var notice = HandoverNotice.InFeedItem(JsonNode.Parse(item)).ShouldNotBeNull();
        notice.Ticket.ShouldBe(ticket);
        notice.Identifiers.FirstOrDefault().ShouldBe(identifier);
        notice.Name.ShouldBe(name);
    }

    [Fact]
    public void A_status_is_not_a_handover() =>
        HandoverNotice.InFeedItem(JsonNode.Parse("""{"type":"referral.status-changed","data":{"ticket":"T"}}""")).ShouldBeNull();

    [Theory]
    [InlineData("""{"type":"task.changed","data":{"message":{"type":"task","sentAt":"2026-02-17T13:00:00+00:00"},"task":{"id":"T1","code":"benefit-ending","state":"open","text":"Doe het."}}}""", "benefit-ending", null, 0)]
    [InlineData("""{"type":"task.changed","data":"<Taak><Header><Verzonden>2026-02-17T13:00:00+00:00</Verzonden><NrDoorverwijzing>R1</NrDoorverwijzing></Header><Nr>T1</Nr><CdReden>call-after-no-show</CdReden><CdStand>open</CdStand><Tekst taal='nl'>Doe het.</Tekst></Taak>"}""", "call-after-no-show", "R1", 4)]
    [InlineData("""{"type":"task.changed","data":"<Taak><Header><Verzonden>2026-02-17T13:00:00+00:00</Verzonden><NrDoorverwijzing>R1</NrDoorverwijzing></Header><Nr>T1</Nr><CdReden>call-after-no-show</CdReden><CdStand>closed</CdStand><Tekst taal='nl'>Doe het.</Tekst></Taak>"}""", "call-after-no-show", "R1", 0)]
    public void An_office_reads_a_task_in_its_own_format_and_works_on_a_call(string item, string code, string? referral, int acts)
    {
        var notice = TaskNotice.InFeedItem(JsonNode.Parse(item)).ShouldNotBeNull();
        (notice.Id, notice.Code, notice.ReferralId, notice.Says).ShouldBe(("T1", code, referral, "Doe het."));
        var work = notice.Work("ocmw-leuven").ToList();
        work.Count.ShouldBe(acts);
        work.Select(w => w.At).ShouldBeInOrder(SortDirection.Ascending);
        work.ShouldAllBe(w => w.At > notice.ToldAt && w.Told!.Whose == "R1" && w.What.Path.StartsWith("/v1/tasks/T1/", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_loses_a_benefit_on_the_way_is_told_of_in_words_and_without_a_day_between()
    {
        var client = PilotScenario.Clients.Single(c => c.Story.Benefit is not null);
        client.Story.Benefit!.EffectiveOn.ShouldBe(client.Story.Benefit.EndsOn.AddDays(1));
        var said = SenderAgenda.All().Where(e => e.Told?.Whose == client.Ticket).OrderBy(e => e.At).ToList();
        said.Select(e => e.Office).ShouldBe(["vdab", "ocmw-kortrijk", "ocmw-kortrijk", "vdab"]);
        foreach (var word in said.Select(e => e.Told!.Words))
            foreach (var never in new[] { client.FamilyName, client.GivenName, client.Insz })
                word.ShouldNotContain(never);
    }

    private static List<AgendaEntry> Everything() =>
        [.. SenderAgenda.All(), .. ExpectedHandover.All.SelectMany((e, i) => ReplyAgenda.For(e, "ticket-" + i))];
}
