using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Leaves of the tags that instrumentations set those which are named here. A path, a query or a header may hold what a
/// caller should not have put there; a new version of an instrumentation may set tags that nobody has looked at yet.
/// </summary>
/// <remarks>Tag names: OpenTelemetry semantic conventions for HTTP and database spans.</remarks>
internal sealed class SpanTags : BaseProcessor<Activity>
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Allowed = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        // Not the server's address and port either: they are the caller's header Host.
        ["Microsoft.AspNetCore"] = Tags("http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type"),
        ["System.Net.Http"] = Tags("http.request.method", "http.response.status_code", "server.address", "server.port", "network.protocol.version", "error.type"),
        // Statements carry their values as parameters, which are no part of the text. The name of the data source is a
        // connection string.
        ["Npgsql"] = Tags(
            "db.system.name", "db.namespace", "db.query.text", "db.operation.name", "db.collection.name", "db.response.status_code",
            "db.npgsql.rows", "server.address", "server.port", "error.type"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        // A status describes itself with the text of an exception.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
        if (!Allowed.TryGetValue(data.Source.Name, out var allowed))
            return;
        // Most spans keep all of theirs: nothing is copied for them.
        List<string>? others = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (!allowed.Contains(tag.Key))
                (others ??= []).Add(tag.Key);
        }

        foreach (var name in others ?? [])
            data.SetTag(name, null);
    }

    private static FrozenSet<string> Tags(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
