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
try
{
    await ServeAsync(folder, stop.Token);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return 0;

static async Task ServeAsync(string folder, CancellationToken cancellation)
{
    await using var postgres = await PrivatePostgres.StartAsync(Path.Combine(folder, "postgres"), cancellation);
    await using var rabbit = await PrivateRabbit.StartAsync(Path.Combine(folder, "rabbit"), cancellation);
    Console.WriteLine($"{TestServers.PostgresVariable}={postgres.Maintenance}");
    Console.WriteLine($"{TestServers.RabbitVariable}={rabbit.Uri}");
    Console.WriteLine("ready");
    try
    {
        while (await Console.In.ReadLineAsync(cancellation) is not null)
        {
        }
    }
    catch (OperationCanceledException)
    {
        // A signal: stop as well.
    }
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
