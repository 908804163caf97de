using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Trail;

/// <summary>Who may have a proof of a disclosure.</summary>
public static class ProofRules
{
    /// <summary>
    /// Purpose, basis and manifest, which a proof holds, tell which kind of office a person comes from. Providers and employers may not
    /// know that, so they get none; nor does a recipient of a kind that is not known (any more).
    /// </summary>
    /// <param name="agency">Who asks; null: the operator of the gateway.</param>
    /// <param name="told">The disclosure.</param>
    public static bool MayHave(string? agency, Disclosure told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return agency is null || agency == told.From
            || (agency == told.Recipient && Enum.TryParse<RecipientClass>(told.RecipientClass, out var kind) && Enum.IsDefined(kind) && kind is not (RecipientClass.Provider or RecipientClass.Employer));
    }
}
