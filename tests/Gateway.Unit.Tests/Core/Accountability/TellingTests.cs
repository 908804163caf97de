using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>What a client is given of an overview while a basis demands confidentiality.</summary>
public sealed class TellingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Open = Guid.CreateVersion7();
    private static readonly Guid Secret = Guid.CreateVersion7();
    private static readonly Guid Agreement = Guid.CreateVersion7();

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void What_is_about_a_referral_on_a_confidential_basis_is_left_out_until_its_term_is_over(int days, bool told)
    {
        var at = Now.AddDays(-days);
        var given = Of(30).Of(Overview(at));

        var expected = told ? new[] { Open, Secret } : [Open];
        given.Disclosures.Select(d => d.Referral).ShouldBe(expected);
        given.Refusals.Select(r => r.Referral).ShouldBe(expected);
        given.Stops.Select(s => s.Referral).ShouldBe(expected);
        given.Openings.Select(o => o.Referral).ShouldBe([null, .. expected.Select(e => (Guid?)e)]);
        given.Agreements.ShouldHaveSingleItem().Releases.ShouldBe(expected.Length, "a count tells of it too");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Bases_of_referrals_are_asked_only_when_one_demands_confidentiality(int days, bool needed) => Telling.IsNeeded(Rules(days)).ShouldBe(needed);

    private static Telling Of(int days) => new(Rules(days), Now, new Dictionary<Guid, string?> { [Open] = "OPEN", [Secret] = "SECRET" });

    private static Policy Rules(int days)
    {
        var basis = Cases.Policy.Bases.Values.First();
        return Cases.Policy with { Bases = new Dictionary<string, LegalBasis> { ["OPEN"] = basis with { Reference = "OPEN" }, ["SECRET"] = basis with { Reference = "SECRET", ToldAfterDays = days } } };
    }

    private static ClientOverview Overview(DateTimeOffset at) => new(
        "pes", Now, [Disclosure(Open, at), Disclosure(Secret, at)], [new RefusalLine(at, Open, "no-manifest"), new RefusalLine(at, Secret, "no-manifest")],
        [new AgreementLine(Agreement, AgreementStatus.Given, "2026-01-01", null, 2, [])], null)
    {
        Stops = [Stop(Open, at), Stop(Secret, at)],
        Openings = [Opening(null, at), Opening(Open, at), Opening(Secret, at)],
    };

    // A message about a referral tells of the referral, on whatever basis it leaves itself.
    private static DisclosureLine Disclosure(Guid referral, DateTimeOffset at) =>
        new(at, referral, "pes", "office-a", "referral.handover", 1, null, "ACTIVATION", "OPEN", [], DisclosureArrival.Confirmed, Agreement, "1");

    private static StopLine Stop(Guid referral, DateTimeOffset at) => new(referral, "office-a", "client-objected", at, null, null, null, Lifted: false);

    private static OpeningLine Opening(Guid? referral, DateTimeOffset at) => new(at, at, 1, OpeningKind.Record, "pes", UserRoles.Operator, null, null, null, referral);
}
