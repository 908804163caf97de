using System.Security.Cryptography;
using Gateway.Chaos.Tests.Agencies;
using Gateway.Chaos.Tests.Verdict;
using Gateway.Servers;

namespace Gateway.Chaos.Tests.Gateways;

/// <summary>
/// The production arrangement: processes with different roles, every stage in two of them, over a broker and a database
/// server of its own.
/// </summary>
internal sealed class SeparateInstallation : Installation
{
    /// <summary>Every role stands in two processes, except the clocks: nothing here waits for a deadline.</summary>
    private static readonly (string Name, string Roles)[] Placed =
    [
        ("api-1", "api,edge"),
        ("api-2", "api,edge"),
        ("worker-1", "translation,referral"),
        ("worker-2", "translation,outcome,delivery"),
        ("worker-3", "referral,outcome,delivery,clocks"),
    ];

    private readonly PrivatePostgres _postgres;
    private readonly PrivateRabbit _rabbit;
    private readonly string _database;
    private readonly string _data;

    private SeparateInstallation(ScratchFolder scratch, PrivatePostgres postgres, PrivateRabbit rabbit, string database)
    {
        (_postgres, _rabbit, _database, _data) = (postgres, rabbit, database, scratch.Sub("data"));
        var key = Path.Combine(scratch.Path, "master.key");
        File.WriteAllText(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Settings =
        [
            Setting("Data", _data), Setting("MasterKeyFile", key), Setting("Contracts", Contracts.WithQueueFor(Office.Antwerpen.Agency, scratch.Sub("contracts"))),
            Setting("Database:Provider", "PostgreSql"), Setting("Database:ConnectionString", database), Setting("Broker:Uri", rabbit.Uri.ToString()),
            // What a killed process held is free again soon. The usual two minutes would only make the test longer.
            Setting("Relay:Lease", "00:00:10"),
            // Whoever counts what left counts the agencies' events only: no test record of the gateway itself goes along.
            Setting("Heartbeat:Every", "00:00:00"),
        ];
        var logs = scratch.Sub("logs");
        List<GatewayProcess> processes = [.. Placed.Select(p => (p.Name, p.Roles, Address: FreeAddress()))
            .Select(p => new GatewayProcess(p.Name, p.Address, ["run", "--role", p.Roles, .. Settings, Setting("Http:Url", p.Address.ToString())], logs))];
        Addresses = [.. processes.Where(p => p.Name.StartsWith("api", StringComparison.Ordinal)).Select(p => p.Address)];
        Parts =
        [
            .. processes,
            new ServerPart("broker", () => rabbit.StartAsync(CancellationToken.None), () => rabbit.KillAsync(CancellationToken.None)),
            new ServerPart("database", () => postgres.StartAsync(CancellationToken.None), () => postgres.KillAsync(CancellationToken.None)),
        ];
    }

    public override IReadOnlyList<IPart> Parts { get; }

    public override IReadOnlyList<Office> Offices => [Office.Leuven, Office.Dendermonde, Office.Antwerpen];

    public override IReadOnlyList<Uri> Addresses { get; }

    public override Store Store => Store.Postgres(_database);

    public override string Outbox => Path.Combine(_data, "outbox");

    public override Uri? Broker => _rabbit.Uri;

    protected override IReadOnlyList<string> Settings { get; }

    /// <summary>Starts the servers and makes the schema; no gateway process runs yet.</summary>
    public static async Task<SeparateInstallation> PrepareAsync(ScratchFolder scratch)
    {
        var postgres = await PrivatePostgres.StartAsync(scratch.Sub("postgres"), CancellationToken.None);
        var rabbit = await PrivateRabbit.StartAsync(scratch.Sub("rabbit"), CancellationToken.None);
        var installation = new SeparateInstallation(scratch, postgres, rabbit, await postgres.CreateDatabaseAsync("gateway", CancellationToken.None));
        var migrated = await installation.VerbAsync("migrate");
        return migrated.Code == 0 ? installation : throw new InvalidOperationException(migrated.Errors);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
