using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof;
using Gateway.Proof.Logic;
using Gateway.Proof.Solving;

namespace Gateway.Unit.Tests.Proof;

/// <summary>The shipped policy is proved; a planted hole is found with a case that the gate confirms; what is not decided is never proved.</summary>
public sealed class PolicyProofTests
{
    private static readonly ProofOptions Options = new() { Today = new DateOnly(2026, 3, 9) };

    [Fact]
    public void The_shipped_policy_is_proved()
    {
        var report = PolicyProof.Prove(PlantedHoles.Shipped, Options with { Against = PlantedHoles.Shipped });

        string.Join('\n', ProofText.Lines(report).Where(l => !l.StartsWith("proved", StringComparison.Ordinal))).ShouldBe("");
        report.IsProved.ShouldBeTrue();
        report.Results.Select(r => r.Verdict).ShouldBe(Enumerable.Repeat(ProofVerdict.Proved, 5));
    }

    [Theory]
    [InlineData("control data in step two", "walled-field", "registration.category could leave to ocmw")]
    [InlineData("an occupation in words", "free-text-field", "profile.occupationName could leave to vdab (employment service)")]
    [InlineData("needs before there is a file", "special-field", "needs could leave to")]
    [InlineData("needs to an employment service that a ground of an employer carries", "special-field", "(employer)")]
    [InlineData("a benefit told to a provider", "origin-told", "registration.benefitScheme could leave to vzw-digiwijs (provider)")]
    [InlineData("a principle that came later than its manifest", "never-forward", "agreement.noticeVersion could leave")]
    [InlineData("a birth date in step one", "step-two-only", "client.birthDate could leave")]
    [InlineData("more than a provider may have", "more-than-at-most", "client.gender could leave to vzw-digiwijs (provider)")]
    [InlineData("an agreement that gives days", "agreement-gives-days", "'mortsel'")]
    [InlineData("a manifest whose basis names no office of its class", "dead-rule", "reintegration-pes-welfare-1")]
    [InlineData("an agreement that leaves out what never leaves", "dead-rule", "'mortsel' leaves out assistance.category")]
    [InlineData("a manifest behind another", "dead-rule", "'status-again' never makes a difference: a manifest that stands before it always decides first")]
    [InlineData("two manifests for one release", "manifests-disagree", "'activation-welfare-pes-2' and 'since-2027'")]
    [InlineData("two agreements that a merger brought together", "agreements-disagree", "'tielt' and 'tielt-before' both hold for a client of vdab in municipality 37022")]
    public void A_planted_hole_is_found_with_a_case(string hole, string code, string says)
    {
        var report = PolicyProof.Prove(PlantedHoles.Of(hole), Options);

        report.Results.SelectMany(r => r.Troubles).ShouldBeEmpty();
        (report.IsDecided, report.IsProved).ShouldBe((true, false));
        var found = report.Results.SelectMany(r => r.Findings).Where(f => f.Code == code && f.Says.Contains(says, StringComparison.Ordinal)).ToList();
        found.ShouldNotBeEmpty(string.Join('\n', ProofText.Lines(report)));
        found[0].Confirmed.ShouldNotBeEmpty();
        if (code is not ("dead-rule" or "agreements-disagree"))
            found[0].Case.ShouldNotBeNull();
    }

    [Fact]
    public void A_counterexample_is_a_case_that_a_person_recognises()
    {
        var finding = PolicyProof.Prove(PlantedHoles.Of("control data in step two"), Options).Results.SelectMany(r => r.Findings).First(f => f.Code == "walled-field");

        var shown = finding.Case.ShouldNotBeNull();
        (shown.Day, shown.Message, shown.ClientAgreement, shown.LocalAgreement, shown.Shown).ShouldBe((Options.Today, PolicyMoment.StepTwo, AgreementStatus.Given, null, null));
        shown.Standing.ShouldBeEmpty();
        ProofText.Of(shown).ShouldStartWith("from vdab (employment service) to ocmw-");
        finding.Confirmed.ShouldContain("'activation-pes-welfare-2'");
    }

