using Gateway.Core.Agreements;
using Gateway.Core.DryRuns;

namespace Gateway.Api.Agreements;

/// <summary>Whose agreements are asked for.</summary>
/// <param name="Agency">Agency whose client it is; only for users of the gateway desk.</param>
/// <param name="Scheme">Kind of number: 'insz', 'bsn', 'fnr' or 'agency'.</param>
/// <param name="Value">The number.</param>
/// <param name="Purpose">Why it is asked: 'access-request', 'complaint', 'supervision' or 'breach'. Left out by an agency: 'access-request'.</param>
/// <param name="Language">'en', 'nl' or 'fr'. Left out: 'en'.</param>
public sealed record ClientAsked(string? Agency, string? Scheme, string? Value, string? Purpose, string? Language);

/// <summary>Receipts of a client's agreements.</summary>
/// <param name="Items">Receipts, the newest agreement first.</param>
public sealed record ReceiptList(IReadOnlyList<AgreementReceipt> Items);

/// <summary>Previews of records.</summary>
/// <param name="Items">A preview for each record, in their order.</param>
public sealed record PreviewList(IReadOnlyList<PreviewLine> Items);

/// <summary>What would leave of a record if the client agreed.</summary>
/// <param name="Number">Number of the record.</param>
/// <param name="Digest">Digest of the preview, for the field previewHash of the agreement; absent: nothing would leave.</param>
/// <param name="Purpose">Purpose.</param>
/// <param name="Notice">Id of the notice that is shown today.</param>
/// <param name="NoticeVersion">Its version.</param>
/// <param name="Steps">What would leave, by recipient and step.</param>
/// <param name="Stopped">What would not leave, and why.</param>
/// <param name="Code">Why nothing would leave.</param>
/// <param name="Says">The same as a sentence.</param>
public sealed record PreviewLine(
    int Number, string? Digest, string? Purpose, string? Notice, string? NoticeVersion, IReadOnlyList<PreviewStep> Steps, IReadOnlyList<StoppedStep> Stopped, string? Code, string? Says)
{
    internal static PreviewLine Of(PreviewAnswer answer) => new(
        answer.Number, answer.Preview?.Hash, answer.Preview?.Purpose, answer.Notice, answer.Version?.Version, answer.Preview?.Steps ?? [], [.. answer.Stopped.Select(StoppedStep.Of)],
        answer.Code, answer.Says.Length > 0 ? answer.Says : null);
}

/// <summary>A step that would not leave.</summary>
/// <param name="Recipient">Agency.</param>
/// <param name="Step">Step.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Says">The same as a sentence.</param>
public sealed record StoppedStep(string Recipient, int Step, string Code, string Says)
{
    internal static StoppedStep Of(DryRunStep step) => new(step.Recipient, step.Step, step.Code ?? "", step.Says);
}

/// <summary>Consent records are taken in; they become contract events of the agency.</summary>
/// <param name="SubmissionId">Id of the submission.</param>
/// <param name="Href">Where to read what became of them.</param>
/// <param name="Repeated">The same document came before.</param>
/// <param name="Records">What each comes to, judged as a claim in any other record is.</param>
public sealed record ConsentRecordsTaken(Guid SubmissionId, string Href, bool Repeated, IReadOnlyList<ConsentRecordLine> Records);

/// <summary>What a consent record comes to.</summary>
/// <param name="Event">Contract event it becomes.</param>
/// <param name="Status">'given', 'refused', 'expired', 'unproven' or 'withdrawn'.</param>
/// <param name="Code">Why it is no agreement.</param>
/// <param name="Lacks">What it lacks to be one, or what speaks against it, as canonical paths.</param>
/// <param name="Missing">What else the record does not say.</param>
/// <param name="NotRead">Terms that the gateway does not read, by their place.</param>
public sealed record ConsentRecordLine(string Event, string Status, string? Code, IReadOnlyList<string> Lacks, IReadOnlyList<string> Missing, IReadOnlyList<string> NotRead);
