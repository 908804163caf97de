using Gateway.Core.Operating;

namespace Gateway.Core.Agreements;

/// <summary>Why there is no preview of a record, or a consent record says nothing to the gateway.</summary>
public static class AgreementAnswers
{
    /// <summary>There is nothing to show.</summary>
    public static readonly Wording NoReferral = new("agreement.no-referral", "The record is no referral, so nothing of it would be handed over.");

    /// <summary>There is nothing to agree to.</summary>
    public static readonly Wording NoNotice = new("agreement.no-notice", "No notice for this purpose is shown by this agency today, so there is nothing that the client could agree to.");

    /// <summary>Whose agreement it is, is not said.</summary>
    public static readonly Wording NamesNobody = new("agreement.names-nobody", "It names neither the referral it is for (gw:referral) nor the client (dpv:hasDataSubject with gw:identifier).");

    /// <summary>What became of it, is not said.</summary>
    public static readonly Wording NoStatus = new("agreement.no-status", "It has no status of which the gateway takes note: dpv:ConsentGiven, dpv:ConsentRefused or dpv:ConsentWithdrawn.");
}
