using Gateway.Contracts.Events;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Sandbox.Offices;

namespace Gateway.Sandbox.Conformance;

/// <summary>Cases about a client who withdraws the agreement.</summary>
internal static class Withdrawals
{
    internal static async Task<Verdict> WithdrawalAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        if (await play.WithdrawAsync(handed, cancellation) is not { } notice)
            return Verdict.Failed("The notice to stop was not fetched in time.");
        if (await Deliveries.TakenAsync(play, notice, cancellation) is { } refused)
            return Verdict.Failed("The notice to stop was not taken. " + refused);
        return await play.AnswersAsync(handed, ReplyOutcomes.StopConfirmed, cancellation)
            ? Verdict.Passed("The notice to stop was taken and confirmed.")
            : Verdict.Failed("No answer 'stop-confirmed' came in time.");
    }

    internal static async Task<Verdict> BeforeDeliveryAsync(Play play, CancellationToken cancellation)
    {
        if (play.Seat.Thin)
            return await GoneAsync(play, cancellation);
        var (handed, failed) = await StoppedUnseenAsync(play, cancellation);
        if (handed is null)
            return Verdict.Failed(failed!);
        return await EndAsync(play, handed, cancellation) ?? Verdict.Passed("The notice to stop was taken, nothing was confirmed that had not arrived, and the next handover was confirmed.");
    }

    internal static async Task<Verdict> OutOfOrderAsync(Play play, CancellationToken cancellation)
    {
        var (handed, failed) = await StoppedUnseenAsync(play, cancellation);
        if (handed is null)
            return Verdict.Failed(failed!);
        // A queue or a folder does not tell when the stop was read: its confirmation does.
        await play.AnswersAsync(handed, ReplyOutcomes.StopConfirmed, cancellation);
        await play.AgainAsync(handed.First, cancellation);
        return await EndAsync(play, handed, cancellation) ?? Verdict.Passed("The handover that came after its stop was not begun, and the next one was confirmed.");
    }

    /// <summary>A webhook that fetches is told of an event that does not leave any more.</summary>
    private static async Task<Verdict> GoneAsync(Play play, CancellationToken cancellation)
    {
        if (await play.SendAsync(Play.Notice(Forgeries.NewId()), cancellation) is { } refused)
            return Verdict.Failed("The id of an event that is gone was not taken. " + refused);
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("The id of an event that is gone was taken, and the next handover was confirmed.");
    }

    /// <summary>The handover is lost on its way, the client withdraws, and the notice to stop arrives.</summary>
    private static async Task<(Handed? Handed, string? Failed)> StoppedUnseenAsync(Play play, CancellationToken cancellation)
    {
        var client = InventedClient.Another();
        play.Line.FateOf = e => Play.HandsOver(e, client) ? Fate.Lost : Fate.Passes;
        if (await play.HandOverAsync(client, cancellation) is not { } handed)
            return (null, "The handover was not fetched in time.");
        if (await play.WithdrawAsync(handed, cancellation) is not { } notice)
            return (null, "The notice to stop was not fetched in time.");
        return await Deliveries.TakenAsync(play, notice, cancellation) is { } refused
            ? (null, "The notice to stop a handover that had not arrived was not taken. " + refused)
            : (handed, null);
    }

    private static async Task<Verdict?> EndAsync(Play play, Handed handed, CancellationToken cancellation)
    {
        await play.QuietAsync(cancellation);
        play.Line.Clear();
        if (play.Answers(handed, ReplyOutcomes.Received).Count > 0)
            return Verdict.Failed("A handover was confirmed as received that its client had stopped before.");
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : null;
    }
}
