namespace Gateway.Tests.Running;

/// <summary>The gateway's program, for tests that run it as a process.</summary>
internal static class HostProgram
{
    /// <summary>
    /// <c>Gateway.Host.dll</c>: the one compiled beforehand that <c>tests/run.sh</c> names, as it is in the image; else the one beside
    /// the tests. Tests start hundreds of processes, and compiling takes most of a start.
    /// </summary>
    public static string File { get; } = Environment.GetEnvironmentVariable("GATEWAY_TEST_HOST") is { Length: > 0 } published
        ? published
        : Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll");
}
