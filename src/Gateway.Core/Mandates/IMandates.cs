using Gateway.Contracts;

namespace Gateway.Core.Mandates;

/// <summary>A request as a control service posts it.</summary>
/// <param name="Recipient">The control service.</param>
/// <param name="Reference">Its own reference of the mandate; the same again is the same request.</param>
/// <param name="Asked">What it asks.</param>
/// <param name="Scheme">Identifier scheme of the person.</param>
/// <param name="Identifier">The person's identifier as written; it is normalised, never stored as it is and never logged.</param>
public sealed record MandateRequest(string Recipient, string Reference, MandateAsked Asked, string Scheme, string Identifier)
{
    /// <summary>Without reference and identifier: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(MandateRequest);
}

/// <summary>What a control service is told at once.</summary>
public abstract record MandateReply
{
    /// <summary>The request is noted and decided; its answer stands in the feed of mandates.</summary>
    /// <param name="Id">Id of the request.</param>
    /// <param name="Decision">What was decided, whoever the person is.</param>
    public sealed record Noted(Guid Id, MandateDecision Decision) : MandateReply;

    /// <summary>The reference came before with another question.</summary>
    public sealed record ReferenceUsed : MandateReply;

    /// <summary>The number's check digits do not hold.</summary>
    public sealed record Mistyped : MandateReply;
}

/// <summary>A page of answers.</summary>
/// <param name="Items">Answers in order, each as an event.</param>
/// <param name="Next">Position behind the last one.</param>
/// <param name="More">More is waiting now.</param>
public sealed record MandatePage(IReadOnlyList<CloudEvent> Items, long Next, bool More);

/// <summary>
/// Requests of control services, and their answers from the compartment of control data. Only a process that holds the compartment's
/// key answers. A request is noted before it is answered; reading an answer is its release.
/// </summary>
public interface IMandates
{
    /// <summary>Whether this process holds the compartment's key. Without it, nothing is noted and nothing answered.</summary>
    bool IsOpen { get; }

    /// <summary>Notes and decides a request. Whether the person is known shows in nothing that is told.</summary>
    Task<MandateReply> AskAsync(MandateRequest request, CancellationToken cancellation);

    /// <summary>Answers behind a position, decided once more and opened each time they are read.</summary>
    /// <param name="recipient">The control service.</param>
    /// <param name="after">Position; 0: from the beginning.</param>
    /// <param name="most">Items at most.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<MandatePage> ReadAsync(string recipient, long after, int most, CancellationToken cancellation);
}

/// <summary>A value of control data.</summary>
/// <param name="Kind">Its kind, of <see cref="DataKinds.Walled"/>.</param>
/// <param name="Name">Its place in the format of the agency that holds it.</param>
/// <param name="Value">A code, a day or a number.</param>
public sealed record ControlValue(string Kind, string Name, string Value)
{
    /// <summary>Without the value: it may end up in a message or a log.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>Reads control data out of a record that was opened in its compartment.</summary>
public interface IControlReader
{
    /// <summary>Values of some kinds, as the marks of the profile tell them; null: the record or its profile cannot be read.</summary>
    /// <param name="profile">Profile in which the record was sent.</param>
    /// <param name="slice">Its bytes as they were sent.</param>
    /// <param name="number">Its number in the document.</param>
    /// <param name="kinds">Kinds.</param>
    IReadOnlyList<ControlValue>? Read(string profile, ReadOnlyMemory<byte> slice, int number, IReadOnlyCollection<string> kinds);
}

/// <summary>A request as data protection officers see it. It does not say who the person is.</summary>
/// <param name="Id">Id.</param>
/// <param name="Recipient">Who asked.</param>
/// <param name="Controller">Whose data it was about; null: no agency of the directory.</param>
/// <param name="Basis">Reference of the legal basis; null: none of the registry.</param>
/// <param name="Reference">The control service's reference; null: its key was destroyed.</param>
/// <param name="From">First day asked about.</param>
/// <param name="To">Last day.</param>
/// <param name="EndsOn">Last day of the mandate.</param>
/// <param name="AskedAt">Domain time, UTC.</param>
/// <param name="AnsweredAt">When the answer was read first; null: not yet.</param>
/// <param name="Asked">Kinds that were asked for.</param>
/// <param name="Decision">What was decided, as it stands now.</param>
/// <param name="Values">How many values were given.</param>
/// <param name="Incomplete">There was more that could not be read.</param>
/// <param name="ReadBy">Officer who has read of it; null: none has.</param>
public sealed record MandateLine(
    Guid Id, string Recipient, string? Controller, string? Basis, string? Reference, DateOnly From, DateOnly To, DateOnly EndsOn, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt,
    IReadOnlyList<string> Asked, MandateDecision Decision, int Values, bool Incomplete, string? ReadBy);

/// <summary>A request as the client is told of it.</summary>
/// <param name="At">When it was asked, domain time, UTC.</param>
/// <param name="Recipient">Who asked.</param>
/// <param name="Basis">Legal basis; null: none of the registry.</param>
/// <param name="From">First day asked about.</param>
/// <param name="To">Last day.</param>
/// <param name="AnsweredAt">When the answer was read first; null: not yet.</param>
/// <param name="Values">How many values were given.</param>
/// <param name="Decision">What may be given, and what was refused.</param>
public sealed record MandateSeen(DateTimeOffset At, string Recipient, string? Basis, DateOnly From, DateOnly To, DateTimeOffset? AnsweredAt, int Values, MandateDecision Decision);

/// <summary>What data protection officers are told of requests of control services.</summary>
public interface IMandateRequests
{
    /// <summary>Requests about an agency's data, the newest first.</summary>
    /// <param name="agency">Agency; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<MandateLine>> ToldAsync(string? agency, CancellationToken cancellation);

    /// <summary>How many nobody has read of.</summary>
    Task<int> UnreadAsync(string? agency, CancellationToken cancellation);

    /// <summary>Notes that an officer has read of one, and closes its task; false: there is none such.</summary>
    Task<bool> ReadAsync(Guid request, string? agency, string officer, CancellationToken cancellation);
}
