using Gateway.Persistence.Compartments;
using Gateway.Workers;
using Gateway.Workers.Broker;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Composition;

/// <summary>Settings that decide how the host is composed, checked when read.</summary>
public sealed record GatewaySettings
{
    /// <summary>Folder with everything the agencies agreed (<c>Gateway:Contracts</c>).</summary>
    public required string Contracts { get; init; }

    /// <summary>Folder of the embedded files (<c>Gateway:Data</c>, default <c>data</c>).</summary>
    public required string Data { get; init; }

    /// <summary>Address of API and pages (<c>Gateway:Http:Url</c>, default loopback).</summary>
    public required string Url { get; init; }

    /// <summary>Address under which people open the pages (<c>Gateway:Dashboard:Address</c>, default: where it listens). One-time links begin with it.</summary>
    public Uri PublicAddress => DashboardAddress ?? Gateway.Dashboard.Access.PublicAddress.Reachable(Url);

    /// <summary>The same as set; null: it is not.</summary>
    public Uri? DashboardAddress { get; init; }

    /// <summary>File of the master key (<c>Gateway:MasterKeyFile</c>, default in the data folder).</summary>
    public required string MasterKeyFile { get; init; }

    /// <summary>
    /// File of the compartments' key (<c>Gateway:CompartmentKeyFile</c>): for the process of role compartment alone. By default in the data
    /// folder of an embedded database; null: a server database, and none is named.
    /// </summary>
    public string? CompartmentKeyFile { get; init; }

    /// <summary>The device with the master keys (<c>Gateway:Vault</c>); null: they lie in <see cref="MasterKeyFile"/>.</summary>
    public VaultSettings? Vault { get; init; }

    /// <summary>Whether a master key is made when there is none: for an embedded database and for a demonstration, never for a server database.</summary>
    public bool MakesMasterKey { get; init; } = true;

    /// <summary>Whether the address was set, or is the default.</summary>
    public bool UrlWasSet { get; init; }

    /// <summary>The database (<c>Gateway:Database</c>; default: the embedded file).</summary>
    public DatabaseSettings Database { get; init; } = DatabaseSettings.Embedded;

    /// <summary>The embedded database's file.</summary>
    public string DatabaseFile => Path.Combine(Data, "gateway.db");

    /// <summary>Folder of files for agencies (<c>Gateway:Outbox:Folder</c>, default in the data folder).</summary>
    public required string Outbox { get; init; }

    /// <summary>Folder in which agencies drop files (<c>Gateway:FileIntake:Folder</c>, default <c>intake</c> in the data folder).</summary>
    public required string FileIntake { get; init; }

    /// <summary>File to which audit heads are appended (<c>Gateway:Audit:HeadsFile</c>, default in the data folder).</summary>
    public required string AuditHeads { get; init; }

    /// <summary>File of erasures (<c>Gateway:Rights:ErasuresFile</c>, default in the data folder); kept apart from backups of the database.</summary>
    public required string Erasures { get; init; }

