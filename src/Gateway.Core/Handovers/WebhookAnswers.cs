using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What came of a call of a webhook.</summary>
public enum CallEnd
{
    /// <summary>The endpoint answered with a status.</summary>
    Answered = 0,

    /// <summary>No connection came about: no such name, nobody listens, or the way is blocked.</summary>
    NotReached = 1,

    /// <summary>The certificate is not valid for the name, has expired, or nobody who is trusted vouches for it.</summary>
    NotTrusted = 2,

    /// <summary>The name leads to an address that the directory does not allow.</summary>
    NotAllowed = 3,

    /// <summary>The agency has no secret with which a call could be signed.</summary>
    NoSecret = 4,

    /// <summary>No answer came in time, or the connection broke off.</summary>
    NoAnswer = 5,

    /// <summary>The endpoint rests after failures, or as many calls as are allowed are on their way: nothing was tried.</summary>
    NotTried = 6,
}

/// <summary>A call of a webhook, as it ended.</summary>
/// <param name="End">How.</param>
/// <param name="BodyLeft">Bytes of the body were on their way.</param>
/// <param name="Status">HTTP status, when it was answered.</param>
/// <param name="RetryAfter">How long the endpoint asks to be left alone; of what was not tried, how long it rests still.</param>
public sealed record WebhookCall(CallEnd End, bool BodyLeft = false, int Status = 0, TimeSpan? RetryAfter = null);

/// <summary>What is to be done after a call.</summary>
public enum AfterCall
{
    /// <summary>The agency has the event.</summary>
    Taken = 0,

    /// <summary>The endpoint as a whole does not take events now: all of its deliveries rest, and no attempt is counted.</summary>
    EndpointRests = 1,

    /// <summary>This delivery failed: it is tried again, until its attempts are used up.</summary>
    TryAgain = 2,

    /// <summary>The endpoint refuses it: trying again would change nothing, so a person looks at it.</summary>
    Park = 3,

    /// <summary>The endpoint is gone for good: everything for the agency is held back until a person lifts that.</summary>
    Hold = 4,
}

/// <summary>
/// What an answer of a webhook means, after Standard Webhooks: 2xx alone means that the agency has the event, whatever the body says.
/// Whether bytes left decides whether the disclosure stands.
/// </summary>
public static class WebhookAnswers
{
    /// <summary>Attempts that fail before a delivery is parked.</summary>
    public const int MostAttempts = 8;

    /// <summary>Longest pause between two attempts; with the first pause of half a minute, eight attempts take 7 to 15 hours.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Longest that an endpoint may ask to be left alone.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private const int Growth = 4;

    /// <summary>Code of a delivery that the endpoint refused.</summary>
    public const string Refused = "webhook-refused";

    /// <summary>Code of a delivery that the endpoint redirected: redirects are not followed.</summary>
    public const string Redirected = "webhook-redirected";

    /// <summary>Code of a delivery whose attempts are used up.</summary>
    public const string Failed = "webhook-failed";

    /// <summary>Codes under which deliveries of webhooks are parked.</summary>
    public static IReadOnlyList<string> Codes { get; } = [Refused, Redirected, Failed];

    /// <summary>What is to be done.</summary>
    public static AfterCall After(WebhookCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.End switch
        {
            CallEnd.Answered => AfterStatus(call.Status),
            CallEnd.NoAnswer => AfterCall.TryAgain,
            _ => AfterCall.EndpointRests,
        };
    }

    /// <summary>What the attempt came to.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempt">Number of the attempt, from 1.</param>
    /// <param name="first">First pause.</param>
    /// <param name="chance">A number from 0 up to 1, so that many deliveries do not come back at the same moment.</param>
    public static AttemptResult Of(WebhookCall call, int attempt, TimeSpan first, double chance)
    {
        var after = After(call);
        var departure = after == AfterCall.Taken ? Departure.Left : call.BodyLeft ? Departure.Unknown : Departure.NotLeft;
        return after switch
        {
            AfterCall.Taken => AttemptResult.Left,
            AfterCall.Park => new AttemptResult(departure, FaultOf(call)) { IsLast = true },
            AfterCall.TryAgain => new AttemptResult(departure, FaultOf(call)) { Rest = RestOf(call, attempt, first, chance), IsLast = attempt >= MostAttempts },
            // Its channel wakes it when it may be tried again; one that failed before has a time of its own.
            _ => new AttemptResult(departure) { Rest = Asked(call), Away = Says(call) },
        };
    }

    /// <summary>A pause that grows with each attempt; at least half of it always passes.</summary>
    public static TimeSpan Pause(int attempt, TimeSpan first, TimeSpan longest, double chance)
    {
        var full = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(Growth, Math.Clamp(attempt - 1, 0, 20)));
        return TimeSpan.FromSeconds(full * (1 + chance) / 2);
    }

    /// <summary>How long an endpoint asks to be left alone, bounded.</summary>
    public static TimeSpan? Asked(WebhookCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.RetryAfter is { Ticks: > 0 } asked ? asked < LongestRetryAfter ? asked : LongestRetryAfter : null;
    }

    /// <summary>Why nothing is brought to an endpoint now, for operators; null: nothing is wrong with it.</summary>
    public static Sentence? Says(WebhookCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.End switch
        {
            CallEnd.NotReached => WorkProblems.WebhookNotReached,
            CallEnd.NotTrusted => WorkProblems.WebhookNotTrusted,
            CallEnd.NotAllowed => WorkProblems.WebhookNotAllowed,
            CallEnd.NoSecret => WorkProblems.WebhookNoSecret,
            CallEnd.NoAnswer => WorkProblems.WebhookNoAnswer,
            CallEnd.Answered when After(call) != AfterCall.Taken => WorkProblems.WebhookAnswered.With(call.Status),
            _ => null,
        };
    }

    private static AfterCall AfterStatus(int status) => status switch
    {
        >= 200 and < 300 => AfterCall.Taken,
        408 or 425 or 429 or 502 or 503 or 504 => AfterCall.EndpointRests,
        410 => AfterCall.Hold,
        >= 300 and < 500 => AfterCall.Park,
        _ => AfterCall.TryAgain,
    };

    private static Fault FaultOf(WebhookCall call) => call switch
    {
        { End: CallEnd.Answered, Status: >= 300 and < 400 } => new Fault(Redirected, WorkProblems.WebhookRedirected.With(call.Status)),
        { End: CallEnd.Answered, Status: >= 400 and < 500 } => new Fault(Refused, WorkProblems.WebhookAnswered.With(call.Status)),
        { End: CallEnd.Answered } => new Fault(Failed, WorkProblems.WebhookAnswered.With(call.Status)),
        _ => new Fault(Failed, WorkProblems.WebhookNoAnswer),
    };

    private static TimeSpan RestOf(WebhookCall call, int attempt, TimeSpan first, double chance)
    {
        var pause = Pause(attempt, first, LongestPause, chance);
        return Asked(call) is { } asked && asked > pause ? asked : pause;
    }
}
