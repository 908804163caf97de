namespace Gateway.Core.Work;

/// <summary>
/// Something that a decision asks the store to write. Effects are data: a decision that is only looked at (the preview of
/// a replay, a test) has the same effects and writes nothing.
/// </summary>
public abstract record Effect
{
    /// <summary>A new row.</summary>
    /// <param name="Row">A snapshot or another row of the store's model.</param>
    public sealed record Added(object Row) : Effect;

    /// <summary>A changed row. It is written only if the store still holds it as it was read.</summary>
    /// <param name="Before">As it was read, or as an earlier effect left it.</param>
    /// <param name="After">As it is to be.</param>
    public sealed record Changed(IVersioned Before, IVersioned After) : Effect;

    /// <summary>
    /// The decision holds only as long as this row is as it was read. Of a release and a withdrawal at the same moment, the
    /// second to commit finds out and decides again.
    /// </summary>
    /// <param name="Row">As it was read.</param>
    public sealed record ReliedOn(IVersioned Row) : Effect;

    /// <summary>An entry of the audit trail.</summary>
    /// <param name="Kind">What happened, for example <c>handover.issued</c>.</param>
    /// <param name="Actor">Whose doing: an agency, <c>gateway</c> or a user.</param>
    /// <param name="Subject">What it is about.</param>
    /// <param name="Detail">Codes only, never a client's data; null when the kind says it all.</param>
    public sealed record Audited(string Kind, string Actor, Guid Subject, object? Detail) : Effect
    {
        /// <summary>What the same decision did beside, as far as it stands in this entry and has none of its own.</summary>
        public IReadOnlyList<AuditPart> With { get; init; } = [];
    }

    /// <summary>Work for a stage.</summary>
    /// <param name="Stage">One of <see cref="StageNames"/>.</param>
    /// <param name="Subject">What to work on.</param>
    /// <param name="TraceParent">W3C trace parent that the work goes on in.</param>
    /// <param name="Generation">Round on this subject; 0 the first time.</param>
    public sealed record Enqueued(string Stage, Guid Subject, string? TraceParent = null, int Generation = 0) : Effect
    {
        /// <summary>How long it waits before it is worked on.</summary>
        public TimeSpan Delay { get; init; }
    }

    /// <summary>A ticket is known from now on. The store refuses the commit when a record that was not read waits for it.</summary>
    /// <param name="Ticket">Blind index of the ticket.</param>
    public sealed record Arrived(byte[] Ticket) : Effect;

    /// <summary>Stops the running deadlines of a kind about a subject.</summary>
    /// <param name="Subject">What they are about.</param>
    /// <param name="Kind">One of <see cref="DeadlineKinds"/>.</param>
    public sealed record DeadlinesStopped(Guid Subject, string Kind) : Effect;

    /// <summary>Closes the open tasks about subjects.</summary>
    /// <param name="Subjects">What the tasks are about.</param>
    /// <param name="Kinds">Only tasks of these kinds; none: all.</param>
    /// <param name="By">What closed them.</param>
    public sealed record TasksClosed(IReadOnlyList<Guid> Subjects, IReadOnlyList<string> Kinds, string By) : Effect;

    /// <summary>Closes a task that was read as open. It is written only if nobody closed it meanwhile.</summary>
    /// <param name="Task">As it was read.</param>
    /// <param name="By">What closed it.</param>
    public sealed record TaskClosed(OfficeTask Task, string By) : Effect;

    /// <summary>A submission's bytes are destroyed with their key, because their time is over. It is written only if no more of them was read meanwhile.</summary>
    /// <param name="Before">As it was read.</param>
    /// <param name="After">As it is to be.</param>
    public sealed record BytesDestroyed(Intake.SubmissionSnapshot Before, Intake.SubmissionSnapshot After) : Effect;

    /// <summary>A work item of another stage has nothing left to do. It is written only if the item is still in the state in which it was read; a lease on it ends.</summary>
    /// <param name="Item">As it was read.</param>
    public sealed record WorkEnded(WorkItem Item) : Effect;

    /// <summary>A delivery's bytes are about to leave.</summary>
    /// <param name="Delivery">As released.</param>
    /// <param name="Bytes">Its bytes; they are sealed under the client's key.</param>
    /// <param name="Disclosure">The disclosure, without the digest of the bytes.</param>
    public sealed record Released(Handovers.DeliverySnapshot Delivery, ReadOnlyMemory<byte> Bytes, Privacy.Disclosure Disclosure) : Effect
    {
        /// <summary>Without the bytes: an effect may end up in a message or a log.</summary>
        public override string ToString() => $"{nameof(Released)} {{ Delivery = {Delivery.Id} }}";
    }

    /// <summary>A disclosure is taken back: its bytes did not leave.</summary>
    /// <param name="Delivery">Its delivery.</param>
    public sealed record DisclosureRetracted(Guid Delivery) : Effect;

