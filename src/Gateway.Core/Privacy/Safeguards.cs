using Gateway.Core.Directory;

namespace Gateway.Core.Privacy;

/// <summary>Checks that admission and release share, so that the gate asks again exactly what was asked before.</summary>
internal static class Safeguards
{
    /// <summary>A code and the sentence that goes with it.</summary>
    internal sealed record Objection(string Code, string Text);

    internal static Objection? OfPurpose(Purpose? purpose) => purpose switch
    {
        null => new Objection(WithheldCodes.PurposeUnknown, "The policy has no such purpose."),
        { Activation: false } => new Objection(WithheldCodes.PurposeNotActivation, "The purpose is control; no activation route serves it."),
        _ => null,
    };

    internal static Objection? OfBasis(LegalBasis? basis, string purpose, IReadOnlyList<Agency> anyOf, DateOnly today)
    {
        if (basis is null)
            return new Objection(WithheldCodes.BasisUnknown, "The legal basis is not in the registry.");
        if (basis.From > today || basis.To < today)
            return new Objection(WithheldCodes.BasisNotInForce, "The legal basis is not in force today.");
        if (!basis.Purposes.Contains(purpose))
            return new Objection(WithheldCodes.BasisOtherPurpose, "The legal basis does not cover this purpose.");
        if (anyOf.All(a => a.Country != basis.Country))
            return new Objection(WithheldCodes.BasisOtherCountry, "The legal basis is law in another country than the sender's.");
        if (basis.Agencies.Count > 0 && !anyOf.Any(a => basis.Agencies.Contains(a.Id)))
            return new Objection(WithheldCodes.BasisOtherAgency, "The legal basis does not cover the sender.");
        return basis.Kind == BasisKind.Consent && string.IsNullOrWhiteSpace(basis.WhyRefusingCostsNothing)
            ? new Objection(WithheldCodes.BasisConsentWithoutReason, "Consent is the basis, but no reason is recorded why refusing costs the client nothing.")
            : null;
    }

    internal static Objection? OfClient(ClientStanding client)
    {
        if (client.Restricted)
            return new Objection(WithheldCodes.ClientRestricted, "Processing of this client's data is restricted.");
        if (client.Objected)
            return new Objection(WithheldCodes.ClientObjected, "The client objected; the objection is to be decided first.");
        return client.Protected
            ? new Objection(WithheldCodes.ClientProtected, "The client is a protected person; the gateway desk handles the referral.")
            : null;
    }

    internal static bool AgreementRequired(Purpose purpose, LegalBasis basis) =>
        purpose.AgreementRequired || basis.Kind == BasisKind.Consent;

    /// <summary>
    /// Whether the client's agreement stands in the way. Where none is required, only a stated no does: somebody talks
    /// to the client before anything is sent.
    /// </summary>
    internal static Objection? OfAgreement(AgreementStatus? status, DateOnly? expires, bool required, DateOnly today)
    {
        if (!required && status != AgreementStatus.Refused)
            return null;
        return status switch
        {
            AgreementStatus.Given when expires < today => Of(AgreementStatus.Expired),
            AgreementStatus.Given => null,
            _ => Of(status),
        };
    }

    private static Objection Of(AgreementStatus? status) => status switch
    {
        null => new Objection(WithheldCodes.AgreementMissing, "The purpose requires the client's agreement and there is none."),
        AgreementStatus.Requested => new Objection(WithheldCodes.AgreementRequested, "The client was asked and has not answered yet."),
        AgreementStatus.Refused => new Objection(WithheldCodes.AgreementRefused, "The client did not agree."),
        AgreementStatus.Withdrawn => new Objection(WithheldCodes.AgreementWithdrawn, "The client withdrew the agreement."),
        AgreementStatus.Revoked => new Objection(WithheldCodes.AgreementRevoked, "The agency that recorded the agreement revoked it."),
        AgreementStatus.Expired => new Objection(WithheldCodes.AgreementExpired, "The agreement has passed its last day."),
        AgreementStatus.Invalidated => new Objection(WithheldCodes.AgreementInvalidated, "The agreement was found not to have been valid."),
        AgreementStatus.Renewed => new Objection(WithheldCodes.AgreementReplaced, "A newer record replaced this agreement."),
        _ => new Objection(WithheldCodes.AgreementUnproven, "A bare yes is no agreement: notice, day or way of collecting are not known."),
    };

    /// <summary>The objection to a record that is no agreement, as it was judged.</summary>
    internal static Objection OfFault(string? fault) => fault switch
    {
        WithheldCodes.AgreementNoticeUnknown => new Objection(fault, "The notice that the client is said to have seen is not in the registry of notices."),
        WithheldCodes.AgreementNoticeNotShown => new Objection(fault, "That version of the notice was not shown on the day of the agreement."),
        WithheldCodes.AgreementNoticeLanguage => new Objection(fault, "The notice has no text in the language of the agreement."),
        WithheldCodes.AgreementWayImpossible => new Objection(fault, "An agreement to that notice is not collected in the way that is recorded."),
        WithheldCodes.AgreementCapacity => new Objection(fault, "It is not shown that whoever agreed could do so for the client."),
        _ => Of(AgreementStatus.Unproven),
    };

    internal static bool ServesActivation(RecipientClass recipient) =>
        recipient is RecipientClass.Pes or RecipientClass.Welfare or RecipientClass.Provider or RecipientClass.Employer or RecipientClass.Health;
}
