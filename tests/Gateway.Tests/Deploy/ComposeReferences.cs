using System.Text.RegularExpressions;
using Gateway.Tests.Running;

namespace Gateway.Tests.Deploy;

/// <summary>What names something else in a compose file names something that is there, and is reached in time.</summary>
internal static partial class ComposeReferences
{
    /// <param name="file">The file.</param>
    /// <param name="made">Paths that <c>deploy/make-secrets.sh</c> makes.</param>
    /// <param name="variables">Variables that it writes into <c>.env</c>.</param>
    public static IReadOnlyList<string> Faults(ComposeFile file, IReadOnlyCollection<string> made, IReadOnlyCollection<string> variables) =>
        [.. Declared(file), .. Dependencies(file), .. Files(file, made), .. Variables(file.Root, variables)];

    private static IEnumerable<string> Declared(ComposeFile file)
    {
        foreach (var (kind, used) in new[]
        {
            ("volumes", file.Services.Values.SelectMany(s => ComposeFile.Texts(s, "volumes")).Select(v => v.Split(':')[0]).Where(v => !v.StartsWith('.'))),
            ("secrets", file.Services.Values.SelectMany(s => ComposeFile.Texts(s, "secrets"))),
            ("networks", file.Services.Values.SelectMany(s => ComposeFile.Texts(s, "networks"))),
        })
        {
            var names = used.ToHashSet(StringComparer.Ordinal);
            var declared = ComposeFile.Map(file.Root, kind).Keys.ToList();
            foreach (var name in names.Except(declared, StringComparer.Ordinal))
                yield return $"{kind}: {name} is not declared";
            foreach (var name in declared.Except(names, StringComparer.Ordinal))
                yield return $"{kind}: {name} is used by nobody";
        }

        foreach (var service in file.Services.Where(s => ComposeFile.Texts(s.Value, "networks").Count == 0).Select(s => s.Key))
            yield return $"{service} is on the default network";
    }

    private static IEnumerable<string> Dependencies(ComposeFile file)
    {
        foreach (var (name, service) in file.Services)
        {
            foreach (var (other, how) in ComposeFile.Map(service, "depends_on"))
            {
                if (!file.Services.TryGetValue(other, out var needed))
                {
                    yield return $"{name} depends on {other}, which is no service";
                    continue;
                }

                var condition = (string)((IReadOnlyDictionary<string, object>)how)["condition"];
                if (condition == "service_healthy" && !needed.ContainsKey("healthcheck"))
                    yield return $"{name} waits for the health of {other}, which has no check";
                if (condition == "service_completed_successfully" && needed.GetValueOrDefault("restart") is not ("no" or null))
                    yield return $"{name} waits for the end of {other}, which is started again for ever";
                if (needed.ContainsKey("profiles") && !service.ContainsKey("profiles"))
                    yield return $"{name} depends on {other}, which only a profile starts";
            }

            if (Reaches(file, name, name, []))
                yield return $"{name} depends on itself";
        }
    }

    private static bool Reaches(ComposeFile file, string from, string to, HashSet<string> seen) =>
        file.Services.TryGetValue(from, out var service) && ComposeFile.Map(service, "depends_on").Keys.Any(n => n == to || (seen.Add(n) && Reaches(file, n, to, seen)));

    private static IEnumerable<string> Files(ComposeFile file, IReadOnlyCollection<string> made)
    {
        var named = file.Services.Values.SelectMany(s => ComposeFile.Texts(s, "volumes")).Select(v => v.Split(':')[0]).Where(v => v.StartsWith("./", StringComparison.Ordinal)).Select(v => v[2..])
            .Concat(file.Services.Values.SelectMany(s => ComposeFile.Texts(s, "env_file")))
            .Concat(ComposeFile.Map(file.Root, "secrets").Values.Select(s => (string)((IReadOnlyDictionary<string, object>)s)["file"]))
            .Concat(file.Gateways.Select(s => (string)ComposeFile.Map(s.Value, "build")["dockerfile"]));
        return named.Distinct(StringComparer.Ordinal).Where(f => !made.Contains(f, StringComparer.Ordinal) && !Path.Exists(Path.Combine(Shipped.Repository, f))).Select(f => $"{f} is not there, and nobody makes it");
    }

    private static IEnumerable<string> Variables(object node, IReadOnlyCollection<string> known) => node switch
    {
        IReadOnlyDictionary<string, object> map => map.Values.SelectMany(v => Variables(v, known)),
        IReadOnlyList<object> list => list.SelectMany(v => Variables(v, known)),
        string text => Interpolation().Matches(text).Where(m => m.Value != "$$" && !m.Groups["default"].Success && !known.Contains(m.Groups["name"].Value, StringComparer.Ordinal))
            .Select(m => $"'{m.Value}' is set by nobody"),
        _ => [],
    };

    [GeneratedRegex(@"\$(\$|\{(?<name>[A-Z_]+)((?<default>:-[^}]*)|:\?[^}]*)?\}|[^$]|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Interpolation();
}
