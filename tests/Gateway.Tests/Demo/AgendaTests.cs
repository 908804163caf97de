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

    private static List<AgendaEntry> Everything() =>
        [.. SenderAgenda.All(), .. ExpectedHandover.All.SelectMany((e, i) => ReplyAgenda.For(e, "ticket-" + i))];
}
