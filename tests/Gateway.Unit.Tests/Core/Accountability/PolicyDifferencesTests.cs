using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>Each planted change of a policy is found as what it does; a change that does nothing is none.</summary>
public sealed class PolicyDifferencesTests
{
    private static readonly Agreed Before = Cases.Agreed(Cases.Local);

    [Fact]
    public void What_is_newly_opened_to_a_control_service_is_told_and_widens()
    {
        var terms = new Gateway.Core.Mandates.MandateTerms { Recipients = ["pes-control"], Kinds = ["ATTENDANCE"], LongestDays = 31 };
        var before = Cases.Agreed() with { Policy = Cases.Policy with { Bases = new Dictionary<string, LegalBasis>(StringComparer.Ordinal) { ["LAW"] = Cases.Basis with { Reference = "LAW", Purposes = ["CONTROL"], Mandate = terms } } } };
        Agreed With(Gateway.Core.Mandates.MandateTerms changed) =>
            before with { Policy = before.Policy with { Bases = new Dictionary<string, LegalBasis>(StringComparer.Ordinal) { ["LAW"] = before.Policy.Bases["LAW"] with { Mandate = changed } } } };

        var wider = PolicyDifferences.Between(before, With(terms with { Kinds = ["ATTENDANCE", "SANCTION"] }), Cases.Today);
        wider.Terms.ShouldHaveSingleItem().Subject.ShouldBe("LAW/pes-control/SANCTION");
        wider.Widens.ShouldBeTrue();
        PolicyDifferences.Between(before, With(terms with { Kinds = ["SANCTION"] }), Cases.Today).Terms.Select(t => (t.Subject, t.Widens)).ShouldBe([("LAW/pes-control/ATTENDANCE", false), ("LAW/pes-control/SANCTION", true)]);
        PolicyDifferences.Between(before, With(terms with { LongestDays = 62 }), Cases.Today).Widens.ShouldBeTrue();
        PolicyDifferences.Between(before, before, Cases.Today).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_field_that_a_manifest_newly_names_could_newly_leave()
    {
        var found = Changed(Named("handover-1", m => m with { Fields = [.. m.Fields, "client.gender"] })).Changes.Where(c => c.Country == "BE").ToList();

        found.ShouldAllBe(c => c.Kind == ChangeKind.NewlyLeaves && c.Moment == PolicyMoment.StepOne && c.From == Cases.Today);
        found.SelectMany(c => c.Fields).Distinct().ShouldBe(["client.gender"]);
        found.SelectMany(c => c.Between).SelectMany(b => b.To).Distinct().ShouldBe(["office-a", "office-b"], ignoreOrder: true);
        found.SelectMany(c => c.Between).SelectMany(b => b.From).Distinct().ShouldBe(["pes"]);
        found.SelectMany(c => c.Situations).Distinct().ShouldBe([PolicySituation.AgreementGiven]);
        found.SelectMany(c => c.Agreements).Distinct().ShouldBe(["", "local"], ignoreOrder: true);
        found.SelectMany(c => c.After).Select(b => b.Reference).Distinct().ShouldBe(["CONSENT-1", "TASK-1"], ignoreOrder: true);
    }

    [Fact]
    public void A_field_that_no_manifest_names_any_more_no_longer_leaves()
    {
        var difference = Changed(Named("handover-2", m => m with { Fields = ["client.familyName", "ladder.rung"] }));

        difference.Changes.ShouldAllBe(c => c.Kind == ChangeKind.NoLongerLeaves && c.Moment == PolicyMoment.StepTwo);
        difference.Changes.SelectMany(c => c.Fields).Distinct().ShouldBe(["barriers.code"]);
        difference.Widens.ShouldBeFalse();
    }

    [Fact]
    public void Another_kind_of_the_same_reference_is_another_basis()
    {
        var difference = Changed(p => p with { Bases = Bases(p, Cases.Basis with { Kind = BasisKind.Consent, WhyRefusingCostsNothing = "It is voluntary." }) });

        var other = difference.Changes.Where(c => c.Kind == ChangeKind.OtherBasis).ToList();
        other.SelectMany(c => c.Before).ShouldContain(new NamedBasis("TASK-1", BasisKind.PublicTask));
        other.SelectMany(c => c.After).ShouldContain(new NamedBasis("TASK-1", BasisKind.Consent));
        difference.Widens.ShouldBeTrue();
    }

    [Fact]
    public void A_basis_that_names_a_further_agency_is_told_for_that_agency_alone()
    {
        var narrow = Before.Policy.Bases["OTHERS-1"];
        var found = Changed(p => p with { Bases = Bases(p, narrow with { Agencies = ["office-b", "pes"] }) }).Changes;

        found.Where(c => c.Sender == RecipientClass.Pes).ShouldNotBeEmpty();
        found.ShouldAllBe(c => c.After.Any(b => b.Reference == "OTHERS-1") && !c.Before.Any(b => b.Reference == "OTHERS-1"));
    }

    [Theory]
    [InlineData("another text", "together/2026-1/text", true)]
    [InlineData("another way", "together/2025-1", true)]
    [InlineData("another version", "together/2027", true)]
    [InlineData("shown longer", "together/2025-1", true)]
    [InlineData("for another purpose", "together/2025-1 together/2026-1 together/week", true)]
    [InlineData("of every agency", "of-another/other", true)]
    [InlineData("no version", "together/2025-1", false)]
    [InlineData("shown shorter", "together/2025-1", false)]
    [InlineData("nothing", "", false)]
    public void What_counts_as_an_agreement_is_a_term(string change, string subjects, bool widens)
    {
        var difference = Changed(p => p with { Notices = [.. p.Notices.Select(n => Otherwise(n, change))] });

        string.Join(' ', difference.Terms.Where(t => t.Kind == TermKind.Notice).Select(t => t.Subject)).ShouldBe(subjects);
        difference.Terms.Where(t => t.Kind == TermKind.Notice).ShouldAllBe(t => t.Widens == widens);
        difference.Widens.ShouldBe(widens);
    }

    private static Notice Otherwise(Notice notice, string change)
    {
        if (notice.Id == "of-another")
            return change == "of every agency" ? notice with { Agencies = [] } : notice;
        var first = notice.Versions[0];
        return change switch
        {
            "another text" => notice with { Versions = [.. notice.Versions.Select(v => v.Version == "2026-1" ? v with { Texts = new Dictionary<string, string>(v.Texts) { ["nld"] = "een andere tekst" } } : v)] },
            "another way" => notice with { Versions = [first with { Ways = [.. first.Ways, "ELECTRONIC"] }, .. notice.Versions.Skip(1)] },
            "another version" => notice with { Versions = [.. notice.Versions, first with { Version = "2027", From = new DateOnly(2027, 1, 1), To = null }] },
            "shown longer" => notice with { Versions = [first with { To = null }, .. notice.Versions.Skip(1)] },
            "shown shorter" => notice with { Versions = [first with { To = first.To!.Value.AddDays(-1) }, .. notice.Versions.Skip(1)] },
            "no version" => notice with { Versions = [.. notice.Versions.Skip(1)] },
            "for another purpose" => notice with { Purposes = [.. notice.Purposes, "REINTEGRATION_NL"] },
            _ => notice,
        };
    }

    [Fact]
    public void A_manifest_for_a_class_that_nobody_has_yet_is_told()
    {
        var manifest = Before.Policy.Manifests[0] with { Id = "employer", To = RecipientClass.Employer, Fields = ["client.fullName"] };
        var found = Changed(p => p with { Manifests = [.. p.Manifests, manifest] }).Changes.Where(c => c.Country == "BE").ShouldHaveSingleItem();

        (found.Kind, found.Recipient).ShouldBe((ChangeKind.NewlyLeaves, RecipientClass.Employer));
        found.Between.ShouldHaveSingleItem().To.ShouldBeEmpty();
    }

    [Fact]
    public void What_begins_later_is_told_with_its_day()
    {
        var found = Changed(p => p with { Manifests = [.. p.Manifests, p.Manifests[0] with { Id = "later", Purpose = "STATUTORY", ValidFrom = new DateOnly(2026, 9, 1) }] }).Changes;

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(c => c.Kind == ChangeKind.NewlyLeaves && c.From == new DateOnly(2026, 9, 1) && c.Purpose == "STATUTORY");
        found.SelectMany(c => c.Situations).ShouldContain(PolicySituation.NoAgreement, "the purpose requires no agreement");
    }

    [Fact]
    public void What_ends_is_told_with_the_first_day_without_it()
    {
        var found = Changed(Named("handover-2", m => m with { ValidTo = new DateOnly(2026, 6, 30) })).Changes;

        found.ShouldAllBe(c => c.Kind == ChangeKind.NoLongerLeaves && c.From == new DateOnly(2026, 7, 1));
        found.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_purpose_that_asks_no_agreement_any_more_lets_everything_leave_before_it()
    {
        var difference = Changed(p => p with { Purposes = new Dictionary<string, Purpose>(p.Purposes) { ["ACTIVATION"] = p.Purposes["ACTIVATION"] with { AgreementRequired = false } } });

        difference.Changes.ShouldNotBeEmpty();
        difference.Changes.SelectMany(c => c.Situations).Distinct().ShouldBe([PolicySituation.NoAgreement, PolicySituation.AgreementWithdrawn], ignoreOrder: true);
        difference.Terms.ShouldContain(t => t.Kind == TermKind.Admission && t.Subject == "ACTIVATION/Agreement" && t.After == null && t.Widens);
    }

    [Fact]
    public void An_office_that_goes_live_is_a_new_recipient()
    {
        var agencies = Before.Directory.Agencies.Select(a => a.Id == Cases.Gone.Id ? a with { Live = true } : a).ToList();
        var after = Before with { Directory = new AgencyDirectory("dir-2", agencies, Before.Directory.Municipalities, Before.Directory.Services, new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };

        var found = PolicyDifferences.Between(Before, after, Cases.Today).Changes;

        found.Where(c => c.Kind == ChangeKind.NewlyLeaves && c.Sender == RecipientClass.Pes).SelectMany(c => c.Between).SelectMany(b => b.To).Distinct().ShouldBe([Cases.Gone.Id]);
    }

    [Fact]
    public void A_field_that_a_local_agreement_left_out_newly_leaves_when_it_does_not_any_more()
    {
        var narrow = Cases.Agreed(Cases.Local with { WithoutFields = ["ladder.rung"] });

        var wider = PolicyDifferences.Between(narrow, Before, Cases.Today).Changes.ShouldHaveSingleItem();
        (wider.Kind, wider.Moment).ShouldBe((ChangeKind.NewlyLeaves, PolicyMoment.StepTwo));
        wider.Fields.ShouldBe(["ladder.rung"]);
        wider.Agreements.ShouldBe(["local"]);
        PolicyDifferences.Between(Before, narrow, Cases.Today).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.NoLongerLeaves);
    }

    [Fact]
    public void A_local_agreement_of_another_name_with_the_same_terms_is_no_difference() =>
        PolicyDifferences.Between(Before, Cases.Agreed(Cases.Local with { Id = "renamed" }), Cases.Today).IsEmpty.ShouldBeTrue();

    [Fact]
    public void A_local_agreement_that_is_taken_away_lets_leave_what_it_left_out()
    {
        var narrow = Cases.Agreed(Cases.Local with { WithoutFields = ["ladder.rung"] });

        PolicyDifferences.Between(narrow, Cases.Agreed(), Cases.Today).Changes.ShouldHaveSingleItem().Fields.ShouldBe(["ladder.rung"]);
    }

    [Fact]
    public void A_provider_that_a_local_agreement_newly_names_is_a_new_recipient()
    {
        var found = PolicyDifferences.Between(Before, Cases.Agreed(Cases.Local with { Providers = ["helpers"] }), Cases.Today).Changes.ShouldHaveSingleItem();

        (found.Kind, found.Recipient).ShouldBe((ChangeKind.NewlyLeaves, RecipientClass.Provider));
        found.Fields.ShouldBe(["appointment", "client.familyName"]);
    }

    [Theory]
    [InlineData("no-show", "ended", true)]
    [InlineData("dropped-out", null, false)]
    public void What_is_told_of_an_outcome_is_a_term(string outcome, string? status, bool widens)
    {
        var difference = Changed(p => p with { Feedback = new Dictionary<string, Feedback>(p.Feedback) { [outcome] = new(outcome, status) } });

        var term = difference.Terms.ShouldHaveSingleItem();
        (term.Kind, term.Subject, term.After, term.Widens).ShouldBe((TermKind.Told, outcome, status, widens));
        difference.Widens.ShouldBe(widens);
    }

    [Fact]
    public void A_principle_that_is_given_up_is_a_term_that_widens()
    {
        var before = Before with { Policy = Before.Policy with { Principles = new Principles { NeverForward = ["assistance.category"], StepTwoOnly = ["client.gender"] } } };

        PolicyDifferences.Between(before, Before, Cases.Today).Terms.ShouldBe(
        [
            new TermChange(TermKind.NeverForward, "assistance.category", "assistance.category", null, true),
            new TermChange(TermKind.StepTwoOnly, "client.gender", "client.gender", null, true),
        ]);
        PolicyDifferences.Between(Before, before, Cases.Today).Widens.ShouldBeFalse();
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("gone", false)]
    [InlineData("longer", true)]
    [InlineData("shorter", false)]
    [InlineData("of another country", true)]
    [InlineData("for every purpose", true)]
    [InlineData("for fewer classes", false)]
    [InlineData("of another source", false)]
    public void What_a_statute_keeps_against_a_clients_wish_is_a_term(string change, bool widens)
    {
        var was = new StatutoryTerm { Id = "LIST", Country = "BE", Classes = [RecipientClass.Welfare, RecipientClass.Pes], Purposes = ["ACTIVATION"], Years = 10, Source = "A law; article 3", Titles = new Dictionary<string, string>() };
        StatutoryTerm? now = change switch
        {
            "new" => was,
            "gone" => null,
            "longer" => was with { Years = 11 },
            "shorter" => was with { Years = 9 },
            "of another country" => was with { Country = "NL" },
            "for every purpose" => was with { Purposes = [] },
            "for fewer classes" => was with { Classes = [RecipientClass.Pes] },
            _ => was with { Source = "Another law" },
        };

        var term = PolicyDifferences.Between(Kept(change == "new" ? null : was), Kept(now), Cases.Today).Terms.ShouldHaveSingleItem();

        (term.Kind, term.Subject, term.Widens).ShouldBe((TermKind.KeptByLaw, "LIST", widens));
        ((term.Before is null) == (change == "new"), (term.After is null) == (now is null)).ShouldBe((true, true));
        term.Before.ShouldNotBe(term.After);
    }

    private static Agreed Kept(StatutoryTerm? term) => Before with { Policy = Before.Policy with { KeptByLaw = term is null ? [] : [term] } };

    [Fact]
    public void A_service_that_becomes_one_about_money_is_a_term_that_widens()
    {
        var directory = Before.Directory;
        var service = directory.Services.First(s => !s.Property);
        var about = Before with
        {
            Directory = new AgencyDirectory(
                directory.Version, directory.Agencies, directory.Municipalities, directory.Services.Select(s => s.Code == service.Code ? s with { Property = true } : s),
                new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
        };

        PolicyDifferences.Between(Before, about, Cases.Today).Terms.ShouldBe([new TermChange(TermKind.ServiceProperty, service.Code, null, service.Code, true)]);
        PolicyDifferences.Between(about, Before, Cases.Today).Widens.ShouldBeFalse();
    }

    [Fact]
    public void The_same_policy_in_another_order_and_under_other_names_has_no_difference()
    {
        var difference = Changed(p => p with
        {
            Version = "pol-2",
            Manifests = [.. p.Manifests.Reverse().Select(m => m with { Id = m.Id + "-x", Fields = [.. m.Fields.Reverse()] })],
            Bases = p.Bases.Reverse().ToDictionary(b => b.Key, b => b.Value),
        });

        difference.IsEmpty.ShouldBeTrue();
        difference.Widens.ShouldBeFalse();
    }

    private static PolicyDifference Changed(Func<Policy, Policy> change) => PolicyDifferences.Between(Before, Before with { Policy = change(Before.Policy) }, Cases.Today);

    private static Func<Policy, Policy> Named(string id, Func<Manifest, Manifest> change) => p => p with { Manifests = [.. p.Manifests.Select(m => m.Id == id ? change(m) : m)] };

    private static Dictionary<string, LegalBasis> Bases(Policy policy, LegalBasis changed) => new(policy.Bases) { [changed.Reference] = changed };
}
