using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Logic;
using Party = Gateway.Core.Accountability.PolicyParties.Party;

namespace Gateway.Proof.Encoding;

/// <summary>
/// What a release depends on, as variables: who sends, who receives, purpose, basis, message, local agreement, the client's agreement and
/// standing, what the client was shown, and the day. Of two policies the variables are the same, so that one case can be put to both.
/// </summary>
internal sealed class CaseVariables
{
    /// <summary>Value of a choice that stands for whatever neither policy knows, or for nothing.</summary>
    internal const int Other = 0;

    private static readonly AgreementStatus[] Statuses = Enum.GetValues<AgreementStatus>();
    private readonly List<string> _purposes;
    private readonly List<string> _bases;
    private readonly List<string> _fields;
    private readonly List<(bool Before, bool After, string Code)> _services;
    private readonly Dictionary<string, int> _groupOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flag> _shown = new(StringComparer.Ordinal);

    /// <summary>Variables for one policy, or for two.</summary>
    /// <param name="before">The earlier policy; the same as <paramref name="after"/> when there is one.</param>
    /// <param name="after">The policy.</param>
    internal CaseVariables(Agreed before, Agreed after)
    {
        (Before, After) = (before, after);
        Groups = PolicyParties.Alike(before, after);
        for (var g = 0; g < Groups.Count; g++)
        {
            foreach (var party in Groups[g])
                _groupOf[party.Id] = g;
        }

        _purposes = ["(another)", .. Keys(p => p.Purposes.Keys)];
        _bases = ["(another)", .. Keys(p => p.Bases.Keys)];
        _fields = [.. Keys(p => p.Manifests.SelectMany(m => m.Fields))];
        Scopes = Scope.Of(before, after, id => _groupOf.TryGetValue(id, out var group) ? group : null);
        _services = [(false, false, ""), .. before.Directory.Services.Concat(after.Directory.Services).Select(s => s.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(c => (IsProperty(before, c), IsProperty(after, c), c)).DistinctBy(s => (s.Item1, s.Item2))];

        var agencies = new Sort("agency", [.. Groups.Select(g => g.Count == 1 ? g[0].Id : $"{g[0].Id} and alike")]);
        (From, To) = (Space.Choice("from", agencies), Space.Choice("to", agencies));
        Purpose = Space.Choice("purpose", new Sort("purpose", _purposes));
        Basis = Space.Choice("basis", new Sort("basis", _bases));
        Moment = Space.Choice("message", new Sort("message", Enum.GetNames<PolicyMoment>()));
        Agreement = Space.Choice("local agreement", new Sort("local agreement", [.. Scopes.Select(s => s.Name)]));
        Status = Space.Choice("client's agreement", new Sort("client's agreement", ["(none)", .. Enum.GetNames<AgreementStatus>()]));
        Services = Space.Choice("services", new Sort("services", [.. _services.Select(s => s.Code.Length == 0 ? "(none)" : s.Code + " and alike")]));
        (Expires, ExpiresOn, Today) = (Space.Flag("the client's agreement has a last day"), Space.Day("last day of the client's agreement"), Space.Day("today"));
        (PropertyOnly, ExplicitNeeds) = (Space.Flag("property only"), Space.Flag("explicit needs"));
        (Restricted, Objected, Protected) = (Space.Flag("restricted"), Space.Flag("objected"), Space.Flag("protected"));
        Field = Space.Choice("field", new Sort("field", _fields.Count == 0 ? ["(none)"] : _fields));
        Previewed = Space.Flag("a preview was shown");
        foreach (var field in _fields)
            _shown[field] = Space.Flag("shown " + field);
        // An agency sends nothing to itself by way of the gate: what it is told of its own referral is no disclosure (OwnNotice).
        Space.Require(Formula.All(Groups.Select((g, i) => g.Count > 1 ? Formula.True : Formula.Not(Formula.All(From.Is(i), To.Is(i))))));
    }

    internal Agreed Before { get; }

    internal Agreed After { get; }

    internal Space Space { get; } = new();

    /// <summary>Agencies that are alike in all that the gate looks at, in both policies. Formulas read nothing else of an agency.</summary>
    internal IReadOnlyList<IReadOnlyList<Party>> Groups { get; }

    internal Choice From { get; }

    internal Choice To { get; }

    internal Choice Purpose { get; }

    internal Choice Basis { get; }

    internal Choice Moment { get; }

    internal Choice Agreement { get; }

    internal Choice Status { get; }

    internal Choice Services { get; }

    internal Flag Expires { get; }

    internal Day ExpiresOn { get; }

    internal Day Today { get; }

    internal Flag PropertyOnly { get; }

    internal Flag ExplicitNeeds { get; }

    internal Flag Restricted { get; }

    internal Flag Objected { get; }

    internal Flag Protected { get; }

    /// <summary>The field that is asked about.</summary>
    internal Choice Field { get; }

    internal Flag Previewed { get; }

    /// <summary>Every field that a manifest of either policy names. No other can leave.</summary>
    internal IReadOnlyList<string> Fields => _fields;

    /// <summary>Local agreements that a case may be under; the first is none.</summary>
    internal IReadOnlyList<Scope> Scopes { get; }

    internal Formula PurposeIs(string code) => Is(Purpose, _purposes, code);

    internal Formula BasisIs(string reference) => Is(Basis, _bases, reference);

    internal Formula FieldIs(string field) => Is(Field, _fields, field);

    internal Formula StatusIs(AgreementStatus status) => Status.Is(1 + Array.IndexOf(Statuses, status));

    internal Formula MomentIs(params PolicyMoment[] moments) => Moment.IsOneOf(moments.Select(m => (int)m));

    internal Formula Shown(string field) => _shown[field].IsSet;

    /// <summary>Whether the agency is one of whom something holds in a policy; an agency that the policy does not have is none.</summary>
    internal Formula Agency(Choice who, bool after, Func<Agency, bool> holds) =>
        who.IsOneOf(Enumerable.Range(0, Groups.Count).Where(g => Side(Groups[g][0], after) is { } agency && holds(agency)));

    internal Formula ServicesAreAboutProperty(bool after) => Services.IsOneOf(Enumerable.Range(1, _services.Count - 1).Where(s => after ? _services[s].After : _services[s].Before));

    /// <summary>Sender and recipient are of one country: no referral crosses a border.</summary>
    internal Formula SameCountry(bool after) => Formula.Any(Groups.Select(g => Side(g[0], after)?.Country).OfType<string>().Distinct(StringComparer.Ordinal)
        .Select(country => Formula.All(Agency(From, after, a => a.Country == country), Agency(To, after, a => a.Country == country))));

    /// <summary>The case is under a local agreement, between two agencies that it is for.</summary>
    internal Formula Between(int scope) => Formula.All(Agreement.Is(scope), Formula.Any(Scopes[scope].Pairs.Keys.Select(p => Formula.All(
        From.Is(p.From), To.Is(p.To), p.Handover ? MomentIs(PolicyMoment.StepOne, PolicyMoment.StepTwo) : MomentIs(PolicyMoment.Status, PolicyMoment.Plan)))));

    internal string PurposeOf(Assignment given) => _purposes[given[Purpose]];

    internal string BasisOf(Assignment given) => _bases[given[Basis]];

    internal Scope ScopeOf(Assignment given) => Scopes[given[Agreement]];

    internal string FieldOf(Assignment given) => _fields[given[Field]];

    internal PolicyMoment MomentOf(Assignment given) => (PolicyMoment)given[Moment];

    internal AgreementStatus? StatusOf(Assignment given) => given[Status] == Other ? null : Statuses[given[Status] - 1];

    internal IReadOnlyList<string> ServicesOf(Assignment given) => given[Services] == Other ? [] : [_services[given[Services]].Code];

    internal IReadOnlySet<string>? ShownOf(Assignment given) =>
        given[Previewed] ? _shown.Where(s => given[s.Value]).Select(s => s.Key).ToHashSet(StringComparer.Ordinal) : null;

    /// <summary>Sets what the client was shown.</summary>
    internal void Show(Assignment given, string field, bool shown) => given[_shown[field]] = shown;

    internal static Agency? Side(Party party, bool after) => after ? party.After : party.Before;

    private static bool IsProperty(Agreed agreed, string service) => agreed.Directory.AreAboutProperty([service]);

    private static Formula Is(Choice variable, List<string> values, string value) => values.IndexOf(value) is var index and >= 0 ? variable.Is(index) : Formula.False;

    private SortedSet<string> Keys(Func<Policy, IEnumerable<string>> of) => new(of(Before.Policy).Concat(of(After.Policy)), StringComparer.Ordinal);
}
