using System.Diagnostics;
using Gateway.Host.Commands;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>What came of a verb of the command line.</summary>
internal sealed record Verb(int Code, string Output, string Errors)
{
    /// <summary>Verbs that need a process: they serve until a signal ends them, write bytes to standard output, or ask whoever sits there.</summary>
    private static readonly string[] s_ofAProcess = ["run", "demo", "translate", "agency new"];

    public static Task<Verb> RunAsync(string data, params string[] arguments) => AskedAsync(null, data, arguments);

    /// <summary>
    /// Runs a verb by the program's own entry, in this process and with standard streams of its own; or as a process, where
    /// the verb needs one or the folder has settings, which a program takes from where it is started.
    /// </summary>
    /// <param name="input">What is typed, or piped in; null: nothing is taken from it.</param>
    /// <param name="data">Data folder.</param>
    /// <param name="arguments">Arguments.</param>
    public static Task<Verb> AskedAsync(string? input, string data, params string[] arguments) =>
        s_ofAProcess.Any(v => string.Join(' ', arguments).StartsWith(v, StringComparison.Ordinal)) || File.Exists(Path.Combine(data, "appsettings.json"))
            ? StartedAsync(input, data, arguments)
            : CalledAsync(input, data, arguments);

    /// <summary>Runs a verb as a process of its own, in the data folder, as an operator does.</summary>
    /// <param name="input">What is typed, or piped in; null: nothing is taken from it.</param>
    /// <param name="data">Data folder, in which it runs.</param>
    /// <param name="arguments">Arguments.</param>
    public static async Task<Verb> StartedAsync(string? input, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = input is not null, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = data };
        start.ArgumentList.Add(HostProgram.File);
        foreach (var argument in Whole(data, arguments))
            start.ArgumentList.Add(argument);
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

    /// <summary>Runs a verb in this process, whatever it is: for help, and for what is refused before anything is done.</summary>
    public static Task<Verb> CalledAsync(string data, string[] arguments) => CalledAsync(null, data, arguments);

    private static async Task<Verb> CalledAsync(string? input, string data, string[] arguments)
    {
        var streams = Streams.Begin(input);
        var code = await GatewayCommand.RunAsync([.. Whole(data, arguments)]).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        return new Verb(code, streams.Output, streams.Errors);
    }

    private static List<string> Whole(string data, string[] arguments)
    {
        List<string> whole = [.. arguments, "--Gateway:Data=" + data];
        if (!arguments.Any(a => a.StartsWith("--Gateway:Contracts=", StringComparison.Ordinal)))
            whole.Add("--Gateway:Contracts=" + Shipped.Folder);
        return whole;
    }
}
