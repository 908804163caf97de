using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>Bytes an agency offers.</summary>
public sealed record IntakeRequest
{
    /// <summary>The agency, as authenticated.</summary>
    public required string Agency { get; init; }

    /// <summary>Profile the bytes are in; already known to be one the agency may use.</summary>
    public required string Profile { get; init; }

    /// <summary>
    /// Name of the format as the sender wrote it, where the gateway knows no such format, with <see cref="SetAside"/>. Only its
    /// keyed hash is kept, so that the bytes can be read once there is a format of that name.
    /// </summary>
    public string? NamedProfile { get; init; }

    /// <summary>Idempotency key in the scope of agency and profile; null: the SHA-256 of the body.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Media type as declared.</summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes; read once, to the end.</summary>
    public required Stream Content { get; init; }

    /// <summary>W3C trace parent of the call.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Why the gateway cannot work on it, for a channel that cannot refuse: the bytes are kept, whatever their length,
    /// and an item with this reason comes onto the agency's worklist. Null: it is worked on.
    /// </summary>
    public SetAsideReason? SetAside { get; init; }

    /// <summary>
    /// The record that it replaces, as its sender was told of it (<see cref="RecordName"/>): one of the same agency that is
    /// set aside, or a submission of which not one record could be read. Null: it replaces nothing. Not looked at with
    /// <see cref="SetAside"/>.
    /// </summary>
    public string? Corrects { get; init; }

    /// <summary>
    /// How long it waits before it is worked on, so that whoever sent it can take it back; it is durable meanwhile, and holds up
    /// nothing that is handed in after it. Zero: it is worked on at once.
    /// </summary>
    public TimeSpan Held { get; init; }

    /// <summary>Its turn, for a way in on which order counts. Null: its sender waits for the answer before the next, or order does not count.</summary>
    public IntakeTurn? Turn { get; init; }

    /// <summary>Who handed it in on a page: stands in the operations log with the submission. Null: a system did.</summary>
    public PageOperation? Operation { get; init; }
}

/// <summary>Why a submission is set aside as a whole.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">One sentence that says what to do, without the sender's words.</param>
public sealed record SetAsideReason(string Code, Sentence Text);

/// <summary>Intake's answer.</summary>
public abstract record IntakeResult
{
    /// <summary>Committed with synchronous durability; from now on nothing of it is lost.</summary>
    /// <param name="SubmissionId">The submission; the same one when the call repeats an earlier one.</param>
    /// <param name="Repeated">The same key and body came before.</param>
    public sealed record Accepted(Guid SubmissionId, bool Repeated) : IntakeResult
    {
        /// <summary>It repeats an earlier one of which records are set aside, and the profile has changed since: those records are translated again.</summary>
        public bool TranslatedAgain { get; init; }
    }

    /// <summary>The key was used with another body.</summary>
    public sealed record KeyReused : IntakeResult;

    /// <summary>Longer than allowed; nothing was kept.</summary>
    /// <param name="Limit">Bytes allowed.</param>
    public sealed record TooLarge(long Limit) : IntakeResult;

    /// <summary>More records than one submission may have; nothing was kept.</summary>
    /// <param name="Limit">Records allowed.</param>
    public sealed record TooManyRecords(int Limit) : IntakeResult;

    /// <summary>There was nothing in it.</summary>
    public sealed record Empty : IntakeResult;

    /// <summary>It says that it replaces a record, and the agency has no such record that is set aside.</summary>
    public sealed record CorrectsNothing : IntakeResult;
}

/// <summary>Takes bytes in: duplicate or new, sealed, committed.</summary>
public interface IIntake
{
    /// <summary>Accepts a submission. Returns only when it is durable, or refused.</summary>
    /// <exception cref="IntakeLineEndedException">It has a turn, and one before it could not be accepted.</exception>
    Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation);
}
