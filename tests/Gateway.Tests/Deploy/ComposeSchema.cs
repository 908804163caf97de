using System.Text.RegularExpressions;

namespace Gateway.Tests.Deploy;

/// <summary>
/// The part of the Compose Specification (compose-spec.io) that the shipped file uses, strictly: a key that is not here is
/// a fault, also where the specification would take it. No JSON Schema library under a free licence is at hand.
/// </summary>
internal static partial class ComposeSchema
{
    private static readonly Func<object, string?> Text = v => v is string { Length: > 0 } ? null : "is no text";
    private static readonly Func<object, string?> Truth = v => v is "true" or "false" ? null : "is neither true nor false";
    private static readonly Func<object, string?> Number = v => v is string s && s.All(char.IsAsciiDigit) && s.Length > 0 ? null : "is no whole number";
    private static readonly Func<object, string?> Duration = Matches(Durations(), "is no duration such as 30s");
    private static readonly Func<object, string?> Command = v => v is string or IReadOnlyList<object> ? ListOr(v) : "is no command";

    private static readonly Dictionary<string, Func<object, string?>> Service = new(StringComparer.Ordinal)
    {
        ["image"] = Matches(Images(), "is no image with a tag"),
        ["build"] = MapOf(new(StringComparer.Ordinal) { ["context"] = Text, ["dockerfile"] = Text, ["args"] = Each(Text) }),
        ["command"] = Command,
        ["entrypoint"] = Command,
        ["environment"] = Each(v => v is string ? null : "is no text"),
        ["env_file"] = ListOf(Text),
        ["secrets"] = ListOf(Text),
        ["volumes"] = ListOf(Matches(Mounts(), "is no volume SOURCE:/TARGET[:ro]")),
        ["networks"] = ListOf(Text),
        ["ports"] = ListOf(Matches(Ports(), "is no port of loopback, 127.0.0.1:PORT:PORT")),
        ["healthcheck"] = MapOf(new(StringComparer.Ordinal)
        {
            ["test"] = v => v is IReadOnlyList<object> { Count: > 1 } list && list[0] is "CMD" or "CMD-SHELL" ? ListOr(v) : "does not begin with CMD or CMD-SHELL",
            ["interval"] = Duration, ["timeout"] = Duration, ["start_period"] = Duration, ["retries"] = Number,
        }),
        ["depends_on"] = Each(MapOf(new(StringComparer.Ordinal) { ["condition"] = OneOf("service_started", "service_healthy", "service_completed_successfully") })),
        ["restart"] = OneOf("no", "always", "on-failure", "unless-stopped"),
        ["stop_grace_period"] = Duration,
        ["hostname"] = Text,
        ["init"] = Truth,
        ["read_only"] = Truth,
        ["cap_drop"] = ListOf(Text),
        ["security_opt"] = ListOf(Text),
        ["tmpfs"] = ListOf(Text),
        ["profiles"] = ListOf(Text),
    };

    private static readonly Dictionary<string, Func<object, string?>> Top = new(StringComparer.Ordinal)
    {
        ["name"] = Text,
        ["services"] = Each(MapOf(Service)),
        ["networks"] = Each(Or(MapOf(new(StringComparer.Ordinal) { ["internal"] = Truth }))),
        ["volumes"] = Each(Or(MapOf([]))),
        ["secrets"] = Each(MapOf(new(StringComparer.Ordinal) { ["file"] = Text })),
    };

    /// <summary>What does not fit, with its place.</summary>
    public static IReadOnlyList<string> Faults(ComposeFile file) =>
        [.. file.Root.Where(p => !p.Key.StartsWith("x-", StringComparison.Ordinal)).Select(p => Top.TryGetValue(p.Key, out var rule) ? Below(p.Key, rule(p.Value)) : $"{p.Key} is no key").OfType<string>()];

    private static string? Below(string key, string? fault) => fault is null ? null : $"{key}: {fault}";

    private static string? ListOr(object value) => value is IReadOnlyList<object> list && list.Any(i => i is not string) ? "holds something that is no text" : null;

    private static Func<object, string?> Or(Func<object, string?> rule) => v => v is "" ? null : rule(v);

    private static Func<object, string?> OneOf(params string[] words) => v => v is string s && words.Contains(s, StringComparer.Ordinal) ? null : $"is none of {string.Join(", ", words)}";

    private static Func<object, string?> Matches(Regex form, string fault) => v => v is string s && form.IsMatch(s) ? null : $"'{v}' {fault}";

    private static Func<object, string?> ListOf(Func<object, string?> rule) =>
        v => v is IReadOnlyList<object> list ? list.Select(rule).FirstOrDefault(f => f is not null) : "is no list";

    private static Func<object, string?> Each(Func<object, string?> rule) =>
        v => v is IReadOnlyDictionary<string, object> map ? map.Select(p => Below(p.Key, rule(p.Value))).FirstOrDefault(f => f is not null) : "is no map";

    private static Func<object, string?> MapOf(Dictionary<string, Func<object, string?>> keys) =>
        v => v is IReadOnlyDictionary<string, object> map
            ? map.Select(p => keys.TryGetValue(p.Key, out var rule) ? Below(p.Key, rule(p.Value)) : $"{p.Key} is no key").FirstOrDefault(f => f is not null)
            : "is no map";

    [GeneratedRegex(@"^[a-z0-9./-]+:[A-Za-z0-9._-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Images();

    [GeneratedRegex(@"^(\./)?[A-Za-z0-9._/-]+:/[A-Za-z0-9._/-]+(:ro)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mounts();

    [GeneratedRegex(@"^127\.0\.0\.1:[0-9]{2,5}:[0-9]{2,5}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ports();

    [GeneratedRegex("^([0-9]+(ms|s|m|h))+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Durations();
}
