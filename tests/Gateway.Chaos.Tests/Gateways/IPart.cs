namespace Gateway.Chaos.Tests.Gateways;

/// <summary>A part of an installation that can be killed at any moment and started again on what it left.</summary>
internal interface IPart
{
    string Name { get; }

    /// <summary>Starts it. A server answers when this returns, a gateway's process only runs.</summary>
    Task StartAsync();

    /// <summary>Waits until it can do its work.</summary>
    /// <exception cref="TimeoutException">It never could; the message tells what it said.</exception>
    Task ReadyAsync();

    /// <summary>kill -9.</summary>
    Task KillAsync();
}

/// <summary>A server of the installation.</summary>
internal sealed class ServerPart(string name, Func<Task> start, Func<Task> kill) : IPart
{
    public string Name => name;

    public Task StartAsync() => start();

    public Task ReadyAsync() => Task.CompletedTask;

    public Task KillAsync() => kill();
}
