using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;

namespace Gateway.Host.Commands;

/// <summary>What is said of arguments that cannot be: each mistake, the name that was probably meant, and where help is.</summary>
internal static partial class Refused
{
    /// <summary>Whether there is anything to refuse. The parser takes an option that there is not for the value of an argument; here it is a mistake.</summary>
    internal static bool Is(ParseResult parsed) =>
        parsed.Action is ParseErrorAction || (parsed.Action == parsed.CommandResult.Command.Action && UnknownOptions(parsed).Any());

    /// <summary>Says it on standard error.</summary>
    /// <returns>The exit code of input that is refused.</returns>
    internal static int Say(ParseResult parsed)
    {
        foreach (var line in Lines(parsed).Distinct(StringComparer.Ordinal))
            Shown.Error(line);
        Console.Error.WriteLine($"'{NamedHelp.PathOf(parsed.CommandResult.Command)} --help' says what there is.");
        return ExitCode.Refused;
    }

    private static IEnumerable<string> Lines(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unmatched = parsed.UnmatchedTokens;
        var options = UnknownOptions(parsed).ToList();
        foreach (var option in options)
            yield return Unknown(option, command);
        // What stands beside an option that is not known is its value, or took its place.
        if (options.Count > 0)
            yield break;
        // What follows a verb that is not known belongs to that verb: only the first word is the mistake.
        foreach (var word in command.Subcommands.Count > 0 ? unmatched.Take(1) : unmatched)
            yield return Unknown(word, command);
        foreach (var error in parsed.Errors.Where(e => !unmatched.Any(u => e.Message.Contains($"'{u}'", StringComparison.Ordinal))))
        {
            if (command.Subcommands.Count == 0)
                yield return Typed().Match(error.Message) is { Success: true } typed ? WrongKind(typed) : error.Message;
            else if (unmatched.Count == 0)
                yield return $"A verb is missing. It must be one of {string.Join(", ", Verbs(command))}.";
        }
    }

    private static IEnumerable<string> UnknownOptions(ParseResult parsed) =>
        parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument).Select(t => t.Value).Where(w => w.StartsWith("--", StringComparison.Ordinal));

    private static string Unknown(string word, Command command)
    {
        if (word.StartsWith("--Gateway:", StringComparison.OrdinalIgnoreCase))
            return $"A setting has its value in the same word: {word}=VALUE.";
        if (word.StartsWith('-'))
            return $"There is no option '{word}' here.{Spelling.Hint(word, Options(command))}";
        return command.Subcommands.Count > 0 ? $"There is no verb '{word}'.{Spelling.Hint(word, Verbs(command))}" : $"'{word}' is one word too many.";
    }

    /// <summary>The library names the type that it could not make of a value; said is what to give.</summary>
    private static string WrongKind(Match typed) =>
        $"'{typed.Groups["value"].Value}' cannot be the value of {typed.Groups["name"].Value}: give {(typed.Groups["type"].Value.Contains("Guid", StringComparison.Ordinal) ? "an id as it is shown, like 019cad2e-1b40-7c11-8f3e-5a2d9b7c4e62" : "a whole number")}.";

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Options(Command command) => command.Options.Where(o => !o.Hidden).Select(o => o.Name).Append("--help").Distinct(StringComparer.Ordinal);

    [GeneratedRegex("'(?<value>[^']*)' for \\w+ '(?<name>[^']*)' as expected type '(?<type>System\\.(?:Nullable`1\\[)?(?:System\\.)?(?:Guid|Int32)[^']*)'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Typed();
}
