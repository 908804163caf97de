using System.CommandLine;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
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
        language.Among([.. SpokenLanguage.Codes]);
        return language;
    }

    internal static Option<string> Format(string usual, params string[] formats)
    {
        var format = new Option<string>("--format") { Description = OneOf(formats), DefaultValueFactory = _ => usual };
        format.Among(formats);
        return format;
    }

    /// <summary>An option that is one of some codes.</summary>
    internal static Option<string> Code(string name, string description, IEnumerable<string> codes)
    {
        string[] all = [.. codes];
        var option = new Option<string>(name) { Description = $"{description}: {OneOf(all)}", Required = true };
        option.Among(all);
        return option;
    }

    internal static Option<string> Agency(string description) => new("--agency") { Description = description, Required = true };

    internal static Option<string> Scheme()
    {
        var scheme = new Option<string>("--scheme") { Description = $"Scheme of the number: {OneOf(Schemes)} The last is the agency's own reference.", DefaultValueFactory = _ => Schemes[0] };
        scheme.Among(Schemes);
        return scheme;
    }

    /// <summary>A client's number comes from standard input, so that it stands in no list of processes and no history.</summary>
    internal static async Task<string> NumberAsync(CancellationToken cancellation) => (await Console.In.ReadLineAsync(cancellation))?.Trim() ?? "";

    /// <summary>Says why nothing is done.</summary>
    /// <returns>The exit code of input that is refused.</returns>
    internal static Task<int> RefuseAsync(string sentence) => Task.FromResult(Refuse(sentence));

    /// <inheritdoc cref="RefuseAsync" />
    internal static int Refuse(string sentence)
    {
        Shown.Error(sentence);
        return ExitCode.Refused;
    }

    /// <summary>Refuses the id of an agency that there is not, with the name that was probably meant.</summary>
    internal static Task<int> NoAgencyAsync(AgencyDirectory directory, string id)
    {
        var known = directory.Agencies.Select(a => a.Id).Order(StringComparer.Ordinal).ToList();
        return RefuseAsync($"There is no agency '{id}' in the directory.{(Spelling.Meant(id, known) is { Length: > 0 } meant ? meant : $" Known: {string.Join(", ", known)}.")}");
    }

    private static string OneOf(string[] codes) => string.Join(", ", codes[..^1]) + " or " + codes[^1] + ".";
}
