using System.Runtime.InteropServices;
using Gateway.Servers;

// Starts private servers, prints how to reach them as NAME=value lines and then "ready", and stops them when standard
// input ends or a signal comes. tests/run.sh uses it; so can anybody who wants to try the gateway on real servers.
foreach (var missing in new[] { PrivatePostgres.Missing, PrivateRabbit.Missing }.OfType<string>())
{
    await Console.Error.WriteLineAsync(missing);
    return 1;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var folder = Directory.CreateTempSubdirectory("gateway-servers-").FullName;
using var leftover = new Leftover(folder);
await using var postgres = await PrivatePostgres.StartAsync(Path.Combine(folder, "postgres"), stop.Token);
await using var rabbit = await PrivateRabbit.StartAsync(Path.Combine(folder, "rabbit"), stop.Token);
Console.WriteLine($"{TestServers.PostgresVariable}={postgres.Maintenance}");
Console.WriteLine($"{TestServers.RabbitVariable}={rabbit.Uri}");
Console.WriteLine("ready");
try
{
    while (await Console.In.ReadLineAsync(stop.Token) is not null)
    {
    }
}
catch (OperationCanceledException)
{
    // A signal: stop as well.
}

return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

/// <summary>Removes the folder after the servers in it have ended.</summary>
internal sealed class Leftover(string folder) : IDisposable
{
    public void Dispose() => Directory.Delete(folder, recursive: true);
}
