using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;

namespace Gateway.Core.Operating;

/// <summary>
/// Referrals that an office without a system sends itself, in the web inbox. Each form becomes the event that a system would
/// hand in; another agency's referral is like one that does not exist.
/// </summary>
public interface IOwnReferrals
{
    /// <summary>The office's referrals, the newest first, and what it sent that still waits. Nothing of a client is in it.</summary>
    /// <param name="agency">The office.</param>
    /// <param name="page">Which page of its referrals, from 1 on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<OwnReferralList> ListAsync(string agency, int page, CancellationToken cancellation);

    /// <summary>A referral, shown to a person, who is noted before. Null: there is none of this agency.</summary>
    Task<OwnReferral?> ShowAsync(string agency, Guid referral, Reader reader, CancellationToken cancellation);

    /// <summary>The form of a referral as it stands, to correct it; the person who is shown it is noted before. Null: there is none, it has ended, or it cannot be opened.</summary>
    Task<OwnReferralForm?> ToCorrectAsync(string agency, Guid referral, Reader reader, CancellationToken cancellation);

    /// <summary>Hands in a referral or its correction. It waits <see cref="Undoing.Time"/> before it is worked on.</summary>
    /// <returns>Null: it corrects nothing of this agency.</returns>
    Task<InboxAnswered?> SendAsync(string agency, OwnReferralForm form, string user, CancellationToken cancellation);

    /// <summary>Takes back what waits.</summary>
    /// <returns>False: there is no such thing, or it is on its way already.</returns>
    Task<bool> TakeBackAsync(string agency, Guid submission, string user, CancellationToken cancellation);

    /// <summary>Lets go what waits, before its time.</summary>
    /// <returns>False: there is no such thing, or it is on its way already.</returns>
    Task<bool> SendNowAsync(string agency, Guid submission, string user, CancellationToken cancellation);

    /// <summary>Cancels a referral: whoever has it is told to stop. It waits <see cref="Undoing.Time"/> too.</summary>
    Task<InboxAnswered?> CancelAsync(string agency, Guid referral, string key, string user, CancellationToken cancellation);

    /// <summary>Arranges something with a part of a referral.</summary>
    Task<InboxAnswered?> ArrangeAsync(string agency, Guid referral, Guid part, InboxAnswer answer, string user, CancellationToken cancellation);

    /// <summary>Opens what is told about a referral: a release like every other.</summary>
    Task<InboxOpening> OpenAsync(string agency, Guid referral, string user, CancellationToken cancellation);
}

/// <summary>How long something that was sent in the web inbox can be taken back.</summary>
public static class Undoing
{
    /// <summary>Ten minutes.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);
}

/// <summary>What the pages about own referrals read and change; the rules stand elsewhere.</summary>
public interface IOwnReferralStore
{
    /// <summary>An agency's referrals, the newest first, with what the agency was told.</summary>
    Task<IReadOnlyList<OwnFile>> ListAsync(string agency, int skip, int most, CancellationToken cancellation);

    /// <summary>One of them; null: there is none.</summary>
    Task<OwnFile?> ReadAsync(string agency, Guid referral, CancellationToken cancellation);

    /// <summary>What an agency sent that waits.</summary>
    Task<IReadOnlyList<HeldSubmission>> HeldAsync(string agency, CancellationToken cancellation);

    /// <summary>Takes back what waits: its bytes are destroyed.</summary>
    Task<bool> TakeBackAsync(string agency, Guid submission, string user, CancellationToken cancellation);

    /// <summary>Lets go what waits.</summary>
    Task<bool> SendNowAsync(string agency, Guid submission, string user, CancellationToken cancellation);
}