    /// <summary>The broker (<c>Gateway:Broker:Uri</c>, and <c>:Password</c> when the address holds none); null: the in-memory transport, whose messages end with the process.</summary>
    public BrokerAddress? Broker { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">Configuration.</param>
    /// <param name="subfolder">Folder inside the data folder to use instead of it (the demonstration's).</param>
    /// <exception cref="HostFault">A setting is wrong; the message says which and what to do.</exception>
    public static GatewaySettings Read(IConfiguration configuration, string? subfolder = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var database = DatabaseSettings.Read(configuration);
        var data = Path.GetFullPath(Setting(configuration, "Gateway:Data") ?? "data");
        if (subfolder is not null)
            data = Path.Combine(data, subfolder);
        var url = Setting(configuration, "Gateway:Http:Url");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http"))
            throw new HostFault($"Gateway:Http:Url is '{url}'; give an address such as http://127.0.0.1:5080. TLS belongs to the reverse proxy in front.");
        url ??= "http://127.0.0.1:5080";
        return new GatewaySettings
        {
            Contracts = FindContracts(Setting(configuration, "Gateway:Contracts")),
            Data = data,
            Database = database,
            MakesMasterKey = database.IsEmbedded || subfolder is not null,
            Url = url,
            UrlWasSet = Setting(configuration, "Gateway:Http:Url") is not null,
            DashboardAddress = DashboardAddressOf(configuration),
            Broker = BrokerOf(configuration),
            MasterKeyFile = Path.GetFullPath(Setting(configuration, "Gateway:MasterKeyFile") ?? Path.Combine(data, "master.key")),
            CompartmentKeyFile = Setting(configuration, CompartmentVault.Setting) is { } file ? Path.GetFullPath(file) : database.IsEmbedded ? Path.Combine(data, "compartment.key") : null,
            Vault = VaultSettings.Read(configuration),
            AuditHeads = Path.GetFullPath(Setting(configuration, "Gateway:Audit:HeadsFile") ?? Path.Combine(data, "audit-heads.log")),
            Erasures = Path.GetFullPath(Setting(configuration, "Gateway:Rights:ErasuresFile") ?? Path.Combine(data, "erasures.log")),
            FileIntake = Path.GetFullPath(Setting(configuration, "Gateway:FileIntake:Folder") ?? Path.Combine(data, "intake")),
            Outbox = Path.GetFullPath(Setting(configuration, "Gateway:Outbox:Folder") ?? Path.Combine(data, "outbox")),
        };
    }

    /// <summary>Refuses a part of the roles where the others could never reach it.</summary>
    /// <exception cref="HostFault">The transport or the database is for one process.</exception>
    public void RequireServersFor(Roles roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (!roles.AreAll && roles.Has(Role.Compartment) && CompartmentKeyFile is null)
            throw new HostFault("Role compartment needs the compartments' key: name its file in Gateway:CompartmentKeyFile, in this process and in no other. For a new installation put 32 random bytes in base64 there (openssl rand -base64 32), readable by the gateway only.");
        if (!roles.AreAll && (Broker is null || Database.IsEmbedded))
            throw new HostFault("--role asks for a part of the gateway; the other parts reach it only over a broker and a database server. Set Gateway:Broker:Uri and Gateway:Database:Provider (SqlServer or PostgreSql), or leave --role away to run everything in one process.");
    }

    private static BrokerAddress? BrokerOf(IConfiguration configuration) => Setting(configuration, "Gateway:Broker:Uri") is not { } uri
        ? null
        : BrokerAddress.Parse(uri, Setting(configuration, "Gateway:Broker:Password")) ?? throw new HostFault(
            "Gateway:Broker:Uri is no address with an account and a password, such as amqp://user:password@host:5672/gateway (it is not shown here: it may hold one). Write special characters as %XX, or give the password alone in Gateway:Broker:Password; leave both empty to run without a broker.");

    private static Uri? DashboardAddressOf(IConfiguration configuration) => Setting(configuration, "Gateway:Dashboard:Address") is not { } address
        ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http" or "https", PathAndQuery: "/" } ? parsed : throw new HostFault(
            $"Gateway:Dashboard:Address is '{address}'; give the address under which people open the pages, without a path, such as https://gateway.example.be.");

    private static string FindContracts(string? configured)
    {
        if (configured is not null)
        {
            return Directory.Exists(configured)
                ? Path.GetFullPath(configured)
                : throw new HostFault($"Gateway:Contracts is '{configured}', and there is no such folder. Name the folder that holds directory, policy, collaborations and formats.");
        }

        return Nearest(Directory.GetCurrentDirectory()) ?? Nearest(AppContext.BaseDirectory)
            ?? throw new HostFault("No contracts folder was found here, above or beside the program. Name it in Gateway:Contracts.");
    }

    private static string? Nearest(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "contracts");
            if (Directory.Exists(Path.Combine(candidate, "policy")))
                return candidate;
        }

        return null;
    }

    private static string? Setting(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
