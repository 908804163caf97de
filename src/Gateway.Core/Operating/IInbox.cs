using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Noes;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>
/// An office's handovers as its own case workers see them. Whatever is not this agency's, or has nothing for it, is like
/// what does not exist.
/// </summary>
public interface IInbox
{
    /// <summary>Handovers, without anything about the client: those to deal with by the day they are due, or those that are over, the newest first.</summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="over">Those that are over instead of those to deal with.</param>
    /// <param name="page">Which page of them, from 1 on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ListPage<InboxLine>> ListAsync(string agency, bool over, int page, CancellationToken cancellation);

    /// <summary>
    /// Shows a handover to a person: as <see cref="ReadAsync"/>, and that the person was shown it is written down before, whenever
    /// there is anything of the client in it. When it cannot be written down, nothing is shown.
    /// </summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<InboxHandover?> ShowAsync(string agency, Guid handover, Reader reader, CancellationToken cancellation);

    /// <summary>
    /// A handover with what was released of it to this agency, for the gateway itself: a page uses <see cref="ShowAsync"/>. Null
    /// when there is none for the agency. Reading releases nothing.
    /// </summary>
    Task<InboxHandover?> ReadAsync(string agency, Guid handover, CancellationToken cancellation);

    /// <summary>
    /// Opens what waits of a handover: its release, through the same gate as every other. What came earlier about the same
    /// client is released before it, so that order is kept. Agencies with another channel than the inbox open nothing here.
    /// </summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="user">Who opens it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<InboxOpening> OpenAsync(string agency, Guid handover, string user, CancellationToken cancellation);

    /// <summary>The case worker has read it: disclosures of what was opened here are confirmed. That is no acknowledgement of a notice to stop.</summary>
    /// <returns>False when there is no such handover for the agency.</returns>
    Task<bool> ConfirmAsync(string agency, Guid handover, string user, CancellationToken cancellation);

    /// <summary>The case worker says that the office stopped: notices to stop or to pause are acknowledged, whatever channel brought them, and what was opened here is confirmed.</summary>
    /// <returns>False when there is no such handover for the agency.</returns>
    Task<bool> AcknowledgeAsync(string agency, Guid handover, string user, CancellationToken cancellation);

    /// <summary>The client told the case worker that they withdraw the agreement, object or have processing restricted. In force when it is accepted, also when the handover is over.</summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="kind">What the client says no to.</param>
    /// <param name="key">Made with the form; the same key twice is one no.</param>
    /// <param name="user">Who enters it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<InboxAnswered> SayNoAsync(string agency, Guid handover, NoKind kind, string key, string user, CancellationToken cancellation);

    /// <summary>Answers a handover, as a submission like every other reply. The same form twice is one answer.</summary>
    Task<InboxAnswered> AnswerAsync(string agency, Guid handover, InboxAnswer answer, string user, CancellationToken cancellation);
}

/// <summary>A handover in the list.</summary>
/// <param name="Id">Id; the ticket both sides use.</param>
/// <param name="From">Agency that refers; null for recipients that may not learn it.</param>
/// <param name="Services">Services asked, codes.</param>
/// <param name="State">State.</param>
/// <param name="IssuedAt">When it was issued, UTC.</param>
/// <param name="AckDueOn">Last day to acknowledge.</param>
/// <param name="Acknowledged">Whether the agency has answered.</param>
/// <param name="Step">Highest step that was opened; 0: none.</param>
/// <param name="Waiting">Parts that wait to be opened here.</param>
/// <param name="Unconfirmed">Parts that somebody must confirm to have read: what was opened here, and notices of withdrawal whatever brought them.</param>
/// <param name="Stopped">The sender or the client ended it, and the agency was told.</param>
public sealed record InboxLine(
    Guid Id, string? From, IReadOnlyList<string> Services, HandoverState State, DateTimeOffset IssuedAt, DateOnly AckDueOn,
    bool Acknowledged, int Step, int Waiting, int Unconfirmed, bool Stopped)
{
    /// <summary>Notices to stop or to pause of which nobody of the agency has said that it did; part of <see cref="Unconfirmed"/>.</summary>
    public int Unacknowledged { get; init; }

    /// <summary>What was arranged; null: nothing was released to the office yet.</summary>
    public InboxStanding? Standing { get; init; }
}

