using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Servers;

/// <summary>
/// A private server in a container: on the machine's own network with a free loopback port, as a local one, because a
/// bridge network cannot be had everywhere. It is killed and started again with its data.
/// </summary>
internal sealed class ServerContainer : IAsyncDisposable
{
    private readonly IContainer _container;

    // What removes the containers of processes that were killed is an image of its own, which may not be there.
    static ServerContainer() => TestcontainersSettings.ResourceReaperEnabled = false;

    private ServerContainer(IContainer container) => _container = container;

    /// <summary>Makes a container; it does not run yet.</summary>
    /// <param name="image">Image.</param>
    /// <param name="runs">Tells the builder what it runs.</param>
    /// <remarks>The modules for RabbitMQ and PostgreSQL publish ports and wait for that, which never comes on the machine's own network.</remarks>
    internal static ServerContainer Of(string image, Func<ContainerBuilder, ContainerBuilder> runs) =>
        new(runs(new ContainerBuilder(image))
            // Standard output is for the servers' addresses.
            .WithLogger(NullLogger.Instance)
            .WithImagePullPolicy(PullPolicy.Never)
            .WithCreateParameterModifier(OnHostNetwork)
            // Whoever starts it knows better when it answers.
            .WithWaitStrategy(Wait.ForUnixContainer())
            .Build());

    /// <summary>Starts it, after <see cref="KillAsync"/> too.</summary>
    internal Task StartAsync(CancellationToken cancellation) => _container.StartAsync(cancellation);

    /// <summary>What it wrote, when it does not run any more.</summary>
    internal async Task ThrowIfEndedAsync(string server)
    {
        if ((await ServerProcess.RunAsync("docker", ["inspect", "--format", "{{.State.Running}}", _container.Id], [], CancellationToken.None)).Trim() == "true")
            return;
        var (output, errors) = await _container.GetLogsAsync();
        throw new InvalidOperationException($"{server} ended at once: {string.Join(Environment.NewLine, (output + errors).Split('\n').TakeLast(10))}");
    }

    /// <summary>Runs a program in it to its end. A file of this machine that an argument names is put under the same name there.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds its output.</exception>
    internal async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        foreach (var file in arguments.Where(File.Exists))
            await _container.CopyAsync(await File.ReadAllBytesAsync(file, cancellation), file, ct: cancellation);
        var result = await _container.ExecAsync([program, .. arguments], cancellation);
        return result.ExitCode == 0 ? result.Stdout : throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Stdout}{result.Stderr}");
    }

    /// <summary>Kills every process in it at once (signal 9), and waits until they are gone.</summary>
    internal async Task KillAsync(CancellationToken cancellation)
    {
        await ServerProcess.RunAsync("docker", ["kill", _container.Id], [], cancellation);
        await ServerProcess.RunAsync("docker", ["wait", _container.Id], [], cancellation);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static void OnHostNetwork(CreateContainerParameters parameters)
    {
        parameters.HostConfig ??= new HostConfig();
        parameters.HostConfig.NetworkMode = "host";
    }
}
