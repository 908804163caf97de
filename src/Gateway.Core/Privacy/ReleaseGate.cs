using Gateway.Contracts;
using Gateway.Core.Routing;

namespace Gateway.Core.Privacy;

/// <summary>
/// The gate just before bytes leave: everything is asked again of things as they are now. A status event is let
/// through after a withdrawal or the end of the local agreement, because the other side must learn that the route
/// ended; it carries no more than its manifest names. A joint plan needs the agreement, as a handover does.
/// </summary>
public static class ReleaseGate
{
    /// <summary>Decides.</summary>
    /// <param name="release">What stands behind the release, as it is now.</param>
    /// <param name="agreed">What the agencies agreed, as it is now.</param>
    public static Release Decide(ReleaseCase release, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(agreed);
        var needsAgreement = release.Event != EventTypes.ReferralStatusChanged;
        var purpose = agreed.Policy.Purposes.GetValueOrDefault(release.Purpose);
        var basis = agreed.Policy.Bases.GetValueOrDefault(release.BasisReference);

        // The basis is the referring agency's: the one that hands over, or the one that is told.
        var objection = OfParties(release)
            ?? Safeguards.OfPurpose(purpose)
            ?? Safeguards.OfBasis(basis, release.Purpose, release.Event == EventTypes.ReferralHandover ? [release.From] : [release.From, release.To], release.Today)
            ?? Safeguards.OfClient(release.Client)
            ?? (needsAgreement ? OfCollaboration(release) : null)
            ?? (needsAgreement
                ? Safeguards.OfAgreement(release.Agreement?.Status, release.Agreement?.Expires, Safeguards.AgreementRequired(purpose!, basis!), release.Today)
                : null)
            ?? (needsAgreement ? Safeguards.OfScope(release.Agreement, release.Services, Safeguards.AgreementRequired(purpose!, basis!), agreed.Directory) : null);
        InputVersion[] inputs = [new("policy", agreed.Policy.Version), new("directory", agreed.Directory.Version)];
        if (objection is not null)
            return Blocked(objection.Code, objection.Says, inputs);
        if (Views.Decide(release, agreed) is not { } whole)
            return Blocked(WithheldCodes.NoManifest, DecisionSentences.NoManifestToday, inputs);
        if (AsShown(whole, release.Event == EventTypes.ReferralHandover ? release.Shown : null) is not { } view)
            return Blocked(WithheldCodes.AgreementPreviewNarrower, WithheldCodes.AgreementPreviewNarrower, inputs);
        return new Release.Allowed(view, basis!, new Explanation
        {
            Rule = view.Manifest,
            Says = DecisionSentences.StillAllowed,
            Inputs = [.. inputs, .. view.Why.Inputs.Where(i => i.Input != "policy")],
            Notices = view.Why.Notices,
        })
        {
            NotShown = whole.Fields.Except(view.Fields, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The client agreed to what the preview showed: what it did not show stays behind. Null when nothing is left.</summary>
    private static View? AsShown(View view, IReadOnlySet<string>? shown)
    {
        if (shown is null)
            return view;
        var fields = view.Fields.Where(shown.Contains).ToHashSet(StringComparer.Ordinal);
        return fields.Count == 0 ? null : view with { Fields = fields };
    }

    private static Safeguards.Objection? OfParties(ReleaseCase release)
    {
        if (!release.To.Live)
            return new(WithheldCodes.RecipientNotLive);
        return Safeguards.ServesActivation(release.To.Class) && Safeguards.ServesActivation(release.From.Class)
            ? null
            : new(WithheldCodes.ControlApart);
    }

    private static Safeguards.Objection? OfCollaboration(ReleaseCase release) =>
        release.Collaboration is { } collaboration && !collaboration.InForce(release.Today)
            ? new(WithheldCodes.CollaborationEnded)
            : null;

    private static Release.Blocked Blocked(string code, string says, InputVersion[] inputs) =>
        new(code, new Explanation { Rule = code, Says = says, Inputs = inputs });
}
