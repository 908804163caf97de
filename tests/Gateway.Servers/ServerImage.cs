using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Servers;

/// <summary>
/// An image in which a private server runs, where a Docker endpoint of this machine answers. Without being told, tests take
/// an image that <c>tests/server-images.sh</c> made and pull nothing; a variable names any other, for example
/// <c>GATEWAY_TEST_RABBITMQ_IMAGE=rabbitmq:4</c>, which is pulled when it is not there.
/// </summary>
/// <param name="Name">Name and tag.</param>
/// <param name="MayBePulled">Whether it is fetched from a registry when the machine does not have it.</param>
internal sealed record ServerImage(string Name, bool MayBePulled)
{
    private const string ApiVersion = "DOCKER_API_VERSION";

    private static readonly ConcurrentDictionary<string, ServerImage?> Known = new(StringComparer.Ordinal);
    private static readonly Lazy<bool> Answers = new(AnswersHere);

    /// <summary>The image for RabbitMQ; null: the server runs as a process of this machine.</summary>
    internal static ServerImage? OfRabbit => Known.GetOrAdd("rabbitmq", Find);

    /// <summary>The image for PostgreSQL; null: the server runs as a process of this machine.</summary>
    internal static ServerImage? OfPostgres => Known.GetOrAdd("postgres", Find);

    /// <exception cref="InvalidOperationException">A variable names an image, and no Docker answers.</exception>
    private static ServerImage? Find(string server)
    {
        var variable = $"GATEWAY_TEST_{server.ToUpperInvariant()}_IMAGE";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
            return Answers.Value ? new(named, MayBePulled: true) : throw new InvalidOperationException($"{variable} names an image, and no Docker endpoint of this machine answers. Start Docker, or leave the variable out: the tests then run the server's own programs.");
        var made = $"gateway-test/{server}:local";
        return Answers.Value && Ask("image", "inspect", "--format", "{{.Id}}", made) is not null ? new(made, MayBePulled: false) : null;
    }

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
