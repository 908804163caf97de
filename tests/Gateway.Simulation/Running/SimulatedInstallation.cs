using System.Reflection;
using Gateway.Host.Composition;
using Gateway.Persistence.Sqlite;
using Gateway.Simulation.Planted;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Simulation.Running;

/// <summary>What the processes of an installation share: the database, the bus, the clocks, the folder, the chances.</summary>
internal sealed class SimulatedInstallation : IDisposable
{
    private readonly string _folder;

    /// <summary>Makes an empty one.</summary>
    /// <param name="seed">What its chances follow from.</param>
    /// <param name="fault">A planted fault, or none.</param>
    public SimulatedInstallation(int seed, PlantedFault fault)
    {
        Fault = fault;
        // Memory where there is a file system in it: a simulated power cut takes no disk.
        var place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Path.Combine(place, $"gateway-simulation-{Environment.ProcessId}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");
        Directory.CreateDirectory(_folder);
        foreach (var file in Directory.EnumerateFiles(EmptyStore.Folder))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Keys = new Chance(seed + 1);
        Turns = new Turns(new Chance(seed + 2));
        Bus = new SimulatedBus(new Chance(seed + 3));
        Domain = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        Machine = new FakeTimeProvider(MachineStart);
        Configuration = ConfigurationOf(_folder);
        Settings = GatewaySettings.Read(Configuration);
        Store = new SqliteDatabase(Settings.DatabaseFile);
        Log = new HeardLog();
    }

    /// <summary>Machine time at the beginning of each run.</summary>
    public static DateTimeOffset MachineStart { get; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public SqliteDatabase Store { get; }

    public GatewaySettings Settings { get; }

    public IConfiguration Configuration { get; }

    public FakeTimeProvider Domain { get; }

    public FakeTimeProvider Machine { get; }

    public Turns Turns { get; }

    public SimulatedBus Bus { get; }

    public Chance Keys { get; }

    public HeardLog Log { get; }

    public PlantedFault Fault { get; }

    /// <summary>A process has written something: called before anybody else has a turn.</summary>
    public Action<GatewayProcess> Committed { get; set; } = _ => { };

    /// <summary>A port is called.</summary>
    public Action<GatewayProcess, MethodInfo, object?[]> Asked { get; set; } = (_, _, _) => { };

    /// <summary>A port has answered: the call, and the answer.</summary>
    public Action<GatewayProcess, MethodInfo, object?[], object?> Done { get; set; } = (_, _, _, _) => { };

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>How an installation is set up whose files lie in a folder.</summary>
    public static IConfiguration ConfigurationOf(string data) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Gateway:Data"] = data,
        ["Gateway:Contracts"] = SimulatedOffices.ContractsFolder,
        // Machine time passes in steps of seconds to minutes, and a simulated day has some minutes of it.
        ["Gateway:Relay:Poll"] = "00:00:20",
        ["Gateway:Relay:Lease"] = "00:01:00",
        ["Gateway:Clocks:ScanEvery"] = "00:00:40",
        ["Gateway:Clocks:WaitingEvery"] = "00:02:00",
        ["Gateway:Audit:SealEvery"] = "00:00:40",
        ["Gateway:Retention:Every"] = "00:15:00",
    }).Build();
}
