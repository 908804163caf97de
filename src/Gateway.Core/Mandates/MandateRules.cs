using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Mandates;

/// <summary>
/// What a control service may have on a mandate. Asked when the request comes in and again when its answer is read: the mandate,
/// the basis and the policy must still hold then. Whether the person is known takes no part: an unknown person and one of whom
/// there is nothing look the same to whoever asks.
/// </summary>
public static class MandateRules
{
    /// <summary>Decides.</summary>
    /// <param name="given">The request.</param>
    /// <param name="agreed">Policy and directory.</param>
    public static MandateDecision Decide(MandateCase given, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(agreed);
        var asked = given.Asked;
        var basis = agreed.Policy.Bases.GetValueOrDefault(asked.Basis);
        var code = given.Recipient is { Live: true } recipient && IsControl(recipient.Class)
            ? OfBasis(basis, given, recipient, agreed) ?? OfPeriod(asked, basis!.Mandate!, given.Today)
            : MandateCodes.NotControl;
        var listed = code is null ? basis!.Mandate!.Kinds : [];
        var kinds = asked.Kinds.Distinct(StringComparer.Ordinal).ToList();
        var refused = kinds.Where(k => !listed.Contains(k)).Select(k => new RefusedKind(k, DataKinds.Never.Contains(k) ? MandateCodes.KindNever : code ?? MandateCodes.KindNotListed));
        return new MandateDecision(code, [.. kinds.Where(k => listed.Contains(k) && DataKinds.Walled.Contains(k))], [.. refused]);
    }

    /// <summary>What a request may have when its answer is read: what was said at first, as far as it still holds. A later policy adds nothing.</summary>
    /// <param name="before">What was decided.</param>
    /// <param name="now">What would be decided now.</param>
    public static MandateDecision Again(MandateDecision before, MandateDecision now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        return before.Code is not null
            ? before
            : new MandateDecision(now.Code, [.. before.Given.Where(now.Given.Contains)], [.. before.Refused, .. now.Refused.Where(r => before.Given.Contains(r.Kind))]);
    }

    /// <summary>Whether a class of agencies controls: it asks with mandates, and takes no part in a referral.</summary>
    public static bool IsControl(RecipientClass recipient) => recipient is RecipientClass.PesControl;

    private static string? OfBasis(LegalBasis? basis, MandateCase given, Agency recipient, Agreed agreed)
    {
        if (basis?.Mandate is not { } terms)
            return MandateCodes.BasisUnknown;
        if (basis.From > given.Today || basis.To < given.Today)
            return MandateCodes.BasisNotInForce;
        if (!terms.Recipients.Contains(recipient.Id) || recipient.Country != basis.Country)
            return MandateCodes.BasisOtherRecipient;
        // An agency that the directory does not know and one that the basis does not cover are told alike.
        return agreed.Directory.Find(given.Asked.Controller) is { } controller && controller.Country == basis.Country && (basis.Agencies.Count == 0 || basis.Agencies.Contains(controller.Id))
            ? null
            : MandateCodes.BasisOtherController;
    }

    private static string? OfPeriod(MandateAsked asked, MandateTerms terms, DateOnly today)
    {
        if (asked.EndsOn < today)
            return MandateCodes.Ended;
        if (asked.From > asked.To || asked.To > today)
            return MandateCodes.PeriodInvalid;
        return asked.To.DayNumber - asked.From.DayNumber + 1 > terms.LongestDays ? MandateCodes.PeriodTooLong : null;
    }
}
