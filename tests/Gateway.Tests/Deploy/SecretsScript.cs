using System.Diagnostics;
using Gateway.Tests.Running;

namespace Gateway.Tests.Deploy;

/// <summary><c>deploy/make-secrets.sh</c> into a folder of the test.</summary>
internal static class SecretsScript
{
    public static string Folder(TempFolder into) => Path.Combine(into.Path, "secrets");

    public static string EnvFile(TempFolder into) => Path.Combine(into.Path, "env");

    public static async Task<(int Code, string Errors)> RunAsync(TempFolder into, params string[] options)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(Shipped.Repository, "deploy", "make-secrets.sh"), .. options, Folder(into), EnvFile(into)])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
