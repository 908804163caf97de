using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Running;

/// <summary>What every started gateway shares: the shipped contracts, read once, and an empty store, made once and copied.</summary>
internal static class Shipped
{
    private static readonly Lazy<ContractsFolder> Read = new(() => ContractsFolder.LoadOrFail(Folder));
    private static readonly Lazy<Task<string>> Store = new(MakeStoreAsync);

    public static string Repository { get; } = FindRepository();

    public static string Folder => Path.Combine(Repository, "contracts");

    public static ContractsFolder Contracts => Read.Value;

    /// <summary>Fills a folder with a migrated, empty store and its master key.</summary>
    public static async Task FillAsync(string data) => TempFolder.Copy(await Store.Value, data);

    private static async Task<string> MakeStoreAsync()
    {
        var data = Directory.CreateTempSubdirectory("gateway-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(data, recursive: true);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(data, Folder)).Build();
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Contracts);
        await GatewayApplication.PrepareAsync(app.Services, CancellationToken.None);
        return data;
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside their repository.");
        return folder.FullName;
    }
}
