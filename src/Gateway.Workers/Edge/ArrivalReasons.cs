using Gateway.Core.Intake;

namespace Gateway.Workers.Edge;

/// <summary>Why a message from a queue is set aside. Codes are those of the same refusal over HTTP.</summary>
internal static class ArrivalReasons
{
    internal static SetAsideReason ProfileUnknown { get; } = new("profile-unknown", ArrivalProblems.ProfileUnknown);

    internal static SetAsideReason ProfileNotAllowed { get; } = new("profile-not-allowed", ArrivalProblems.ProfileNotAllowed);

    internal static SetAsideReason ContentType { get; } = new("content-type", ArrivalProblems.ContentType);

    internal static SetAsideReason ContentEncoding { get; } = new("content-encoding", ArrivalProblems.ContentEncoding);

    internal static SetAsideReason JsonInvalid { get; } = new("json-invalid", ArrivalProblems.JsonInvalid);

    internal static SetAsideReason BodyEmpty { get; } = new("body-empty", ArrivalProblems.BodyEmpty);

    internal static SetAsideReason KeyReused { get; } = new("idempotency-key-reused", ArrivalProblems.KeyReused);

    internal static SetAsideReason CorrectsNothing { get; } = new("corrects-nothing", ArrivalProblems.CorrectsNothing);

    internal static SetAsideReason IntakeFailed { get; } = new("intake-failed", ArrivalProblems.IntakeFailed);

    internal static SetAsideReason TooLarge(long limit) => new("body-too-large", ArrivalProblems.TooLarge.With(limit));

    internal static SetAsideReason TooManyRecords(int limit) => new("too-many-records", ArrivalProblems.TooManyRecords.With(limit));

    /// <summary>The reason that intake's answer amounts to; null when the message was accepted.</summary>
    internal static SetAsideReason? Of(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => null,
        IntakeResult.KeyReused => KeyReused,
        IntakeResult.TooLarge tooLarge => TooLarge(tooLarge.Limit),
        IntakeResult.TooManyRecords tooMany => TooManyRecords(tooMany.Limit),
        IntakeResult.Empty => BodyEmpty,
        IntakeResult.CorrectsNothing => CorrectsNothing,
        _ => throw new System.Diagnostics.UnreachableException("Intake gave an answer this edge does not know."),
    };
}