/// <summary>A handover with what was released of it.</summary>
/// <param name="Line">As in the list.</param>
/// <param name="Parts">Released parts, the newest first.</param>
/// <param name="CaseNumber">The agency's own case number.</param>
/// <param name="Answers">What it answered so far.</param>
/// <param name="TellToApply">The office must tell the client to apply: being referred is no application.</param>
/// <param name="MayAnswer">Something was opened, and the handover is not over.</param>
/// <param name="RestFollows">Registering a file opens the rest.</param>
/// <param name="OpensHere">The agency's channel is the inbox.</param>
public sealed record InboxHandover(
    InboxLine Line, IReadOnlyList<InboxPart> Parts, string? CaseNumber, IReadOnlyList<GivenAnswer> Answers, bool TellToApply,
    bool MayAnswer, bool RestFollows, bool OpensHere);

/// <summary>An event as it was released.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="Step">Step of a handover; 0: a message about it.</param>
/// <param name="Revision">0: the first of its step; otherwise a correction.</param>
/// <param name="ReleasedAt">UTC.</param>
/// <param name="Confirmed">Read, or received by the agency's system; a notice of withdrawal: acknowledged.</param>
/// <param name="Status">Coarse status of a message.</param>
/// <param name="Fields">What left.</param>
public sealed record InboxPart(
    Guid Id, int Step, int Revision, DateTimeOffset ReleasedAt, bool Confirmed, string? Status, IReadOnlyList<InboxField> Fields)
{
    /// <summary>The joint plan that it tells; null: it tells none, or went to the agency's system in a form that cannot be shown here.</summary>
    public InboxPlan? Plan { get; init; }
}

/// <summary>A joint plan as it was released.</summary>
/// <param name="Goal">Goal; null: none is known.</param>
/// <param name="Parts">Who leads what, and where it stands.</param>
public sealed record InboxPlan(Goal? Goal, IReadOnlyList<PlanPart> Parts);

/// <summary>A field with its values.</summary>
/// <param name="Path">Canonical path.</param>
/// <param name="Values">Values as they left; empty when they went to the agency's system in a form that cannot be shown here.</param>
public sealed record InboxField(string Path, IReadOnlyList<string> Values);

/// <summary>An answer that took effect.</summary>
/// <param name="At">UTC.</param>
/// <param name="Outcome">Outcome as recorded.</param>
public sealed record GivenAnswer(DateTimeOffset At, string Outcome);

/// <summary>What became of opening.</summary>
public enum InboxOpening
{
    /// <summary>There is no such handover for this agency.</summary>
    NotThere = 0,

    /// <summary>Nothing waits.</summary>
    Nothing = 1,

    /// <summary>Released.</summary>
    Opened = 2,

    /// <summary>The gate said no: it may not leave any more.</summary>
    Withheld = 3,

    /// <summary>It could not be made; it is parked, and the gateway desk looks at it.</summary>
    Failed = 4,
}

/// <summary>What became of an answer.</summary>
public abstract record InboxAnswered
{
    /// <summary>Accepted and durable; it takes effect in a moment, or has already.</summary>
    /// <param name="Repeated">The same form was sent before.</param>
    /// <param name="Opened">The rest of the handover was opened with it.</param>
    /// <param name="TooLate">The handover was over already: the answer is kept, and changes nothing.</param>
    public sealed record Accepted(bool Repeated, bool Opened, bool TooLate) : InboxAnswered;

    /// <summary>Not accepted.</summary>
    /// <param name="Code">One of <see cref="InboxAnswerProblems"/>.</param>
    public sealed record Refused(string Code) : InboxAnswered;

    /// <summary>There is no such handover for this agency, or nothing of it was opened.</summary>
    public sealed record NotThere : InboxAnswered;
}
