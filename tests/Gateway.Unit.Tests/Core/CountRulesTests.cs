using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Reconciliation;

namespace Gateway.Unit.Tests.Core;

/// <summary>Counts of two sides: what cannot be, and where they differ.</summary>
public sealed class CountRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 13);
    private static readonly BlindIndex Index = new(new byte[32]);

    public static TheoryData<string, ReconciliationCounted> Impossible() => new()
    {
        { "counts.days", Stated() with { Until = "2026-03-15" } },
        { "counts.days", Stated() with { From = "2026-03-13", Until = "2026-03-12" } },
        { "counts.days", Stated() with { From = "yesterday" } },
        { "counts.negative", Stated(-1) },
        { "counts.negative", Stated(1, ("accepted", -1, null)) },
        { "counts.state", Stated(1, ("married", 1, null)) },
        { "counts.state", Stated(2, ("accepted", 1, null), ("accepted", 1, null)) },
        { "counts.more-than-all", Stated(2, ("accepted", 3, null)) },
        { "counts.more-than-all", Stated(int.MaxValue, ("accepted", int.MaxValue, null), ("received", 1, null)) },
        { "counts.tickets", Stated(1, ("accepted", 1, ["a", "b"])) },
        { "counts.tickets", Stated(2, ("accepted", 2, ["a", "a"])) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Counts_that_cannot_be_are_refused_with_the_reason(string code, ReconciliationCounted stated) => CountRules.Problem(stated, Today)!.Code.ShouldBe(code);

    [Fact]
    public void Counts_that_can_be_are_taken() => CountRules.Problem(Stated(3, ("accepted", 1, ["a"]), ("pending", 1, null)), Today).ShouldBeNull();

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(1, 0, false)]
    public void The_same_counts_agree(int total, int accepted, bool agrees)
    {
        var held = Held(("T-1", "accepted"));

        CountRules.Differences(held, Stated(total, ("accepted", accepted, null)), Index, "vdab").Count.ShouldBe(agrees ? 0 : 2 - (total == 2 ? 1 : 0));
    }

    [Fact]
    public void A_difference_names_the_tickets_of_each_side()
    {
        var held = Held(("T-1", "accepted"), ("T-2", "accepted"));

        var found = CountRules.Differences(held, Stated(2, ("accepted", 2, ["T-1", "T-3"])), Index, "vdab").ShouldHaveSingleItem();

        (found.Difference.Gateway, found.Difference.Agency).ShouldBe((2, 2));
        found.Difference.OnlyAgency.ShouldBe(["T-3"]);
        found.OnlyGateway.ShouldBe([held.Sent[1].Id]);
    }

    [Fact]
    public void A_role_of_which_nothing_is_stated_is_not_compared() =>
        CountRules.Differences(Held(("T-1", "accepted")), Stated() with { Sent = null }, Index, "vdab").ShouldBeEmpty();

    private static HeldForAgency Held(params (string Ticket, string State)[] sent) =>
        new(Today, Today, [.. sent.Select((s, i) => new Counted(new Guid(i + 1, 0, 0, new byte[8]), s.State, Index.Ticket("vdab", s.Ticket)))], []);

    private static ReconciliationCounted Stated(int total = 0, params (string State, int Count, string[]? Tickets)[] states) => new()
    {
        Ticket = "c-1", From = "2026-03-01", Until = "2026-03-13",
        Sent = new RoleCounts { Total = total, States = [.. states.Select(s => new StateCount { State = s.State, Count = s.Count, Tickets = s.Tickets })] },
    };
}
