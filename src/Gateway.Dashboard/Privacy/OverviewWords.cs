using Gateway.Contracts.Events;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>An overview in plain words of the reader's language, said to the client.</summary>
internal sealed class OverviewWords(Dictionary words, Func<DateTimeOffset, string> at, Agreed agreed)
{
    internal OverviewWords(Viewer viewer, Agreed agreed) : this(viewer.Dictionary, viewer.At, agreed)
    {
    }

    internal string Agency(string id) => agreed.Directory.NameOf(id);

    internal string What(DisclosureLine line) => ClientWords.What(words, line.Event, line.Step, line.Status);

    internal string Purpose(DisclosureLine line) => ClientWords.Purpose(words, agreed, line.Purpose);

    internal string Basis(string reference) => ClientWords.Basis(words, agreed, reference);

    internal IReadOnlyList<string> Fields(DisclosureLine line) => ClientWords.Fields(words, line.Fields);

    internal string Arrival(DisclosureArrival arrival) => words[ClientWords.Arrival(arrival)];

    internal string Stop(string status) => words[status switch
    {
        CoarseStatuses.ClientObjected => "you object",
        CoarseStatuses.ClientRestricted => "the use of your data is restricted",
        _ => "you withdrew your agreement",
    }];

    /// <summary>Whether the office said that it stopped; that a message arrived says nothing of it.</summary>
    internal string Confirmed(StopLine stop) => stop switch
    {
        { ConfirmedAt: { } said } => words["confirmed on {0} by {1}", at(said), Agency(stop.Recipient)],
        { Lifted: true } => words["lifted, so that nothing need be confirmed any more"],
        { ToldAt: null } => words["the message has not left yet"],
        { ToldAt: { } told, LastDay: { } due } => words["told on {0}, not yet confirmed; to be confirmed by {1}", at(told), Plain.Day(due)],
        { ToldAt: { } told } => words["told on {0}, not yet confirmed; the term has passed and the office is called", at(told)],
    };

    internal string Status(AgreementStatus status) => words[ClientWords.Status(status)];

    internal string Happened(string kind) => words[kind switch
    {
        "agreement.recorded" => "Recorded",
        "agreement.withdrawn" => "Withdrawn",
        "agreement.ending" => "The office was told that it ends",
        "agreement.expired" => "Ended by its last day",
        "agreement.withdrawn-ahead" => "Withdrawn before it was recorded",
        _ => "Changed",
    }];

    internal string Refusal(string code) => words[code switch
    {
        WithheldCodes.AgreementMissing or WithheldCodes.AgreementRequested or WithheldCodes.AgreementUnproven or WithheldCodes.AgreementNoticeUnknown
            or WithheldCodes.AgreementNoticeNotShown or WithheldCodes.AgreementNoticeLanguage or WithheldCodes.AgreementWayImpossible or WithheldCodes.AgreementCapacity or WithheldCodes.AgreementPreviewUnknown => "There was no agreement of yours that could be relied on.",
        WithheldCodes.AgreementPreviewNarrower => "What you were shown before you agreed did not name it.",
        WithheldCodes.AgreementRefused => "You had said no.",
        WithheldCodes.AgreementWithdrawn => "You had withdrawn your agreement.",
        WithheldCodes.AgreementExpired => "Your agreement had passed its last day.",
        WithheldCodes.AgreementRevoked or WithheldCodes.AgreementInvalidated or WithheldCodes.AgreementReplaced => "The agreement no longer counted.",
        WithheldCodes.ClientObjected => "You had objected.",
        WithheldCodes.ClientRestricted => "The use of your data is restricted.",
        WithheldCodes.ClientProtected => "Your data is specially protected.",
        WithheldCodes.ControlApart or WithheldCodes.PurposeNotActivation => "It was for control. Guidance and control are kept apart.",
        WithheldCodes.AssessmentMissing or WithheldCodes.AssessmentNotWithClient or WithheldCodes.AssessmentNotConfirmed => "What you need had not been worked out and confirmed with you.",
        WithheldCodes.NoManifest => "The rules give this office nothing for it.",
        WithheldCodes.RecipientNotLive or WithheldCodes.CollaborationEnded or WithheldCodes.SenderNotLive => "The office no longer took part.",
        "ended" => "The route had ended.",
        "erased" => "Your data had been erased.",
        _ when code.StartsWith("basis-", StringComparison.Ordinal) || code == WithheldCodes.PurposeUnknown => "There was no legal basis for it.",
        _ => "No office was found for it, so nothing left.",
    }];
}
