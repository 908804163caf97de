using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Gateway.Catalogue.Yaml;

namespace Gateway.Host.Commands;

/// <summary>Values that an option or an argument may have: others are refused with the nearest, and shells complete them.</summary>
internal static class Choices
{
    /// <summary>Allows these values only.</summary>
    internal static void Among(this Option<string> option, params string[] values)
    {
        option.Validators.Add(given => Refuse(given, option.Name, values));
        option.CompletionSources.Add(values);
    }

    /// <inheritdoc cref="Among(Option{string}, string[])" />
    internal static void Among(this Argument<string> argument, params string[] values)
    {
        argument.Validators.Add(given => Refuse(given, argument.Name, values));
        argument.CompletionSources.Add(values);
    }

    private static void Refuse(SymbolResult given, string name, string[] values)
    {
        foreach (var token in given.Tokens.Where(t => !values.Contains(t.Value, StringComparer.Ordinal)))
            given.AddError($"'{token.Value}' cannot be the {name}.{Spelling.Hint(token.Value, values)}");
    }
}
