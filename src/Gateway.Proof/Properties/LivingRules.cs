using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Proof.Properties;

/// <summary>Kinds of rules that may be dead.</summary>
internal enum RuleKind
{
    Manifest,
    Field,
    Basis,
    Purpose,
    Ground,
}

/// <summary>A rule of the policy.</summary>
internal sealed record Rule(RuleKind Kind, string Id, string Field = "")
{
    internal string Says => Kind switch
    {
        RuleKind.Manifest => $"the manifest '{Id}'",
        RuleKind.Field => $"the field {Field} of the manifest '{Id}'",
        RuleKind.Basis => $"the legal basis '{Id}'",
        RuleKind.Purpose => $"the purpose '{Id}'",
        _ => $"the special ground '{Id}'",
    };
}

/// <summary>Which rules the code that decides uses: in one release, and over every case that could make a difference.</summary>
internal static class LivingRules
{
    /// <summary>Every rule. What a basis opens to control services is decided elsewhere (<c>Mandates</c>), and control purposes serve no exchange.</summary>
    internal static IReadOnlyList<Rule> All(Agreed agreed) =>
    [
        .. agreed.Policy.Manifests.Select(m => new Rule(RuleKind.Manifest, m.Id)),
        .. agreed.Policy.Manifests.SelectMany(m => m.Fields.Select(f => new Rule(RuleKind.Field, m.Id, f))),
        .. agreed.Policy.Bases.Values.Where(b => b.Mandate is null).Select(b => new Rule(RuleKind.Basis, b.Reference)),
        .. agreed.Policy.Purposes.Values.Where(p => p.Activation).Select(p => new Rule(RuleKind.Purpose, p.Code)),
        .. agreed.Policy.SpecialGrounds.Select(g => new Rule(RuleKind.Ground, g.Reference)),
    ];

    /// <summary>Rules that a release used.</summary>
    internal static IReadOnlySet<Rule> Used(Agreed agreed, string basis, string purpose, View view)
    {
        var used = view.Fields.Select(f => new Rule(RuleKind.Field, view.Manifest, f)).ToHashSet();
        used.UnionWith([new Rule(RuleKind.Manifest, view.Manifest), new Rule(RuleKind.Basis, basis), new Rule(RuleKind.Purpose, purpose)]);
        if (view.Fields.Contains(SpecialGrounds.Field) && agreed.Policy.Manifests.FirstOrDefault(m => m.Id == view.Manifest) is { } manifest)
            used.UnionWith(agreed.Policy.SpecialGrounds.Where(g => g.Purposes.Contains(purpose) && g.Recipients.Contains(manifest.To)).Select(g => new Rule(RuleKind.Ground, g.Reference)));
        return used;
    }

    /// <summary>Rules that the gate uses in some case: every group of agencies, basis, message and day, with all that a client may agree to.</summary>
    internal static HashSet<Rule> Tried(Agreed agreed)
    {
        var used = new HashSet<Rule>();
        var parties = PolicyParties.Alike(agreed, agreed).Select(g => (First: g[0].After!, Last: g[^1].After!)).Where(g => Safeguards.ServesActivation(g.First.Class)).ToList();
        foreach (var (from, to) in parties.SelectMany(f => parties.Select(t => (f.First, t.Last))).Where(p => p.First.Id != p.Last.Id))
        {
            foreach (var (asked, allowed) in Asked(agreed, from, to, null))
                used.UnionWith(Used(agreed, asked.Basis, asked.Purpose, allowed.View));
        }

        return used;
    }

    /// <summary>Whether something leaves under a local agreement between two of its members; of a field, whether the agreement keeps it back there.</summary>
    internal static bool IsTaken(Agreed agreed, string id, string field)
    {
        var agreement = agreed.Collaborations.First(c => c.Id == id);
        var members = agreement.Parties.Concat(agreement.Providers).Select(agreed.Directory.Find).OfType<Agency>().ToList();
        return members.SelectMany(f => members.Where(t => t.Id != f.Id).Select(t => (f, t)))
            .Any(p => Asked(agreed, p.f, p.t, field.Length == 0 ? agreement : null)
                .Any(a => PolicyParties.Covers(agreement, p.f.Id, p.t.Id, a.Asked.Moment)
                    && (field.Length == 0 || (a.Allowed.View.Fields.Contains(field) && (a.Asked.Moment == PolicyMoment.Status || agreement.InForce(a.Asked.Day))))));
    }

    private static IEnumerable<(PolicyCase Asked, Release.Allowed Allowed)> Asked(Agreed agreed, Agency sender, Agency recipient, Collaboration? agreement) =>
        from day in PolicyDays.From(DateOnly.MinValue, agreed)
        from basis in agreed.Policy.Bases.Values
        from purpose in basis.Purposes
        from moment in Enum.GetValues<PolicyMoment>()
        let asked = new PolicyCase { From = sender, To = recipient, Purpose = purpose, Basis = basis.Reference, Moment = moment, Collaboration = agreement, Day = day }
        let allowed = (asked.Ask(agreed) as Release.Allowed)
        where allowed is not null
        select (asked, allowed!);
}
