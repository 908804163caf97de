using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Encoding;

/// <summary>
/// What <see cref="ReleaseGate"/> and <see cref="Views"/> decide under a policy, as formulas. They are made from the same loaded policy that the
/// gate reads; tests hold them against the gate on random cases (decision 0166).
/// </summary>
internal sealed class GateEncoding
{
    private readonly CaseVariables _case;
    private readonly Agreed _agreed;
    private readonly bool _after;
    private readonly string _name;
    private readonly List<(int Scope, Collaboration Agreement)> _under;
    private readonly Formula _sensitive;
    private readonly Dictionary<string, Formula> _leaves = new(StringComparer.Ordinal);
    private readonly List<(Manifest Manifest, Formula Allows, Formula Decides)> _manifests = [];

    /// <summary>The gate of a policy.</summary>
    /// <param name="variables">The case.</param>
    /// <param name="after">Which of the two policies of the case.</param>
    /// <param name="name">Name in the text for the solver.</param>
    /// <param name="withAgreements">Whether the local agreement of the case counts, or the gate is asked as if there were none.</param>
    internal GateEncoding(CaseVariables variables, bool after, string name, bool withAgreements = true)
    {
        (_case, _after, _name) = (variables, after, name);
        _under = withAgreements ? [.. variables.Scopes.Select((s, i) => (i, s.In(after)!)).Where(s => s.Item2 is not null)] : [];
        _agreed = after ? variables.After : variables.Before;
        Open = Name("nothing stands against it", Formula.All(Parties(), Purpose(), Basis(), Standing(), LocalAgreement(), ClientAgreement()));
        foreach (var manifest in _agreed.Policy.Manifests)
            Add(manifest);
        _sensitive = Name("special category may be told", SensitiveMayBeTold());
        foreach (var field in variables.Fields)
            _leaves[field] = Name(field + " leaves", LeavesOf(field));
        SomethingLeaves = Name("something leaves", Formula.Any(_leaves.Values));
        AskedFieldLeaves = Name("the field leaves", Formula.Any(variables.Fields.Select(f => Formula.All(variables.FieldIs(f), _leaves[f]))));
    }

    /// <summary>No objection of the gate.</summary>
    internal Formula Open { get; }

    /// <summary>The field that is asked about leaves.</summary>
    internal Formula AskedFieldLeaves { get; }

    /// <summary>Any field leaves.</summary>
    internal Formula SomethingLeaves { get; }

    /// <summary>Manifests in their order, when each allows something, and when each is the first that does.</summary>
    internal IReadOnlyList<(Manifest Manifest, Formula Allows, Formula Decides)> Manifests => _manifests;

    /// <summary>A field leaves.</summary>
    internal Formula Leaves(string field) => _leaves[field];

    /// <summary>A ground of GDPR art. 9(2) carries coded needs.</summary>
    internal Formula SensitiveBy(string ground) => Formula.Any(_agreed.Policy.SpecialGrounds.Where(g => g.Reference == ground).Select(Carries));

    /// <summary>A field leaves by a manifest.</summary>
    internal Formula LeavesBy(int manifest, string field) => Formula.All(_manifests[manifest].Decides, Leaves(field));

    /// <summary>A release to this party is one that admission and routing make: the sender is live, the recipient is of its country, and a provider is asked under a local agreement.</summary>
    internal Formula IsAsked()
    {
        var withAgreement = _case.Agreement.IsOneOf(_under.Select(u => u.Scope));
        var provider = Formula.Any(Agency(_case.From, a => a.Class == RecipientClass.Provider && !PolicyParties.IsStandIn(a.Id)), Agency(_case.To, a => a.Class == RecipientClass.Provider && !PolicyParties.IsStandIn(a.Id)));
        return Formula.All(
            _case.SameCountry(_after),
            Formula.Any(Agency(_case.From, a => a.Live), _case.MomentIs(PolicyMoment.Status)),
            Formula.Any(Formula.Not(provider), withAgreement));
    }

    private Formula Agency(Choice who, Func<Agency, bool> holds) => _case.Agency(who, _after, holds);

    private Formula Parties() => Formula.All(
        Agency(_case.To, a => a.Live && Safeguards.ServesActivation(a.Class)),
        Agency(_case.From, a => Safeguards.ServesActivation(a.Class)));

    private Formula Purpose() => Formula.Any(_agreed.Policy.Purposes.Values.Where(p => p.Activation).Select(p => _case.PurposeIs(p.Code)));

    /// <summary>The basis is the referring agency's: the one that hands over; of a status or a plan one of the two.</summary>
    private Formula Basis() => Formula.Any(_agreed.Policy.Bases.Values.Where(b => b.Kind != BasisKind.Consent || !string.IsNullOrWhiteSpace(b.WhyRefusingCostsNothing)).Select(b =>
        Name("basis " + b.Reference + " carries it", Formula.All(
            _case.BasisIs(b.Reference),
            _case.Today.Within(b.From, b.To),
            Formula.Any(b.Purposes.Select(_case.PurposeIs)),
            Referring(a => a.Country == b.Country),
            b.Agencies.Count == 0 ? Formula.True : Referring(a => b.Agencies.Contains(a.Id))))));

