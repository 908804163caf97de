using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;

namespace Gateway.Core.Rights;

/// <summary>Gives a client a copy of everything that one agency knows through the gateway (GDPR art. 15(3), 20).</summary>
public interface IClientCopies
{
    /// <summary>Begins a copy; it is noted before anything is read.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="subject">Whose data.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<CopyAnswer> BeginAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation);
}

/// <summary>What a request for a copy came to.</summary>
public abstract record CopyAnswer
{
    /// <summary>There is none.</summary>
    /// <param name="Code">One of <see cref="RightsFaults"/>.</param>
    public sealed record Refused(string Code) : CopyAnswer;

    /// <summary>A copy that is read page by page while it is written.</summary>
    /// <param name="Agency">Agency.</param>
    /// <param name="At">When it was begun, domain time, UTC.</param>
    /// <param name="Pages">Its pages; the last is a <see cref="CopyPage.End"/>.</param>
    public sealed record Begun(string Agency, DateTimeOffset At, IAsyncEnumerable<CopyPage> Pages) : CopyAnswer;
}

/// <summary>A page of a copy.</summary>
public abstract record CopyPage
{
    /// <summary>What protects the client, and in which schemes numbers are known.</summary>
    public sealed record Standing(bool SecretAddress, bool StaffOfAgency, bool Restricted, bool Objected, IReadOnlyList<string> Schemes) : CopyPage;

    /// <summary>Records with their statements.</summary>
    public sealed record Records(IReadOnlyList<CopiedRecord> Items) : CopyPage;

    /// <summary>Decisions about referrals, with their reasons.</summary>
    public sealed record Decisions(IReadOnlyList<CopiedDecision> Items) : CopyPage;

    /// <summary>What left, to whom, when, on which basis.</summary>
    public sealed record Disclosures(IReadOnlyList<DisclosureLine> Items) : CopyPage;

    /// <summary>What was asked and did not happen.</summary>
    public sealed record Refusals(IReadOnlyList<RefusalLine> Items) : CopyPage;

    /// <summary>Offices that were told to stop or to pause.</summary>
    public sealed record Stops(IReadOnlyList<StopLine> Items) : CopyPage;

    /// <summary>What the controller's own people, and those of the gateway desk, were shown of the client; nobody is named.</summary>
    public sealed record Openings(IReadOnlyList<OpeningLine> Items) : CopyPage;

    /// <summary>Agreements with what happened to them, withdrawals too.</summary>
    public sealed record Agreements(IReadOnlyList<AgreementLine> Items) : CopyPage;

    /// <summary>Requests of control services, as far as the client may be told of them.</summary>
    public sealed record Mandates(IReadOnlyList<Core.Mandates.MandateSeen> Items) : CopyPage;

    /// <summary>Tasks of people about the client.</summary>
    public sealed record Tasks(IReadOnlyList<CopiedTask> Items) : CopyPage;

    /// <summary>Deadlines about the client.</summary>
    public sealed record Deadlines(IReadOnlyList<CopiedDeadline> Items) : CopyPage;

    /// <summary>The end. A copy without it broke off.</summary>
    /// <param name="Complete">Everything is in it that may be told now.</param>
    /// <param name="Reason">Why not: <c>erased</c>, the client was erased meanwhile; <c>changed</c>, the key was exchanged.</param>
    /// <param name="Apart">Records of which a part lies in a compartment that the gateway itself cannot open: the agency gives them.</param>
    /// <param name="Unreadable">Records that cannot be opened at the moment.</param>
    public sealed record End(bool Complete, string? Reason, int Apart, int Unreadable) : CopyPage;
}

/// <summary>A record as the agency sent it.</summary>
/// <param name="Record">Name: submission, point, number.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="State">State of the record.</param>
/// <param name="Reason">Reason code when it is set aside.</param>
/// <param name="Statements">Statements: type and data as understood.</param>
/// <param name="Source">The record's own text as it was sent, without what lies in a compartment; null: its bytes are no text.</param>
public sealed record CopiedRecord(string Record, DateTimeOffset ReceivedAt, string State, string? Reason, IReadOnlyList<CopiedStatement> Statements, string? Source);

/// <summary>A statement.</summary>
/// <param name="Type">Event type.</param>
/// <param name="Data">Its data.</param>
public sealed record CopiedStatement(string Type, JsonObject Data);

/// <summary>A decision.</summary>
/// <param name="At">UTC.</param>
/// <param name="Referral">Referral.</param>
/// <param name="Kind"><c>admission</c>, <c>routing</c>, <c>view</c> or <c>release</c>.</param>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Rule">Rule that fired.</param>
/// <param name="Why">Reason.</param>
/// <param name="Missing">What was missing.</param>
public sealed record CopiedDecision(DateTimeOffset At, Guid Referral, string Kind, string Outcome, string Rule, Sentence Why, IReadOnlyList<string> Missing);

/// <summary>A task of a person about the client.</summary>
/// <param name="Kind">Kind of the worklist.</param>
/// <param name="Agency">Whose desk.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Says">What is to be done.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="DueOn">Last day to act.</param>
/// <param name="ClosedAt">UTC; null: open.</param>
public sealed record CopiedTask(string Kind, string Agency, string Code, Sentence Says, DateTimeOffset OpenedAt, DateOnly? DueOn, DateTimeOffset? ClosedAt);

/// <summary>A deadline about the client.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="LastDay">Its last day at the agency.</param>
/// <param name="State">Whether it runs.</param>
public sealed record CopiedDeadline(string Kind, DateOnly LastDay, string State);