    public static TheoryData<string, string, string> Widened() => new()
    {
        { "an agreement that keeps back less", "client.nationality", "under the local agreement mortsel" },
        { "an agreement that is gone", "client.nationality", "without a local agreement" },
        { "a basis for longer", "client.familyName", "basis KSZ-2026-014" },
        { "an office that takes part", "client.familyName", "to ocmw-tielt" },
        { "a purpose that asks for no agreement", "client.familyName", "no agreement of the client" },
    };

    [Theory]
    [MemberData(nameof(Widened))]
    public void What_could_newly_leave_is_told_with_a_case(string change, string field, string shows)
    {
        var (older, newer) = Change(change);

        var wider = PolicyProof.Prove(newer, Options with { Against = older }).Results[^1];
        var narrower = PolicyProof.Prove(older, Options with { Against = newer }).Results[^1];

        (wider.Verdict, narrower.Verdict).ShouldBe((ProofVerdict.Found, ProofVerdict.Proved));
        var findings = wider.Findings.Where(f => f.Fields.Contains(field)).ToList();
        findings.ShouldNotBeEmpty();
        findings.ShouldContain(f => ProofText.Of(f.Case!).Contains(shows, StringComparison.Ordinal), string.Join('\n', findings.Select(f => ProofText.Of(f.Case!))));
    }

    [Fact]
    public void A_solver_that_gives_up_is_said_with_what_it_gave_up_on_and_proves_nothing()
    {
        var report = PolicyProof.Prove(PlantedHoles.Shipped, Options, () => new Stub(_ => new Answer.GaveUp("it answered 'unknown'")));

        report.IsDecided.ShouldBeFalse();
        report.Results.Where(r => r.Questions > 0).Select(r => r.Verdict).Distinct().ShouldBe([ProofVerdict.GaveUp]);
        ProofText.Lines(report).ShouldContain(l => l.Contains("whether a field leaves although it is control data, which leaves to nobody: it answered 'unknown'", StringComparison.Ordinal));
        PolicyProof.Prove(PlantedHoles.Shipped, Options with { Time = TimeSpan.Zero }).IsDecided.ShouldBeFalse();
    }

    [Fact]
    public void A_counterexample_that_the_gate_does_not_confirm_is_a_fault_of_the_proof()
    {
        var report = PolicyProof.Prove(PlantedHoles.Shipped, Options, () => new Stub(space => new Answer.Possible(space.New())));

        report.IsDecided.ShouldBeFalse();
        report.Results.ShouldContain(r => r.Verdict == ProofVerdict.Faulty && r.Property == ProofProperty.MeantFor);
        report.Results.SelectMany(r => r.Findings).ShouldBeEmpty();
    }

    [Fact]
    public void Without_its_library_nothing_is_proved_and_it_is_said_what_to_install()
    {
        var report = PolicyProof.Prove(PlantedHoles.Shipped, Options with { Library = "/nowhere/libz3.so" });

        report.IsDecided.ShouldBeFalse();
        ProofText.Lines(report).ShouldHaveSingleItem().ShouldContain("apt-get install libz3-4");
    }

    private static (Agreed Older, Agreed Newer) Change(string change)
    {
        var shipped = PlantedHoles.Shipped;
        return change switch
        {
            "an agreement that keeps back less" => (shipped, PlantedHoles.Agreement("mortsel", c => c with { WithoutFields = [.. c.WithoutFields.Where(f => f != "client.nationality")] })),
            "an agreement that is gone" => (shipped, shipped with { Collaborations = [.. shipped.Collaborations.Where(c => c.Id != "mortsel")] }),
            "a basis for longer" => (shipped, PlantedHoles.Basis("KSZ-2026-014", b => b with { To = b.To!.Value.AddDays(10) })),
            "an office that takes part" => (shipped with
            {
                Directory = new AgencyDirectory("older", shipped.Directory.Agencies.Select(a => a.Id == "ocmw-tielt" ? a with { Live = false } : a), shipped.Directory.Municipalities, shipped.Directory.Services, new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
            }, shipped),
            _ => (shipped, shipped with { Policy = shipped.Policy with { Purposes = shipped.Policy.Purposes.Values.ToDictionary(p => p.Code, p => p with { AgreementRequired = false }) } }),
        };
    }

    private sealed class Stub(Func<Space, Answer> answer) : ISolver
    {
        public string Name => "stub";

        public Answer Ask(Space space, Formula question) => answer(space);

        public void Dispose()
        {
        }
    }
}
