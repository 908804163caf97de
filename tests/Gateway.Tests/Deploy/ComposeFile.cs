using Gateway.Tests.Running;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gateway.Tests.Deploy;

/// <summary>A compose file, its anchors resolved: maps, lists and scalars as text.</summary>
internal sealed class ComposeFile
{
    private ComposeFile(IReadOnlyDictionary<string, object> root) => Root = root;

    public static string Path => System.IO.Path.Combine(Shipped.Repository, "docker-compose.yml");

    public IReadOnlyDictionary<string, object> Root { get; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> Services =>
        Map(Root, "services").ToDictionary(s => s.Key, s => (IReadOnlyDictionary<string, object>)s.Value, StringComparer.Ordinal);

    /// <summary>Services of the gateway's own image.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, object>>> Gateways => Services.Where(s => s.Value.ContainsKey("build"));

    public static ComposeFile Parse(string text)
    {
        var merged = new Deserializer().Deserialize<object>(new MergingParser(new Parser(new StringReader(text))));
        return new ComposeFile((IReadOnlyDictionary<string, object>)Plain(merged!));
    }

    public static IReadOnlyDictionary<string, object> Map(IReadOnlyDictionary<string, object> of, string key) =>
        of.TryGetValue(key, out var value) && value is IReadOnlyDictionary<string, object> map ? map : new Dictionary<string, object>(StringComparer.Ordinal);

    public static IReadOnlyList<string> Texts(IReadOnlyDictionary<string, object> of, string key) =>
        of.TryGetValue(key, out var value) && value is IReadOnlyList<object> list ? [.. list.OfType<string>()] : [];

    private static object Plain(object? node) => node switch
    {
        IDictionary<object, object> map => map.ToDictionary(p => (string)p.Key, p => Plain(p.Value), StringComparer.Ordinal),
        IEnumerable<object> list => list.Select(Plain).ToList(),
        null => "",
        _ => (string)node,
    };
}
