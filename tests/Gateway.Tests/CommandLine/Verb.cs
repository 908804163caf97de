using System.Diagnostics;
using Gateway.Host.Commands;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Runs a verb as a process of its own, as an operator does.</summary>
internal sealed record Verb(int Code, string Output, string Errors)
{
    public static Task<Verb> RunAsync(string data, params string[] arguments) => AskedAsync(null, data, arguments);

    /// <param name="input">What is typed, or piped in; null: nothing is taken from it.</param>
    /// <param name="data">Data folder, in which it runs.</param>
    /// <param name="arguments">Arguments.</param>
    public static async Task<Verb> AskedAsync(string? input, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = input is not null, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = data };
        start.ArgumentList.Add(typeof(GatewayCommand).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--Gateway:Data=" + data);
        if (!arguments.Any(a => a.StartsWith("--Gateway:Contracts=", StringComparison.Ordinal)))
            start.ArgumentList.Add("--Gateway:Contracts=" + Shipped.Folder);
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync(deadline.Token);
        return new Verb(process.ExitCode, await output, await errors);
    }
}
