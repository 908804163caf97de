using System.Net;
using Gateway.Core.Rights;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Rights;
using Gateway.Tests.Running;

namespace Gateway.Tests.Rights;

/// <summary>What a certificate says of a referral that stays.</summary>
public sealed class CertificateTests
{
    [Theory]
    [InlineData("en", "until the legal hold is lifted", "the referral has not ended")]
    [InlineData("nl", "tot de juridische vasthouding is opgeheven", "de doorverwijzing is niet beëindigd")]
    [InlineData("fr", "jusqu'à la levée de la conservation juridique", "l'orientation n'est pas terminée")]
    public void A_certificate_tells_a_legal_hold_from_a_referral_that_goes_on(string language, string lifted, string goesOn)
    {
        var held = Certificate(language, KeptByLaw.LegalHold);
        var bound = Certificate(language, "be-archives");

        held.ShouldContain(lifted);
        held.ShouldNotContain(goesOn);
        bound.ShouldContain(goesOn);
        bound.ShouldNotContain(lifted);
    }

    private static string Certificate(string language, string term)
    {
        var certificate = new ErasureCertificate
        {
            Number = 1, Agency = "vdab", ErasedAt = RunningGateway.Start, Whole = false, Destroyed = new ErasedCounts(1, 0, 1, 0, 0, 0), Stopped = 0, Told = [],
            Kept = [new KeptByLaw(Guid.CreateVersion7(), term, "2026/14", Until: null, new Dictionary<string, string> { ["en"] = "Kept." })],
        };
        return WebUtility.HtmlDecode(PaperWriters.Html(RightsPapers.Certificate(new IssuedCertificate(certificate, null), Shipped.Contracts.Agreed, language), styleSheet: null));
    }
}
