using Gateway.Core.Agreements;
using Gateway.Core.DryRuns;

namespace Gateway.Api.Agreements;

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
