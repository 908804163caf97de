using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Servers;

/// <summary>
/// A server that runs in a container, on the machine's own network with a free loopback port, as a local one: a bridge
/// network cannot be had everywhere. It keeps its data when it is killed.
/// </summary>
/// <remarks>
/// The ready-made modules for RabbitMQ and PostgreSQL publish ports and wait until they are published, which never happens
/// on the machine's own network; hence the general builder.
/// </remarks>
internal sealed class ContainerRun : IServerRun
{
    private readonly IContainer _container;

    // What removes the containers of processes that were killed is an image of its own, which may not be there: a watch does it.
    static ContainerRun() => TestcontainersSettings.ResourceReaperEnabled = false;

    /// <summary>Makes a container; it does not run yet.</summary>
    /// <param name="image">Image.</param>
    /// <param name="runs">Tells the builder what it runs.</param>
    internal ContainerRun(ServerImage image, Func<ContainerBuilder, ContainerBuilder> runs) =>
        _container = runs(new ContainerBuilder(image.Name))
            // Standard output is for the servers' addresses.
            .WithLogger(NullLogger.Instance)
            .WithImagePullPolicy(image.MayBePulled ? PullPolicy.Missing : PullPolicy.Never)
            .WithCreateParameterModifier(OnHostNetwork)
            // Whoever starts it knows better when it answers.
            .WithWaitStrategy(Wait.ForUnixContainer())
            .WithStartupCallback((container, _) => WatchAsync(container))
            .Build();

    public Task StartAsync(CancellationToken cancellation) => _container.StartAsync(cancellation);

    public async Task KillAsync(CancellationToken cancellation)
    {
        await ServerProcess.RunAsync("docker", ["kill", _container.Id], [], cancellation);
        await ServerProcess.RunAsync("docker", ["wait", _container.Id], [], cancellation);
    }

    public async Task<string?> LastWordsAsync(CancellationToken cancellation)
    {
        if ((await ServerProcess.RunAsync("docker", ["inspect", "--format", "{{.State.Running}}", _container.Id], [], cancellation)).Trim() == "true")
            return null;
        var (output, errors) = await _container.GetLogsAsync(ct: cancellation);
        return string.Join(Environment.NewLine, (output + errors).Split('\n').TakeLast(10));
    }

    public async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        foreach (var file in arguments.Where(File.Exists))
            await _container.CopyAsync(await File.ReadAllBytesAsync(file, cancellation), file, ct: cancellation);
        var result = await _container.ExecAsync([program, .. arguments], cancellation);
        return result.ExitCode == 0 ? result.Stdout : throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Stdout}{result.Stderr}");
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static void OnHostNetwork(CreateContainerParameters parameters)
    {
        parameters.HostConfig ??= new HostConfig();
        parameters.HostConfig.NetworkMode = "host";
    }

    /// <summary>Removes the container when this process ended without having done so.</summary>
    private static async Task WatchAsync(IContainer container)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""(trap '' HUP; while kill -0 "$1"; do sleep 2; done; docker rm --force --volumes "$2") >/dev/null 2>&1 </dev/null &""");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(container.Id);
        using var shell = Process.Start(start)!;
        await shell.WaitForExitAsync();
    }
}
