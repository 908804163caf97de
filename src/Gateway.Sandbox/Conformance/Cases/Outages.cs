using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Sandbox.Offices;

namespace Gateway.Sandbox.Conformance;

/// <summary>Cases about a gateway that is away, or cannot be heard.</summary>
internal static class Outages
{
    internal static async Task<Verdict> OutageAsync(Play play, CancellationToken cancellation)
    {
        if (play.Seat.Channel == ChannelKind.File)
        {
            play.LoseOutbox();
            return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("The next handover was confirmed.");
        }

        // A system that reads has the handover first; the answer meets the outage.
        if (await HeldAsync(play, Weather.Away, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (await play.UntilAsync(() => play.Line.Refused > 0 ? handed : null, cancellation) is null)
            return Verdict.Failed("No answer to the handover was tried while the gateway was away.");
        await Task.WhenAny(play.UntilAsync(() => play.Line.Refused > 2 ? handed : null, cancellation), play.QuietAsync(cancellation));
        play.Line.Clear();
        return await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation)
            ? Verdict.Passed("The answer came when the gateway was back.")
            : Verdict.Failed("The answer did not come after the gateway was back.");
    }

    internal static async Task<Verdict> LostAnswerAsync(Play play, CancellationToken cancellation)
    {
        if (await HeldAsync(play, Weather.AnswersLost, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        await play.UntilAsync(() => play.Line.Refused > 0 ? handed : null, cancellation);
        play.Line.Clear();
        var again = await play.UntilAsync(() => AboutOf(play, handed).Skip(1).Any() ? handed : null, cancellation);
        if (again is null)
            return Verdict.Failed("The answer was not sent again, although no answer of the gateway had come.");
        await play.QuietAsync(cancellation);
        return AboutOf(play, handed).Skip(1).All(s => s.Repeated)
            ? Verdict.Passed("The answer was sent again under the same key.")
            : Verdict.Failed("The answer was sent again under another key or with other bytes: for the gateway it is a second one.");
    }

    internal static async Task<Verdict> SlowDownAsync(Play play, CancellationToken cancellation)
    {
        if (await HeldAsync(play, Weather.TooMany, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (await play.UntilAsync(() => play.Line.Refused > 0 ? handed : null, cancellation) is null)
            return Verdict.Failed("No answer to the handover was tried.");
        // Whoever does not wait comes again before the time that was named.
        await play.UntilAsync(() => play.Line.SpokeEarly > 0 || play.Line.Refused > 1 ? handed : null, cancellation);
        var early = play.Line.SpokeEarly;
        play.Line.Clear();
        if (early > 0)
            return Verdict.Failed("The answer was sent again before the time that Retry-After named.");
        return await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation)
            ? Verdict.Passed("The answer came again after the time that Retry-After named.")
            : Verdict.Failed("The answer did not come again.");
    }

    /// <summary>The handover arrives, and only then the weather changes.</summary>
    private static async Task<Handed?> HeldAsync(Play play, Weather weather, CancellationToken cancellation)
    {
        var client = InventedClient.Another();
        play.Line.FateOf = e =>
        {
            if (Play.HandsOver(e, client))
                play.Line.Weather = weather;
            return Fate.Passes;
        };
        return await play.HandOverAsync(client, cancellation);
    }

    private static IEnumerable<VendorSubmission> AboutOf(Play play, Handed handed) =>
        play.Line.Submissions.Where(s => s.Answers.Any(a => a.InReplyTo == handed.Handover && a.Outcome == ReplyOutcomes.Received));
}
