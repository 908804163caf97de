using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Sandbox.Offices;

namespace Gateway.Sandbox.Conformance;

/// <summary>Cases about what arrives, once and again.</summary>
internal static class Deliveries
{
    private const string NotFetched = "The handover was not fetched in time.";

    internal static async Task<Verdict> HandoverAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed(NotFetched);
        if (await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Passed("The handover was confirmed.");
        if (!handed.First.Taken && play.Seat.Channel is ChannelKind.Webhook)
            return Verdict.Failed("The handover was not taken: the webhook did not answer 2xx.");
        return Verdict.Failed(play.Line.Submissions.LastOrDefault(s => s.Unusable is not null) is { } unusable
            ? $"What came as an answer could not be used: {unusable.Unusable}."
            : "No answer 'received' to the handover came in time.");
    }

    internal static async Task<Verdict> FeedConfirmedAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed(NotFetched);
        return await play.UntilAsync(() => handed.First.Taken ? handed : null, cancellation) is null
            ? Verdict.Failed("The feed was read and not confirmed in time.")
            : Verdict.Passed("The feed was confirmed.");
    }

    internal static async Task<Verdict> DuplicateAsync(Play play, CancellationToken cancellation)
    {
        var client = InventedClient.Another();
        play.Line.FateOf = e => Play.HandsOver(e, client) ? Fate.Twice : Fate.Passes;
        return await play.HandOverAsync(client, cancellation) is { } handed ? await OnceAsync(play, handed, "two copies at once", cancellation) : Verdict.Failed(NotFetched);
    }

    internal static async Task<Verdict> RedeliveryAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed(NotFetched);
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        if (await play.AgainAsync(handed.First, cancellation) is { } refused)
            return Verdict.Failed("The repeat was not taken. " + refused);
        return await OnceAsync(play, handed, "the repeat", cancellation);
    }

    internal static async Task<Verdict> IdentifierReplacedAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed(NotFetched);
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        if (await play.ReplaceNumberAsync(handed, cancellation) is not { } corrected)
            return Verdict.Failed("The corrected handover was not fetched in time.");
        if (await TakenAsync(play, corrected, cancellation) is { } refused)
            return Verdict.Failed("The corrected handover was not taken. " + refused);
        return await OnceAsync(play, handed, "the correction", cancellation);
    }

    internal static async Task<Verdict> AnswerWithoutEffectAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed(NotFetched);
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        if (await play.ReturnAnswerAsync(handed, cancellation) is not { } returned)
            return Verdict.Failed("The event record.returned was not fetched in time.");
        if (await TakenAsync(play, returned, cancellation) is { } refused)
            return Verdict.Failed("The event record.returned was not taken. " + refused);
        await play.QuietAsync(cancellation);
        if (play.Line.Submissions.Count - returned.Submissions is > 0 and var more)
            return Verdict.Failed($"{more} more submissions came because of it; only a person can know what was wrong.");
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("The event was taken, and the next handover was confirmed.");
    }

    /// <summary>Where it can be told, whether the system took an event.</summary>
    internal static async Task<string?> TakenAsync(Play play, Departed departed, CancellationToken cancellation)
    {
        if (play.Seat.Channel is not (ChannelKind.Webhook or ChannelKind.Feed) || await play.UntilAsync(() => departed.Taken ? departed : null, cancellation) is not null)
            return null;
        return play.Seat.Channel == ChannelKind.Feed ? "The feed was not confirmed in time." : "The webhook did not answer 2xx.";
    }

    /// <summary>One handover was confirmed once, whatever came beside it, and the system goes on.</summary>
    private static async Task<Verdict> OnceAsync(Play play, Handed handed, string despite, CancellationToken cancellation)
    {
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        await play.QuietAsync(cancellation);
        play.Line.Clear();
        var answers = play.Answers(handed, ReplyOutcomes.Received).Count;
        if (answers != 1)
            return Verdict.Failed($"The handover was confirmed {answers} times, each time under another ticket.");
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed($"The handover was confirmed once despite {despite}, and the next one too.");
    }
}
