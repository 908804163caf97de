using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A restriction is lifted only by a newer statement that says its own time, and never by another one's end.</summary>
public sealed class ProtectionRulesTests
{
    private static readonly DateTimeOffset Monday = Way.Morning.AddDays(-7);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);

    private static ClientSnapshot After(params (Protection Stated, DateTimeOffset? SentAt)[] told)
    {
        var way = new Way();
        foreach (var (stated, sentAt) in told)
            way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-" + way.Next(), SentAt = sentAt, Client = Cases.Referral.Client with { Protection = stated } });
        return way.Known.Clients.Find(way.Client.Id)!;
    }

    [Fact]
    public void A_newer_statement_lifts_an_objection() =>
        After((new Protection { Objected = true }, Monday), (new Protection { Objected = false }, Tuesday)).Objected.ShouldBeFalse();

    [Fact]
    public void An_older_statement_does_not() =>
        After((new Protection { Objected = true }, Tuesday), (new Protection { Objected = false }, Monday)).Objected.ShouldBeTrue();

    [Fact]
    public void A_statement_without_a_time_of_its_own_does_not() =>
        After((new Protection { Objected = true }, Monday), (new Protection { Objected = false }, null)).Objected.ShouldBeTrue();

    [Fact]
    public void A_statement_without_a_time_of_its_own_protects() =>
        After((new Protection { Restricted = false }, Monday), (new Protection { Restricted = true }, null)).Restricted.ShouldBeTrue();

    [Fact]
    public void The_end_of_one_protection_does_not_lift_another() =>
        After((new Protection { StaffOfAgency = true }, Monday), (new Protection { SecretAddress = false }, Tuesday)).Standing.Protected.ShouldBeTrue();

    [Fact]
    public void What_a_statement_does_not_mention_stays() =>
        After((new Protection { SecretAddress = true, Objected = true }, Monday), (new Protection { Restricted = true }, Tuesday)).Standing
            .ShouldBe(new Gateway.Core.Privacy.ClientStanding(true, true, true));

    [Fact]
    public void A_source_whose_clock_runs_ahead_cannot_keep_later_statements_out()
    {
        var way = new Way();
        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-1", SentAt = Way.Morning.AddYears(5), Client = Cases.Referral.Client with { Protection = new Protection { Objected = true } } });
        way.Now = Way.Morning.AddDays(1);
        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-2", SentAt = way.Now, Client = Cases.Referral.Client with { Protection = new Protection { Objected = false } } });

        way.Known.Clients.Find(way.Client.Id)!.Objected.ShouldBeFalse();
    }
}
