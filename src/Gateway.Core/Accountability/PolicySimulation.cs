using Gateway.Contracts;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>How a stored release would have been decided otherwise.</summary>
public enum SimulatedKind
{
    /// <summary>The field left, and would not have.</summary>
    WouldNotLeave,

    /// <summary>The field did not leave, and would have if the statement held it.</summary>
    CouldLeave,
}

/// <summary>Releases that would have been decided otherwise, of one field to one recipient.</summary>
/// <param name="Kind">How.</param>
/// <param name="Recipient">Recipient.</param>
/// <param name="Field">Canonical path.</param>
/// <param name="Reason">Reason code of a release that would have been stopped whole; null: the draft's manifest decides about the field.</param>
/// <param name="Count">How many.</param>
/// <param name="Samples">References of some of the referrals, at most <see cref="PolicySimulation.MostSamples"/>.</param>
public sealed record SimulatedLine(SimulatedKind Kind, string Recipient, string Field, string? Reason, int Count, IReadOnlyList<Guid> Samples);

/// <summary>
/// Decides stored releases again under a draft, each on its own day and for the client's agreement as it stood: agreements that
/// changed since do not count. Its memory grows with the fields and recipients of the policy, not with the releases.
/// </summary>
/// <param name="current">The policy that the gateway works under.</param>
/// <param name="draft">The draft.</param>
public sealed class PolicySimulation(Agreed current, Agreed draft)
{
    /// <summary>References given of one line.</summary>
    public const int MostSamples = 5;

    private readonly Dictionary<(SimulatedKind Kind, string Recipient, string Field, string Reason), Counted> _lines = [];

    /// <summary>Releases that were decided again.</summary>
    public int Decided { get; private set; }

    /// <summary>Of these, how many come to something else.</summary>
    public int Otherwise { get; private set; }

    /// <summary>Releases that no policy decides: what an agency is told of its own referral or record, and what was stopped because a route had ended or data was erased.</summary>
    public int NotOfThePolicy { get; private set; }

    /// <summary>The lines: what would not have left first, the most frequent first.</summary>
    public IReadOnlyList<SimulatedLine> Lines =>
        [.. _lines.Select(l => new SimulatedLine(l.Key.Kind, l.Key.Recipient, l.Key.Field, l.Key.Reason.Length == 0 ? null : l.Key.Reason, l.Value.Count, l.Value.Samples))
            .OrderBy(l => l.Kind).ThenByDescending(l => l.Count).ThenBy(l => l.Recipient, StringComparer.Ordinal).ThenBy(l => l.Field, StringComparer.Ordinal)];

    /// <summary>Decides one again.</summary>
    /// <param name="release">As it was decided.</param>
    public void Add(DecidedRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (release.From == release.Recipient || KnownFields.Of(release.Event).Count == 0 || (release.Blocked is { } code && Standing(code) is null))
        {
            NotOfThePolicy++;
            return;
        }

        Decided++;
        var under = Ask(release, draft);
        var now = Ask(release, current);
        var allowed = (under as Release.Allowed)?.View.Fields;
        var reason = (under as Release.Blocked)?.Code ?? "";
        var differs = false;
        foreach (var field in release.Fields.Where(f => allowed?.Contains(f) != true))
            differs |= Count(SimulatedKind.WouldNotLeave, release, field, reason);
        // What the present policy lets through too was in no statement, or a local agreement of then left it out.
        var already = release.Blocked is null ? (now as Release.Allowed)?.View.Fields : null;
        foreach (var field in (allowed ?? new HashSet<string>()).Where(f => !release.Fields.Contains(f) && already?.Contains(f) != true))
            differs |= Count(SimulatedKind.CouldLeave, release, field, "");
        if (differs)
            Otherwise++;
    }

    private static Release Ask(DecidedRelease release, Agreed agreed)
    {
        if (agreed.Directory.Find(release.From) is not { } from || agreed.Directory.Find(release.Recipient) is not { } to)
            return new Release.Blocked(WithheldCodes.RecipientNotLive, new Explanation { Rule = WithheldCodes.RecipientNotLive, Says = WithheldCodes.RecipientNotLive });
        return new PolicyCase
        {
            From = from,
            To = to,
            Purpose = release.Purpose,
            Basis = release.Basis,
            Moment = release.Event switch
            {
                EventTypes.ReferralStatusChanged => PolicyMoment.Status,
                EventTypes.PlanChanged => PolicyMoment.Plan,
                _ => (PolicyMoment)release.Step,
            },
            Situation = release.Blocked is { } code ? Standing(code)!.Value : release.HasAgreement ? PolicySituation.AgreementGiven : PolicySituation.NoAgreement,
            Collaboration = agreed.Sites.Find(release.Collaboration),
            Day = agreed.Directory.DayAt(release.From, release.At),
        }.Ask(agreed);
    }

    /// <summary>Where the client stood when the gate stopped a release; null: it was not the policy that stopped it.</summary>
    private static PolicySituation? Standing(string code) => code switch
    {
        WithheldCodes.ClientRestricted => PolicySituation.Restricted,
        WithheldCodes.ClientObjected => PolicySituation.Objected,
        WithheldCodes.ClientProtected => PolicySituation.Protected,
        WithheldCodes.AgreementMissing or WithheldCodes.AgreementRequested or WithheldCodes.AgreementUnproven or WithheldCodes.AgreementNoticeUnknown
            or WithheldCodes.AgreementNoticeNotShown or WithheldCodes.AgreementNoticeLanguage or WithheldCodes.AgreementWayImpossible or WithheldCodes.AgreementCapacity => PolicySituation.NoAgreement,
        WithheldCodes.AgreementWithdrawn or WithheldCodes.AgreementRevoked or WithheldCodes.AgreementExpired or WithheldCodes.AgreementInvalidated
            or WithheldCodes.AgreementReplaced => PolicySituation.AgreementWithdrawn,
        // A stated no counts where no agreement is required too.
        WithheldCodes.AgreementRefused => null,
        WithheldCodes.NoManifest or WithheldCodes.ControlApart or WithheldCodes.RecipientNotLive or WithheldCodes.CollaborationEnded
            or WithheldCodes.PurposeUnknown or WithheldCodes.PurposeNotActivation => PolicySituation.AgreementGiven,
        _ => code.StartsWith("basis-", StringComparison.Ordinal) ? PolicySituation.AgreementGiven : null,
    };

    private bool Count(SimulatedKind kind, DecidedRelease release, string field, string reason)
    {
        var key = (kind, release.Recipient, field, reason);
        if (!_lines.TryGetValue(key, out var counted))
            _lines[key] = counted = new Counted();
        counted.Count++;
        if (counted.Samples.Count < MostSamples && !counted.Samples.Contains(release.Referral))
            counted.Samples.Add(release.Referral);
        return true;
    }

    private sealed class Counted
    {
        internal int Count { get; set; }

        internal List<Guid> Samples { get; } = [];
    }
}
