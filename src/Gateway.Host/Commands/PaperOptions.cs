using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Gateway.Dashboard.Policies;

namespace Gateway.Host.Commands;

/// <summary>What every verb that writes a document may be told: language, form, file, day.</summary>
internal sealed class PaperOptions
{
    private readonly Option<string> _language = SharedOptions.Language();
    private readonly Option<string> _format;
    private readonly Option<string?> _out = new("--out") { Description = "File to write; without it the document is printed." };
    private readonly Option<DateOnly?> _on = Day("--on", "Day of which it is, YYYY-MM-DD; today when left out.");

    internal PaperOptions(string usual, params string[] formats) => _format = SharedOptions.Format(usual, formats);

    /// <summary>An option that is a day.</summary>
    internal static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = given =>
        {
            if (DateOnly.TryParseExact(given.Tokens.Count == 1 ? given.Tokens[0].Value : "", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            given.AddError($"{name} is a day like 2026-03-10.");
            return null;
        },
    };

    internal void AddTo(Command command, bool hasDay = true)
    {
        command.Options.Add(_language);
        command.Options.Add(_format);
        command.Options.Add(_out);
        if (hasDay)
            command.Options.Add(_on);
    }

    internal string Language(ParseResult parsed) => parsed.GetValue(_language)!;

    internal DateOnly Day(ParseResult parsed) => parsed.GetValue(_on) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    internal Task<int> WriteAsync(ParseResult parsed, Paper paper, CancellationToken cancellation) => WriteAsync(parsed, format => Write(paper, format), cancellation);

    internal async Task<int> WriteAsync(ParseResult parsed, Func<string, string> write, CancellationToken cancellation)
    {
        var text = write(parsed.GetValue(_format)!);
        if (parsed.GetValue(_out) is { } file)
            await File.WriteAllTextAsync(file, text, new UTF8Encoding(false), cancellation);
        else
            await Console.Out.WriteAsync(text);
        return ExitCode.Done;
    }

    internal static string Write(Paper paper, string format) => format switch
    {
        "html" => PaperWriters.Html(paper),
        "markdown" => PaperWriters.Markdown(paper),
        "csv" => PaperWriters.Csv(paper.Data),
        "json" => PaperWriters.Json(paper.Data),
        _ => PaperWriters.Text(paper),
    };
}

/// <summary>A period of days.</summary>
internal sealed class PeriodOptions
{
    private readonly Option<DateOnly?> _from = PaperOptions.Day("--from", "First day, YYYY-MM-DD; without it the last 30 days.");
    private readonly Option<DateOnly?> _to = PaperOptions.Day("--to", "Day before which it ends, YYYY-MM-DD; without it up to and with today.");

    internal void AddTo(Command command)
    {
        command.Options.Add(_from);
        command.Options.Add(_to);
        command.Validators.Add(given =>
        {
            if (given.GetValue(_from) is { } from && given.GetValue(_to) is { } to && to <= from)
                given.AddError("--to lies behind --from.");
        });
    }

    internal (DateOnly From, DateOnly To) Of(ParseResult parsed)
    {
        var to = parsed.GetValue(_to) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        return (parsed.GetValue(_from) ?? to.AddDays(-30), to);
    }

    internal static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
