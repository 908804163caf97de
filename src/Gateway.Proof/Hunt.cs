using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;
using Gateway.Proof.Solving;

namespace Gateway.Proof;

/// <summary>Looks for every counterexample of a property, and lets the code that decides confirm each.</summary>
internal sealed class Hunt(ISolver solver, CaseVariables variables, ProofProperty property, DateOnly today)
{
    /// <summary>So many are told of one question; nobody reads more at once.</summary>
    internal const int Most = 500;

    private readonly List<ProofFinding> _findings = [];
    private readonly List<string> _troubles = [];
    private bool _isFaulty;
    private bool _gaveUp;
    private int _questions;

    /// <summary>A case that the solver gave, as it is confirmed.</summary>
    /// <param name="Finding">What it shows; null: the code that decides does not confirm it.</param>
    /// <param name="Alike">Cases that show the same, and are not asked for again.</param>
    internal sealed record Met(ProofFinding? Finding, Formula Alike);

    /// <summary>Asks for cases until there are no more.</summary>
    /// <param name="about">What is asked, for whoever reads that the solver gave up on it.</param>
    /// <param name="question">The question.</param>
    /// <param name="meet">Puts a case to the code that decides.</param>
    internal void Each(string about, Formula question, Func<Assignment, Met> meet)
    {
        for (var told = 0; told < Most; told++)
        {
            if (Find(about, question) is not { } found)
                return;
            var met = meet(found);
            if (met.Finding is null)
            {
                Fault($"{about}: the solver found a case that the code which decides does not confirm: {ProofText.Of(Describe(found))}");
                return;
            }

            _findings.Add(met.Finding);
            question = Formula.All(question, Formula.Not(met.Alike));
        }

        GiveUp($"{about}: there are more than {Most} cases; only the first are told");
    }

    /// <summary>A case of which something holds, as usual a one as there is; null: there is none, or the solver gave up, which is noted.</summary>
    internal Assignment? Find(string about, Formula question)
    {
        if (Ask(about, question) is not { } any)
            return null;
        // A case that a person recognises: today, with an agreement that was given, and nothing out of the ordinary.
        Formula plain = Formula.All(
            variables.SameCountry(after: true),
            Formula.Not(variables.Previewed.IsSet), Formula.Not(variables.Expires.IsSet), Formula.Not(variables.PropertyOnly.IsSet), variables.Services.Is(CaseVariables.Other));
        Formula usual = Formula.All(
            plain, variables.StatusIs(AgreementStatus.Given), variables.Today.Within(today, today), Formula.Not(variables.Restricted.IsSet), Formula.Not(variables.Objected.IsSet), Formula.Not(variables.Protected.IsSet));
        foreach (var better in new[] { Formula.All(usual, variables.Agreement.Is(CaseVariables.Other)), usual, Formula.All(plain, variables.Today.Within(today, null)), plain })
        {
            _questions++;
            if (solver.Ask(variables.Space, Formula.All(question, better)) is Answer.Possible possible)
                return possible.Case;
        }

        return any;
    }

    /// <summary>Any case of which something holds.</summary>
    internal Assignment? Ask(string about, Formula question)
    {
        _questions++;
        switch (solver.Ask(variables.Space, question))
        {
            case Answer.Possible possible:
                return possible.Case;
            case Answer.GaveUp gaveUp:
                GiveUp($"{about}: {gaveUp.Why}");
                return null;
            default:
                return null;
        }
    }

    /// <summary>Whether nothing went wrong: then what was not found is not there.</summary>
    internal bool IsCertain => !_gaveUp && !_isFaulty;

    internal void Add(ProofFinding finding) => _findings.Add(finding);

    internal void Fault(string what)
    {
        _isFaulty = true;
        _troubles.Add(what);
    }

    internal ProofResult Result() => new()
    {
        Property = property,
        Verdict = _isFaulty ? ProofVerdict.Faulty : _gaveUp ? ProofVerdict.GaveUp : _findings.Count > 0 ? ProofVerdict.Found : ProofVerdict.Proved,
        Findings = _findings,
        Troubles = _troubles,
        Questions = _questions,
    };

    /// <summary>The real gate's answer to a case under one of the two policies.</summary>
    internal Release.Allowed? Decide(Assignment given, bool after = true, bool withAgreement = true)
    {
        var scope = variables.ScopeOf(given);
        return Decide(given, after, withAgreement ? scope.In(after) : null);
    }

    internal Release.Allowed? Decide(Assignment given, bool after, Collaboration? under) =>
        RealCase.Of(variables, given, RealCase.Parties(variables, given), after, under) is { } asked
            ? ReleaseGate.Decide(asked, after ? variables.After : variables.Before) as Release.Allowed
            : null;

    /// <summary>A case for people and programs.</summary>
    internal ProofCase Describe(Assignment given, string? value = null)
    {
        var parties = RealCase.Parties(variables, given);
        var asked = RealCase.Of(variables, given, parties, after: true, variables.ScopeOf(given).After) ?? RealCase.Of(variables, given, parties, after: false, variables.ScopeOf(given).Before)!;
        return new ProofCase
        {
            From = asked.From.Id,
            FromClass = asked.From.Class,
            To = asked.To.Id,
            ToClass = asked.To.Class,
            Purpose = asked.Purpose,
            Basis = asked.BasisReference,
            Message = variables.MomentOf(given),
            Day = asked.Today,
            LocalAgreement = asked.Collaboration?.Id,
            ClientAgreement = asked.Agreement?.Status,
            Expires = asked.Agreement?.Expires,
            ExplicitNeeds = asked.Agreement is { ExplicitNeeds: true },
            PropertyOnly = asked.Agreement is { PropertyOnly: true },
            Services = asked.Services,
            Standing = [.. new[] { (asked.Client.Protected, "protected"), (asked.Client.Restricted, "restricted"), (asked.Client.Objected, "objected") }.Where(s => s.Item1).Select(s => s.Item2)],
            Shown = asked.Shown is { } shown ? [.. shown.Order(StringComparer.Ordinal)] : null,
            Value = value,
        };
    }

    private void GiveUp(string what)
    {
        _gaveUp = true;
        _troubles.Add(what);
    }
}
