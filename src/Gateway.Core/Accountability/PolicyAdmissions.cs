using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>What a referral lacks, or what stands against it, when it is asked whether it may be handled.</summary>
public enum AdmissionLack
{
    /// <summary>Nothing: all is in order.</summary>
    Nothing,

    /// <summary>It names no legal basis.</summary>
    Basis,

    /// <summary>There is no agreement of the client.</summary>
    Agreement,

    /// <summary>A bare yes, without notice, day or way of collecting.</summary>
    BareYes,

    /// <summary>The client said no.</summary>
    Refused,

    /// <summary>The client withdrew the agreement.</summary>
    Withdrawn,

    /// <summary>There is no needs assessment.</summary>
    Assessment,

    /// <summary>The client has not confirmed the assessment.</summary>
    Confirmation,

    /// <summary>The data is restricted.</summary>
    Restricted,

    /// <summary>The client objected.</summary>
    Objected,

    /// <summary>The client is protected.</summary>
    Protected,
}

/// <summary>What becomes of a referral for a purpose on the most favourable of the legal bases.</summary>
/// <param name="Purpose">Purpose code.</param>
/// <param name="Lack">What it lacks.</param>
/// <param name="Code">Reason for which it is withheld, one of <see cref="WithheldCodes"/>; null: it goes on.</param>
public sealed record AdmissionAnswer(string Purpose, AdmissionLack Lack, string? Code);

/// <summary>Puts a referral of every kind to the first decision, which is made of each real one.</summary>
public static class PolicyAdmissions
{
    /// <summary>The answers, for each purpose.</summary>
    /// <param name="agreed">The policy.</param>
    /// <param name="day">The day.</param>
    public static IReadOnlyList<AdmissionAnswer> Of(Agreed agreed, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        var senders = PolicyParties.Alike(agreed, agreed).Select(g => g[0].After!).Where(a => a.Live).ToList();
        return [.. from purpose in agreed.Policy.Purposes.Keys.Order(StringComparer.Ordinal)
                   from lack in Enum.GetValues<AdmissionLack>()
                   select new AdmissionAnswer(purpose, lack, Code(agreed, day, purpose, lack, senders))];
    }

    private static string? Code(Agreed agreed, DateOnly day, string purpose, AdmissionLack lack, List<Agency> senders)
    {
        string? first = null;
        var bases = lack == AdmissionLack.Basis ? [null] : agreed.Policy.Bases.Values.Where(b => b.Purposes.Contains(purpose)).DefaultIfEmpty(null);
        foreach (var basis in bases)
        {
            foreach (var sender in senders.Where(s => Safeguards.ServesActivation(s.Class) && (basis is null || s.Country == basis.Country)))
            {
                if (Admissibility.Decide(Case(agreed, purpose, basis, sender, lack, day), agreed) is not Admission.Withheld withheld)
                    return null;
                // An agency that the basis does not name, or a basis that is over, says nothing about the lack.
                if (first is null || first.StartsWith("basis-", StringComparison.Ordinal))
                    first = withheld.Code;
            }
        }

        return first ?? WithheldCodes.BasisUnknown;
    }

    /// <summary>An agreement that a client gave on the day, to a notice that is shown then.</summary>
    private static AgreementClaim Given(Agreed agreed, Agency sender, string purpose, DateOnly day)
    {
        var shown = AgreementRecords.Shown(new AgreementGround(sender.Id, purpose, null, day, agreed.Policy.Notices)).FirstOrDefault(v => v.WasShown(day, day));
        return new AgreementClaim
        {
            Stated = true, NoticeVersion = shown?.Version ?? "?", GivenOn = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), How = shown?.Ways[0] ?? "WRITTEN",
        };
    }

    private static ReferralCase Case(Agreed agreed, string purpose, LegalBasis? basis, Agency sender, AdmissionLack lack, DateOnly day)
    {
        var on = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new ReferralCase
        {
            Sender = sender,
            Today = day,
            Client = new ClientStanding(lack == AdmissionLack.Protected, lack == AdmissionLack.Restricted, lack == AdmissionLack.Objected),
            Agreement = lack == AdmissionLack.Withdrawn ? new ClientAgreementStanding(AgreementStatus.Withdrawn, 1, null) : null,
            Referral = new ReferralSubmitted
            {
                Ticket = "policy",
                Purpose = purpose,
                Client = new Client { Identifiers = [] },
                Question = "",
                Basis = basis is null ? null : new BasisClaim { Kind = basis.Kind.ToString(), Reference = basis.Reference },
                Agreement = lack switch
                {
                    AdmissionLack.Agreement => null,
                    AdmissionLack.BareYes => new AgreementClaim { Stated = true },
                    AdmissionLack.Refused => new AgreementClaim { Stated = false },
                    _ => Given(agreed, sender, purpose, day),
                },
                Assessment = lack == AdmissionLack.Assessment ? null : new Assessment { DoneWithClient = true, ConfirmedOn = lack == AdmissionLack.Confirmation ? null : on },
            },
        };
    }
}
