using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>A server that runs as a process of this machine, with the programs that are installed here.</summary>
/// <param name="programs">Folder of the server's programs.</param>
/// <param name="command">What starts it: a program and its arguments.</param>
/// <param name="log">File for what it writes.</param>
/// <param name="environment">Variables of its processes.</param>
internal sealed class LocalRun(string programs, IReadOnlyList<string> command, string log, IReadOnlyList<(string Name, string Value)> environment) : IServerRun
{
    private Process? _process;

    /// <summary>Folder of the server's programs.</summary>
    internal string Programs { get; } = programs;

    public Task StartAsync(CancellationToken cancellation)
    {
        _process = ServerProcess.Start(command[0], command.Skip(1), log, environment);
        return Task.CompletedTask;
    }

    public Task KillAsync(CancellationToken cancellation) => _process is null ? Task.CompletedTask : ServerProcess.KillAsync(_process, cancellation);

    public Task<string?> LastWordsAsync(CancellationToken cancellation) =>
        Task.FromResult(_process!.HasExited ? string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(10)) : null);

    public Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        ServerProcess.RunAsync(Path.Combine(Programs, program), arguments, environment, cancellation);

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _process?.Dispose();
    }
}
