using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gateway.Host.Commands;

/// <summary>Help under the one name of the program, however it was started: as <c>gateway</c>, by <c>dotnet run</c> or in a test.</summary>
/// <param name="library">Writes the help.</param>
internal sealed class NamedHelp(HelpAction library) : SynchronousCommandLineAction
{
    /// <summary>Name of the program.</summary>
    internal const string Program = "gateway";

    /// <inheritdoc />
    public override bool ClearsParseErrors => library.ClearsParseErrors;

    /// <summary>The words that lead to a verb, from the program's name on.</summary>
    internal static string PathOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent ? Program : $"{PathOf(parent)} {command.Name}";

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        var (configuration, output) = (parseResult.InvocationConfiguration, parseResult.InvocationConfiguration.Output);
        using var text = new StringWriter();
        try
        {
            configuration.Output = text;
            library.Invoke(parseResult);
        }
        finally
        {
            configuration.Output = output;
        }

        output.Write(text.ToString().TrimEnd().Replace($"  {RootCommand.ExecutableName} ", $"  {Program} ", StringComparison.Ordinal));
        output.WriteLine();
        output.WriteLine();
        output.WriteLine("Exit codes: 0 done, 1 failed, 2 input refused in whole or part.");
        return ExitCode.Done;
    }
}