    private Formula Referring(Func<Agency, bool> holds) => Formula.Any(
        Agency(_case.From, holds),
        Formula.All(_case.MomentIs(PolicyMoment.Status, PolicyMoment.Plan), Agency(_case.To, holds)));

    private Formula Standing() => Formula.Not(Formula.Any(_case.Restricted.IsSet, _case.Objected.IsSet, _case.Protected.IsSet));

    /// <summary>A local agreement that is over stops all but a status.</summary>
    private Formula LocalAgreement() => Formula.Any(
        _case.MomentIs(PolicyMoment.Status),
        Formula.All(_under.Select(u => Formula.Any(Formula.Not(_case.Agreement.Is(u.Scope)), _case.Today.Within(u.Agreement.ValidFrom, u.Agreement.ValidTo)))));

    /// <summary>Without a requirement only a stated no stands in the way.</summary>
    private Formula ClientAgreement()
    {
        var required = Name("an agreement of the client is required", Formula.Any(
            Formula.Any(_agreed.Policy.Purposes.Values.Where(p => p.AgreementRequired).Select(p => _case.PurposeIs(p.Code))),
            Formula.Any(_agreed.Policy.Bases.Values.Where(b => b.Kind == BasisKind.Consent).Select(b => _case.BasisIs(b.Reference)))));
        var given = Formula.All(_case.StatusIs(AgreementStatus.Given), Formula.Not(Formula.All(_case.Expires.IsSet, new Formula.Earlier(_case.ExpiresOn, _case.Today))));
        var outOfScope = Formula.All(required, Formula.Not(_case.Status.Is(CaseVariables.Other)), _case.PropertyOnly.IsSet, Formula.Not(_case.ServicesAreAboutProperty(_after)));
        return Formula.Any(
            _case.MomentIs(PolicyMoment.Status),
            Formula.All(
                Formula.Any(given, Formula.All(Formula.Not(required), Formula.Not(_case.StatusIs(AgreementStatus.Refused)))),
                Formula.Not(outOfScope)));
    }

    private Formula SensitiveMayBeTold() => Formula.All(
        _case.StatusIs(AgreementStatus.Given), _case.ExplicitNeeds.IsSet,
        Formula.Any(_agreed.Policy.SpecialGrounds.Select(Carries)));

    private Formula Carries(SpecialGround ground) => Formula.All(
        Formula.Any(ground.Purposes.Select(_case.PurposeIs)), Agency(_case.To, a => ground.Recipients.Contains(a.Class)));

    /// <summary>Of several manifests that allow something, the first decides.</summary>
    private void Add(Manifest manifest)
    {
        var allows = Name(manifest.Id + " allows it", Formula.All(
            Message(manifest),
            _case.PurposeIs(manifest.Purpose),
            Agency(_case.From, a => a.Class == manifest.From),
            Agency(_case.To, a => a.Class == manifest.To),
            Formula.Any(_agreed.Policy.Bases.Values.Where(b => manifest.Bases.Contains(b.Kind)).Select(b => _case.BasisIs(b.Reference))),
            _case.Today.Within(manifest.ValidFrom, manifest.ValidTo)));
        var before = _manifests.Where(m => m.Manifest.Event == manifest.Event && m.Manifest.Step == manifest.Step && m.Manifest.Purpose == manifest.Purpose
            && m.Manifest.From == manifest.From && m.Manifest.To == manifest.To);
        _manifests.Add((manifest, allows, Name(manifest.Id + " decides", Formula.All([allows, .. before.Select(m => Formula.Not(m.Allows))]))));
    }

    private Formula Message(Manifest manifest) => (manifest.Event, manifest.Step) switch
    {
        (EventTypes.ReferralHandover, 1) => _case.MomentIs(PolicyMoment.StepOne),
        (EventTypes.ReferralHandover, 2) => _case.MomentIs(PolicyMoment.StepTwo),
        (EventTypes.ReferralStatusChanged, 0) => _case.MomentIs(PolicyMoment.Status),
        (EventTypes.PlanChanged, 0) => _case.MomentIs(PolicyMoment.Plan),
        _ => Formula.False,
    };

    private Formula LeavesOf(string field) => Formula.All(
        Open,
        Formula.Any(_manifests.Where(m => m.Manifest.Fields.Contains(field)).Select(m => m.Decides)),
        Formula.Not(_case.Agreement.IsOneOf(_under.Where(u => u.Agreement.WithoutFields.Contains(field)).Select(u => u.Scope))),
        field == SpecialGrounds.Field ? _sensitive : Formula.True,
        Formula.Any(Formula.Not(_case.Previewed.IsSet), Formula.Not(_case.MomentIs(PolicyMoment.StepOne, PolicyMoment.StepTwo)), _case.Shown(field)));

    private Formula Name(string what, Formula formula) => _case.Space.Name(_name + what, formula);
}
