using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Operating;

/// <summary>What is told beforehand of a record that is translated again.</summary>
public sealed class ReplayForecastTests
{
    [Theory]
    [InlineData(RecordState.SetAside, null, null, "free", ReplayForecast.Translates)]
    [InlineData(RecordState.SetAside, null, null, "unknown", ReplayForecast.Translates)]
    [InlineData(RecordState.SetAside, null, null, "objected", ReplayForecast.Objected)]
    [InlineData(RecordState.SetAside, null, null, "restricted", ReplayForecast.Objected)]
    [InlineData(RecordState.SetAside, null, null, "protected", ReplayForecast.Translates)] // The gateway desk handles it, as it would have at first.
    [InlineData(RecordState.SetAside, "unknown-code", "service", "free", ReplayForecast.Same)]
    [InlineData(RecordState.SetAside, "unknown-code", "question", "free", ReplayForecast.Other)] // The next cause, not the one that was repaired.
    [InlineData(RecordState.SetAside, "bad-date", "service", "objected", ReplayForecast.Other)]
    [InlineData(RecordState.SetAside, RetranslationRules.BytesGone, null, "free", ReplayForecast.Gone)]
    [InlineData(RecordState.SetAside, RetranslationRules.Moved, null, "free", ReplayForecast.Gone)]
    [InlineData(RecordState.Done, null, null, "free", ReplayForecast.Settled)]
    public void A_record_is_told_by_what_it_would_come_to(RecordState state, string? code, string? path, string client, string outcome)
    {
        var kept = new RecordSnapshot { Agency = "pes", State = state, ReasonCode = "unknown-code", ReasonPath = "service" };
        var standing = client switch
        {
            "unknown" => null,
            "objected" => ClientStanding.Free with { Objected = true },
            "restricted" => ClientStanding.Free with { Restricted = true },
            "protected" => ClientStanding.Free with { Protected = true },
            _ => ClientStanding.Free,
        };

        var item = ReplayForecast.Of(new RecordAgain(kept), code is null ? null : new TranslationProblem(code, path, 1, new Sentence("A sentence.")), standing);

        item.Outcome.ShouldBe(outcome);
        item.Code.ShouldBe(outcome == ReplayForecast.Settled ? null : code);
    }

    [Fact]
    public void A_record_that_was_returned_or_corrected_is_settled_whatever_the_profile_reads_in_it()
    {
        var kept = new RecordSnapshot { Agency = "pes", State = RecordState.SetAside, ReasonCode = "unknown-code", ReasonPath = "service" };

        ReplayForecast.Of(new RecordAgain(kept) { IsOpen = false }, problem: null, ClientStanding.Free).ShouldBe(new ForecastItem(ReplayForecast.Settled));
    }

    [Fact]
    public void The_most_frequent_comes_first()
    {
        var counts = new Dictionary<ForecastItem, int> { [new(ReplayForecast.Same, "b")] = 1, [new(ReplayForecast.Translates)] = 9, [new(ReplayForecast.Same, "a")] = 1 };

        ReplayForecast.Lines(counts).Select(l => (l.Item.Outcome, l.Item.Code, l.Count))
            .ShouldBe([(ReplayForecast.Translates, null, 9), (ReplayForecast.Same, "a", 1), (ReplayForecast.Same, "b", 1)]);
    }
}
