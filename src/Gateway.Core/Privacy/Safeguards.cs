using Gateway.Core.Directory;

namespace Gateway.Core.Privacy;

/// <summary>Checks that admission and release share, so that the gate asks again exactly what was asked before.</summary>
internal static class Safeguards
{
    /// <summary>A code, and what it says where the code may mean several things (<see cref="DecisionSentences"/>).</summary>
    internal sealed record Objection(string Code, string? Meaning = null)
    {
        internal string Says => Meaning ?? Code;
    }

    internal static Objection? OfPurpose(Purpose? purpose) => purpose switch
    {
        null => new Objection(WithheldCodes.PurposeUnknown),
        { Activation: false } => new Objection(WithheldCodes.PurposeNotActivation),
        _ => null,
    };

    internal static Objection? OfBasis(LegalBasis? basis, string purpose, IReadOnlyList<Agency> anyOf, DateOnly today)
    {
        if (basis is null)
            return new Objection(WithheldCodes.BasisUnknown);
        if (basis.From > today || basis.To < today)
            return new Objection(WithheldCodes.BasisNotInForce);
        if (!basis.Purposes.Contains(purpose))
            return new Objection(WithheldCodes.BasisOtherPurpose);
        if (anyOf.All(a => a.Country != basis.Country))
            return new Objection(WithheldCodes.BasisOtherCountry);
        if (basis.Agencies.Count > 0 && !anyOf.Any(a => basis.Agencies.Contains(a.Id)))
            return new Objection(WithheldCodes.BasisOtherAgency);
        return basis.Kind == BasisKind.Consent && string.IsNullOrWhiteSpace(basis.WhyRefusingCostsNothing)
            ? new Objection(WithheldCodes.BasisConsentWithoutReason)
            : null;
    }

    internal static Objection? OfClient(ClientStanding client)
    {
        if (client.Restricted)
            return new Objection(WithheldCodes.ClientRestricted);
        if (client.Objected)
            return new Objection(WithheldCodes.ClientObjected);
        return client.Protected
            ? new Objection(WithheldCodes.ClientProtected)
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

    /// <summary>Whether whoever agreed could agree to these services: an administrator over property alone decides about money.</summary>
    internal static Objection? OfScope(ClientAgreementStanding? agreement, IReadOnlyList<string> services, bool required, AgencyDirectory directory) =>
        required && agreement is { PropertyOnly: true } && !directory.AreAboutProperty(services) ? new Objection(WithheldCodes.AgreementCapacity) : null;

    private static Objection Of(AgreementStatus? status) => status switch
    {
        null => new Objection(WithheldCodes.AgreementMissing),
        AgreementStatus.Requested => new Objection(WithheldCodes.AgreementRequested),
        AgreementStatus.Refused => new Objection(WithheldCodes.AgreementRefused),
        AgreementStatus.Withdrawn => new Objection(WithheldCodes.AgreementWithdrawn),
        AgreementStatus.Revoked => new Objection(WithheldCodes.AgreementRevoked),
        AgreementStatus.Expired => new Objection(WithheldCodes.AgreementExpired),
        AgreementStatus.Invalidated => new Objection(WithheldCodes.AgreementInvalidated),
        AgreementStatus.Renewed => new Objection(WithheldCodes.AgreementReplaced),
        _ => new Objection(WithheldCodes.AgreementUnproven),
    };

    /// <summary>The objection to a record that is no agreement, as it was judged.</summary>
    /// <param name="fault">Why it is none; null: it lacks what every agreement has.</param>
    internal static Objection OfFault(string? fault) => fault is null ? Of(AgreementStatus.Unproven) : new Objection(fault);

    internal static bool ServesActivation(RecipientClass recipient) =>
        recipient is RecipientClass.Pes or RecipientClass.Welfare or RecipientClass.Provider or RecipientClass.Employer or RecipientClass.Health;
}
