using Gateway.Core.Directory;

namespace Gateway.Core.Privacy;

/// <summary>
/// Coded needs may say something of health (GDPR art. 9(1)). They leave only where the policy declares a ground of art. 9(2) for the
/// purpose and the recipient, and the client agreed explicitly that they are told.
/// </summary>
public static class SpecialGrounds
{
    /// <summary>The field that holds them.</summary>
    public const string Field = "needs";

    /// <summary>Whether they may leave.</summary>
    /// <param name="policy">Policy.</param>
    /// <param name="purpose">Purpose.</param>
    /// <param name="recipient">Class of the recipient.</param>
    /// <param name="agreement">The client's agreement now; null: there is none.</param>
    public static bool Carry(Policy policy, string purpose, RecipientClass recipient, ClientAgreementStanding? agreement)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return agreement is { Status: AgreementStatus.Given, ExplicitNeeds: true } && policy.SpecialGrounds.Any(g => g.Purposes.Contains(purpose) && g.Recipients.Contains(recipient));
    }
}
