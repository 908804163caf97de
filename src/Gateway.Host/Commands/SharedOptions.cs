using System.CommandLine;
using Gateway.Contracts.Events;
using Gateway.Core.Operating;

namespace Gateway.Host.Commands;

/// <summary>Options that several verbs have, and what they read beside them.</summary>
internal static class SharedOptions
{
    private static readonly string[] Schemes = [IdentifierSchemes.Insz, IdentifierSchemes.Bsn, IdentifierSchemes.Fnr, IdentifierSchemes.AgencyReference];

    internal static Option<bool> Json(string description = "Print the result as JSON.") => new("--json") { Description = description };

    internal static Option<string> Language()
    {
        var language = new Option<string>("--language") { Description = OneOf([.. SpokenLanguage.Codes]), DefaultValueFactory = _ => SpokenLanguage.Codes[0] };
        language.AcceptOnlyFromAmong([.. SpokenLanguage.Codes]);
        return language;
    }

    internal static Option<string> Format(string usual, params string[] formats)
    {
        var format = new Option<string>("--format") { Description = OneOf(formats), DefaultValueFactory = _ => usual };
        format.AcceptOnlyFromAmong(formats);
        return format;
    }

    /// <summary>An option that is one of some codes.</summary>
    internal static Option<string> Code(string name, string description, IEnumerable<string> codes)
    {
        string[] all = [.. codes];
        var option = new Option<string>(name) { Description = $"{description}: {OneOf(all)}", Required = true };
        option.AcceptOnlyFromAmong(all);
        return option;
    }

    internal static Option<string> Agency(string description) => new("--agency") { Description = description, Required = true };

    internal static Option<string> Scheme()
    {
        var scheme = new Option<string>("--scheme") { Description = $"Scheme of the number: {OneOf(Schemes)} The last is the agency's own reference.", DefaultValueFactory = _ => Schemes[0] };
        scheme.AcceptOnlyFromAmong(Schemes);
        return scheme;
    }

    /// <summary>A client's number comes from standard input, so that it stands in no list of processes and no history.</summary>
    internal static async Task<string> NumberAsync(CancellationToken cancellation) => (await Console.In.ReadLineAsync(cancellation))?.Trim() ?? "";

    /// <summary>Says why nothing is done.</summary>
    /// <returns>The exit code of input that is refused.</returns>
    internal static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 2;
    }

    private static string OneOf(string[] codes) => string.Join(", ", codes[..^1]) + " or " + codes[^1] + ".";
}
