using Gateway.Contracts.Events;

namespace Gateway.Core.Directory;

public sealed partial class AgencyDirectory
{
    /// <summary>Services that a referral asks for: those it lists, or those that its question stands for.</summary>
    /// <param name="referral">The referral.</param>
    public IReadOnlyList<string> ServicesOf(ReferralSubmitted referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return referral.Services is { Count: > 0 } listed ? listed : FindQuestion(referral.Question)?.Services ?? [];
    }

    /// <summary>Whether there are services and all of them are about the client's money.</summary>
    /// <param name="services">Codes.</param>
    public bool AreAboutProperty(IReadOnlyList<string> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.Count > 0 && services.All(s => FindService(s) is { Property: true });
    }
}
