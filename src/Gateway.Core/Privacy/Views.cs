using Gateway.Core.Routing;

namespace Gateway.Core.Privacy;

/// <summary>Third decision: which fields may the recipient have? Deny by default: what no manifest names does not leave.</summary>
public static class Views
{
    /// <summary>Decides.</summary>
    /// <returns>Null when no manifest allows anything, or the local agreement takes all of it away.</returns>
    public static View? Decide(ReleaseCase release, Agreed agreed)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(agreed);
        if (!agreed.Policy.Bases.TryGetValue(release.BasisReference, out var basis))
            return null;
        var manifest = agreed.Policy.Manifests.FirstOrDefault(m => Allows(m, release, basis.Kind));
        if (manifest is null)
            return null;

        var without = release.Collaboration?.WithoutFields ?? [];
        var fields = manifest.Fields.Except(without, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (!SpecialGrounds.Carry(agreed.Policy, release.Purpose, release.To.Class, release.Agreement))
            fields.Remove(SpecialGrounds.Field);
        if (fields.Count == 0)
            return null;
        var inputs = new List<InputVersion> { new("policy", agreed.Policy.Version) };
        if (release.Collaboration is { } collaboration)
            inputs.Add(new InputVersion("agreement:" + collaboration.Id, collaboration.Version));
        return new View(manifest.Id, fields, new Explanation
        {
            Rule = manifest.Id,
            Says = DecisionSentences.ByManifest,
            Inputs = inputs,
            Notices = [.. without.Where(manifest.Fields.Contains).Select(f => "left-out:" + f)],
        });
    }

    private static bool Allows(Manifest manifest, ReleaseCase release, BasisKind basis) =>
        manifest.Event == release.Event
        && manifest.Step == release.Step
        && manifest.Purpose == release.Purpose
        && manifest.From == release.From.Class
        && manifest.To == release.To.Class
        && manifest.Bases.Contains(basis)
        && !(manifest.ValidFrom > release.Today)
        && !(manifest.ValidTo < release.Today);
}
