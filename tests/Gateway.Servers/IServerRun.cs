namespace Gateway.Servers;

/// <summary>What a private server runs in: a process of this machine (<see cref="LocalRun"/>) or a container (<see cref="ContainerRun"/>).</summary>
internal interface IServerRun : IAsyncDisposable
{
    /// <summary>Starts it, after <see cref="KillAsync"/> too: on the data it had.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Kills every process of it at once, as a power cut would.</summary>
    Task KillAsync(CancellationToken cancellation);

    /// <summary>The last lines it wrote, when it has ended by itself; null while it runs.</summary>
    Task<string?> LastWordsAsync(CancellationToken cancellation);

    /// <summary>Runs a program of the server to its end. A file of this machine that an argument names is found there too.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds its output.</exception>
    Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation);
}
