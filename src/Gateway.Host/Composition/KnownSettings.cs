using Gateway.Api.Callers;
using Gateway.Api.Limits;
using Gateway.Dashboard;
using Gateway.Workers.Audit;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery.Webhooks;
using Gateway.Workers.Edge;
using Gateway.Workers.Files;
using Gateway.Workers.Heartbeat;
using Gateway.Workers.Intake;
using Gateway.Workers.Notices;
using Gateway.Workers.Relay;
using Gateway.Workers.Retention;
using Gateway.Workers.Traffic;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Composition;

/// <summary>
/// Every setting under <c>Gateway:</c>. One that nobody reads is refused: a slip in a name would otherwise leave the
/// default in force without a word.
/// </summary>
public static class KnownSettings
{
    private const string Root = "Gateway:";

    private static readonly string[] Single =
    [
        "Gateway:Contracts", "Gateway:Data", "Gateway:Secrets", "Gateway:MasterKeyFile", "Gateway:CompartmentKeyFile", "Gateway:Vault:Library", "Gateway:Vault:Token", "Gateway:Vault:PinFile", "Gateway:Http:Url", "Gateway:Outbox:Folder", "Gateway:Rights:ErasuresFile", "Gateway:Telemetry:Endpoint", "Gateway:Proof:Library",
        "Gateway:Database:Provider", "Gateway:Database:ConnectionString", "Gateway:Database:MaxBatchSize", "Gateway:Broker:Uri", "Gateway:Broker:Password",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
    [
        .. Single,
        .. Of(GatewayHttpOptions.Section, typeof(GatewayHttpOptions)),
        .. Of(TokenOptions.Section, typeof(TokenOptions)),
        .. Of(DashboardOptions.Section, typeof(DashboardOptions)),
        .. Of("Gateway:Intake", typeof(IntakeOptions)),
        .. Of("Gateway:Relay", typeof(RelayOptions)),
        .. Of("Gateway:Clocks", typeof(ClockOptions)),
        .. Of("Gateway:Audit", typeof(AuditOptions)),
        .. Of("Gateway:Heartbeat", typeof(HeartbeatOptions)),
        .. Of("Gateway:Retention", typeof(RetentionOptions)),
        .. Of("Gateway:Traffic", typeof(TrafficOptions)),
        .. Of("Gateway:Health", typeof(HealthOptions)),
        .. Of("Gateway:Edge", typeof(EdgeOptions)),
        .. Of("Gateway:FileIntake", typeof(FileIntakeOptions)),
        .. Of("Gateway:Webhook", typeof(WebhookOptions)),
        .. Of("Gateway:Mail", typeof(MailOptions)),
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses settings that do not exist, wherever they were given.</summary>
    /// <exception cref="HostFault">The message names each and the one that was probably meant.</exception>
    public static void Require(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var unknown = configuration.AsEnumerable()
            .Where(s => s.Value is not null && s.Key.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && !All.Contains(s.Key))
            .Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new HostFault(string.Join(Environment.NewLine, unknown.Select(Refused)), isRefusal: true);
    }

    private static string Refused(string key)
    {
        var near = All.Select(known => (Known: known, Slips: Slips(key.ToUpperInvariant(), known.ToUpperInvariant()))).MinBy(k => k.Slips);
        return near.Slips <= Math.Max(2, (key.Length - Root.Length) / 3)
            ? $"There is no setting '{key}'. Did you mean '{near.Known}'?"
            : $"There is no setting '{key}'. Remove it; the settings are listed in docs/settings.md.";
    }

    private static IEnumerable<string> Of(string section, Type options) =>
        options.GetProperties().Where(p => p.CanWrite).SelectMany(p => p.PropertyType.IsClass && p.PropertyType.Namespace?.StartsWith("Gateway.", StringComparison.Ordinal) == true
            ? Of($"{section}:{p.Name}", p.PropertyType)
            : [$"{section}:{p.Name}"]);

    /// <summary>Letters to change, add or leave out to make one text the other (Levenshtein, 1965).</summary>
    private static int Slips(string one, string other)
    {
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var now = new int[other.Length + 1];
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            before = now;
        }

        return before[^1];
    }
}