    /// <summary>A submission changed: how far it is read, and what came of it.</summary>
    /// <param name="Before">As it was read.</param>
    /// <param name="After">As it is to be.</param>
    public sealed record SubmissionChanged(Intake.SubmissionSnapshot Before, Intake.SubmissionSnapshot After) : Effect;

    /// <summary>
    /// A record that was set aside is translated. Its row was read without its sealed bytes; a key of its own under which it
    /// lay is destroyed.
    /// </summary>
    /// <param name="Before">As it was read.</param>
    /// <param name="After">As it is to be, apart from the sealed bytes.</param>
    /// <param name="Under">Whose key it is kept under now.</param>
    /// <param name="Read">As its profile reads it.</param>
    public sealed record KeptAgain(Intake.RecordSnapshot Before, Intake.RecordSnapshot After, Intake.KnownClient Under, Intake.ReadRecord Read) : Effect
    {
        /// <summary>Without statements and bytes: an effect may end up in a message or a log.</summary>
        public override string ToString() => $"{nameof(KeptAgain)} {{ Record = {After.Id} }}";
    }

    /// <summary>
    /// Records of a submission are not set aside any more. It is counted where the row is: others may translate records of
    /// the same submission at the same moment. When none is left and it is finished, its bytes are destroyed with their key.
    /// </summary>
    /// <param name="Submission">The submission.</param>
    /// <param name="Fewer">How many.</param>
    /// <param name="Further">It is read on behind the last record that was known.</param>
    /// <param name="ProfileVersion">Version of the profile under which they were read.</param>
    /// <param name="Finished">Nothing more is read from its bytes.</param>
    public sealed record SubmissionTranslatedAgain(Intake.SubmissionSnapshot Submission, int Fewer, bool Further, string? ProfileVersion, bool Finished) : Effect;

    /// <summary>Segments of a submission are removed; the row itself, with its key, is changed by another effect.</summary>
    /// <param name="Submission">The submission.</param>
    public sealed record BytesForgotten(Intake.SubmissionSnapshot Submission) : Effect;

    /// <summary>A record is kept: its statements and bytes are sealed under its key, what a profile marks in its compartment.</summary>
    /// <param name="Record">The row, without what is sealed.</param>
    /// <param name="Under">Whose key.</param>
    /// <param name="Statements">Statements.</param>
    /// <param name="Read">The record as read.</param>
    public sealed record Kept(Intake.RecordSnapshot Record, Intake.KnownClient Under, IReadOnlyList<Clients.Statement> Statements, Intake.ReadRecord Read) : Effect
    {
        /// <summary>Without the contents.</summary>
        public override string ToString() => $"{nameof(Kept)} {{ Record = {Record.Id} }}";
    }

    /// <summary>Something stood in the way of a referral: the barrier log counts it, in one entry an agreement, reason, office and month.</summary>
    /// <param name="Collaboration">Local agreement; null: none.</param>
    /// <param name="Barrier">Coded reason.</param>
    /// <param name="Owner">Office that looks after it.</param>
    public sealed record BarrierCounted(string? Collaboration, string Barrier, string Owner) : Effect
    {
        /// <summary>Level that can solve it.</summary>
        public string Level { get; init; } = "agency";

        /// <summary>Month that a site counted; null: it is met now.</summary>
        public string? Month { get; init; }

        /// <summary>How many it stopped in all in <see cref="Month"/>; null: one more.</summary>
        public int? People { get; init; }
    }

    /// <summary>Somebody did something on a page.</summary>
    /// <param name="Operation">What.</param>
    public sealed record Operated(Operating.PageOperation Operation) : Effect;

    /// <summary>What became known of a client; it is sealed under the client's key before it is stored.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Life">All of it.</param>
    public sealed record LifeNoted(Guid Client, Life.ClientLife Life) : Effect;

    /// <summary>A number names a client no longer.</summary>
    /// <param name="Agency">Agency.</param>
    /// <param name="Hash">Blind index of the number.</param>
    /// <param name="Client">The client that it named.</param>
    public sealed record IdentifierForgotten(string Agency, byte[] Hash, Guid Client) : Effect;

    /// <summary>A text that is sealed under the client's key before it is stored.</summary>
    /// <param name="Handover">The handover it belongs to.</param>
    /// <param name="Client">Whose key.</param>
    /// <param name="CaseNumber">The recipient's own number of the case.</param>
    public sealed record CaseNumberNoted(Guid Handover, Guid Client, string CaseNumber) : Effect
    {
        /// <summary>Without the number: an effect may end up in a message or a log.</summary>
        public override string ToString() => $"{nameof(CaseNumberNoted)} {{ Handover = {Handover} }}";
    }
}

/// <summary>Something that a decision did and that its audit entry tells with it.</summary>
/// <param name="Kind">What happened, for example <c>handover.issued</c>.</param>
/// <param name="Actor">Whose doing.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Detail">Codes only, never a client's data; null when the kind says it all.</param>
public sealed record AuditPart(string Kind, string Actor, Guid Subject, object? Detail);
