using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>
/// Images in which private servers run, where a Docker endpoint of this machine answers and has them. They are made by
/// <c>tests/server-images.sh</c>; an image of Docker's library, tagged with the name, serves as well. Nothing is pulled.
/// </summary>
internal static class ServerImage
{
    internal const string Rabbit = "gateway-test/rabbitmq:local";
    internal const string Postgres = "gateway-test/postgres:local";

    private const string ApiVersion = "DOCKER_API_VERSION";

    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);
    private static readonly Lazy<bool> Answers = new(AnswersHere);

    /// <summary>Whether servers run in this image; otherwise they run as processes of this machine.</summary>
    internal static bool IsThere(string image) => Answers.Value && Known.GetOrAdd(image, i => Ask("image", "inspect", "--format", "{{.Id}}", i) is not null);

    private static bool AnswersHere()
    {
        // Servers listen on loopback: the endpoint must be one of this machine.
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host && !host.StartsWith("unix:", StringComparison.Ordinal))
            return false;
        if (Ask("version", "--format", "{{.Server.APIVersion}}") is not { } version)
            return false;
        // Debian's Docker speaks an older version than Testcontainers asks for by itself.
        if (Environment.GetEnvironmentVariable(ApiVersion) is not { Length: > 0 })
            Environment.SetEnvironmentVariable(ApiVersion, version);
        return true;
    }

    /// <summary>What Docker answers; null: nothing, or a refusal.</summary>
    private static string? Ask(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("docker", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            // There is no Docker here.
            return null;
        }
    }
}
