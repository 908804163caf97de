using Gateway.Servers;

namespace Gateway.Benchmarks;

/// <summary>Makes what one gateway stands on, with the private servers it needs, and removes it.</summary>
internal sealed class Grounds : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark-");
    private PrivatePostgres? _postgres;
    private PrivateRabbit? _rabbit;

    /// <summary>Starts the servers.</summary>
    public async Task<Ground> StartAsync(bool postgres, bool rabbit, CancellationToken cancellation)
    {
        if (postgres)
            _postgres = await PrivatePostgres.StartAsync(Path.Combine(_folder.FullName, "postgres"), cancellation);
        if (rabbit)
            _rabbit = await PrivateRabbit.StartAsync(Path.Combine(_folder.FullName, "rabbit"), cancellation);
        return new Ground(
            Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName,
            _postgres is null ? null : await _postgres.CreateDatabaseAsync("gateway", cancellation), _rabbit?.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_rabbit is not null)
            await _rabbit.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
