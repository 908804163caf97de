using Microsoft.OpenApi;

namespace Gateway.Api.Description;

/// <summary>
/// Paths and groups of calls in the description. OpenAPI knows no two paths that differ in a parameter's name only: the calls of
/// such paths stand under one, with the name of the last.
/// </summary>
internal static class DescribedPaths
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["Submissions"] = "Records in the agency's own format.",
        ["Events"] = "Contract events as CloudEvents.",
        ["Feed"] = "What is for the agency, in order.",
        ["Referrals"] = "The agency's own referrals, places, and its counsellor's decisions.",
        ["Tasks"] = "What people of the agency must do.",
        ["Agreements"] = "Agreements of clients: previews, records, receipts.",
        ["Operating"] = "The gateway desk: causes, drafts and replays.",
        ["Privacy"] = "What clients refuse, and numbers that were linked by mistake.",
        ["Citizens' portals"] = "Who used what of a citizen.",
        ["Rights"] = "Copies, corrections and erasures.",
        ["Audit trail"] = "Heads of the trail and proofs of disclosures.",
        ["Health"] = "Probes.",
        ["Control services"] = "Mandates of control services, answered by the role that opens the compartment.",
    };

    /// <summary>Says what each group is.</summary>
    /// <exception cref="KeyNotFoundException">A group has no description.</exception>
    internal static void DescribeGroups(OpenApiDocument document)
    {
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = Groups[tag.Name!];
    }

    /// <summary>Puts the calls of one address under one path.</summary>
    internal static void Join(OpenApiDocument document)
    {
        foreach (var same in document.Paths.GroupBy(p => Shape(p.Key), StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            var last = same.Last();
            foreach (var (path, item) in same.SkipLast(1))
            {
                foreach (var (method, call) in item.Operations ?? [])
                {
                    Rename(call, Names(path).Zip(Names(last.Key)));
                    ((OpenApiPathItem)last.Value).AddOperation(method, call);
                }

                document.Paths.Remove(path);
            }
        }
    }

    private static void Rename(OpenApiOperation call, IEnumerable<(string Old, string New)> names)
    {
        foreach (var (old, @new) in names)
            foreach (var parameter in call.Parameters?.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path && p.Name == old) ?? [])
                parameter.Name = @new;
    }

    private static string Shape(string path) => string.Join('/', path.Split('/').Select(s => s.StartsWith('{') ? "{}" : s));

    private static IEnumerable<string> Names(string path) => path.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}'));
}