/// <summary>An agency's own referral.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Handovers">Its parts.</param>
/// <param name="Told">Deliveries to the agency about it, the newest first.</param>
/// <param name="Payloads">Bytes of those that were released and can be opened.</param>
/// <param name="Statement">What the agency stated last; null: it cannot be opened any more.</param>
public sealed record OwnFile(
    ReferralSnapshot Referral, IReadOnlyList<HandoverSnapshot> Handovers, IReadOnlyList<DeliverySnapshot> Told, IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Payloads, JsonObject? Statement)
{
    /// <summary>Without what is opened: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(OwnFile)} {{ Referral = {Referral.Id} }}";
}

/// <summary>A submission that waits for its time.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Left">How long it waits still.</param>
/// <param name="Content">Its bytes.</param>
public sealed record HeldSubmission(SubmissionSnapshot Submission, TimeSpan Left, ReadOnlyMemory<byte> Content)
{
    /// <summary>Without its bytes: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(HeldSubmission)} {{ Submission = {Submission.Id} }}";
}

/// <summary>The office's own referrals.</summary>
/// <param name="Lines">Referrals, the newest first.</param>
/// <param name="Held">What was sent and waits.</param>
/// <param name="More">Others come behind them.</param>
public sealed record OwnReferralList(IReadOnlyList<OwnReferralLine> Lines, IReadOnlyList<OwnHeld> Held, bool More);

/// <summary>What was sent and can be taken back.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="Ticket">The referral's reference.</param>
/// <param name="Services">Services asked.</param>
/// <param name="Left">How long it waits still.</param>
public sealed record OwnHeld(Guid Id, string Type, string? Ticket, IReadOnlyList<string> Services, TimeSpan Left);

/// <summary>An own referral in the list.</summary>
/// <param name="Id">The gateway's id.</param>
/// <param name="Ticket">The office's reference; null: it cannot be opened any more.</param>
/// <param name="Services">Services asked.</param>
/// <param name="SubmittedAt">When the gateway received it, UTC.</param>
/// <param name="Parts">What the office was told, office by office; empty: nothing yet.</param>
/// <param name="Waiting">Messages that wait to be opened.</param>
/// <param name="AsksCounsellor">The local agreement has a counsellor of the office decide.</param>
/// <param name="Overdue">No office answered in time: the gateway desk knows more.</param>
/// <param name="Ended">The office cancelled it, or it was decided not to refer.</param>
public sealed record OwnReferralLine(
    Guid Id, string? Ticket, IReadOnlyList<string> Services, DateTimeOffset SubmittedAt, IReadOnlyList<OwnPart> Parts, int Waiting, bool AsksCounsellor, bool Overdue, bool Ended);

/// <summary>What the office was told of one part of its referral.</summary>
/// <param name="Handover">The part.</param>
/// <param name="Office">Office addressed.</param>
/// <param name="Services">Services of the part.</param>
/// <param name="Status">Coarse status as it was told last.</param>
/// <param name="Since">When it was opened, UTC.</param>
/// <param name="Contact">Whom to call there.</param>
/// <param name="CaseNumber">The other office's case number, where it may be told.</param>
/// <param name="Standing">What was arranged, as it was told.</param>
/// <param name="Open">Something may be arranged still.</param>
public sealed record OwnPart(
    Guid Handover, string Office, IReadOnlyList<string> Services, string Status, DateTimeOffset Since, ProfessionalContact? Contact, string? CaseNumber, InboxStanding Standing, bool Open);

/// <summary>An own referral with what the office stated.</summary>
/// <param name="Line">As in the list.</param>
/// <param name="Fields">What it stated, field by field.</param>
/// <param name="Plan">The joint plan as it was told last.</param>
/// <param name="Told">What it was told, the newest first.</param>
public sealed record OwnReferral(OwnReferralLine Line, IReadOnlyList<InboxField> Fields, InboxPlan? Plan, IReadOnlyList<OwnTold> Told);

/// <summary>A message about an own referral that was opened.</summary>
/// <param name="At">UTC.</param>
/// <param name="Office">Whose message it is.</param>
/// <param name="Status">Coarse status; null: another message.</param>
public sealed record OwnTold(DateTimeOffset At, string Office, string? Status);
