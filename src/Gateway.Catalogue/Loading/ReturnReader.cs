using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Evaluation;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads a calculation of social return. A figure that lacks its value, source, year, currency or range is refused: none stands for zero.</summary>
internal static partial class ReturnReader
{
    private const decimal Most = 1_000_000_000_000m;

    internal static ReturnCalculation Read(YamlMap root, IReadOnlyList<Comparison> comparisons, IReadOnlyList<string> sites)
    {
        var published = root.OptionalText("publishedBy");
        var comparison = root.OptionalText("comparison");
        var currency = Currency(root);
        var period = Year(root, "period");
        var parameters = Parameters(root, currency, published is not null);
        var calculation = new ReturnCalculation
        {
            Id = root.Text("id"),
            Titles = root.ByLanguage("titles"),
            Currency = currency,
            Period = period,
            PublishedBy = published,
            Notes = root.OptionalMap("notes")?.AllTexts() ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Collaboration = root.Site(sites),
            Comparison = comparison,
            Parameters = parameters,
            Costs = Lines(root, "costs", parameters, published is not null),
            Benefits = Lines(root, "benefits", parameters, published is not null),
        };
        if (calculation.Id.Length > 0 && calculation.Id != Path.GetFileNameWithoutExtension(root.File.Name))
            root.Report("id", ProblemCodes.IdIsNotFileName, $"'{calculation.Id}' is not the file's name; name the file {calculation.Id}.yaml.");
        if (comparison is not null && comparisons.All(c => c.Id != comparison))
            root.Report("comparison", ProblemCodes.UnknownFigure, $"'{comparison}' is not in evaluation/comparisons.yaml; add it there or correct the id.{Spelling.Meant(comparison, comparisons.Select(c => c.Id))}");
        foreach (var (entry, unused) in root.Maps("parameters").Zip(parameters).Where(p => calculation.Costs.Concat(calculation.Benefits).All(l => !l.Times.Contains(p.Second.Id))))
            entry.Report("id", ProblemCodes.NoEffect, $"No line uses the figure '{unused.Id}'; use it or remove it.");
        root.RejectUnknown();
        return calculation;
    }

    private static List<ReturnParameter> Parameters(YamlMap root, string currency, bool isPublished)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        List<ReturnParameter> parameters = [];
        foreach (var entry in root.Maps("parameters"))
        {
            var unit = entry.Choice<ParameterUnit>("unit");
            var (low, high) = Range(entry);
            var parameter = new ReturnParameter
            {
                Id = entry.UniqueText("id", taken),
                Titles = entry.ByLanguage("titles"),
                Kind = entry.Choice<ParameterKind>("kind"),
                Unit = unit,
                Value = Figure(entry, "value"),
                Low = low,
                High = high,
                Currency = unit == ParameterUnit.Money ? Currency(entry) : null,
                Year = Year(entry, "year"),
                Source = entry.Text("source"),
            };
            if (parameter.Currency is { Length: > 0 } other && currency.Length > 0 && other != currency)
                entry.Report("currency", ProblemCodes.OtherCurrency, $"'{parameter.Id}' is in {other} and the calculation in {currency}; convert it, and name the rate, its day and its source in 'source'.");
            if (low > parameter.Value || high < parameter.Value)
                entry.Report("value", ProblemCodes.OutOfRange, $"'{parameter.Id}' is outside its own range from 'low' to 'high'; correct one of the three.");
            if (unit == ParameterUnit.Share && (parameter.Value > 1 || high > 1))
                entry.Report("value", ProblemCodes.OutOfRange, $"'{parameter.Id}' is a share and more than 1; write 35% as 0.35.");
            if (parameter.Kind == ParameterKind.Published != isPublished)
                entry.Report("kind", ProblemCodes.Contradiction, isPublished
                    ? "The calculation was published by others, so each of its figures is of kind 'published'."
                    : "A total that others published about their programme says nothing of this pilot; use a national or a local figure, or name 'publishedBy'.");
            entry.RejectUnknown();
            parameters.Add(parameter);
        }

        if (parameters.Count == 0)
            root.Report("parameters", "missing-key", "'parameters' is missing; give each figure with value, range, year, currency and source.");
        return parameters;
    }

    private static (decimal? Low, decimal? High) Range(YamlMap entry)
    {
        if (entry.Flag("rangeNotPublished"))
        {
            if (entry.Has("low") || entry.Has("high"))
                entry.Report("rangeNotPublished", ProblemCodes.Contradiction, "There is a range, and the file says there is none; keep one of the two.");
            return (null, null);
        }

        foreach (var end in new[] { "low", "high" }.Where(e => !entry.Has(e)))
            entry.Report(end, "missing-key", $"'{end}' is missing; give the range of the figure, or 'rangeNotPublished: true' where its source has none.");
        return entry.Has("low") && entry.Has("high") ? (Figure(entry, "low"), Figure(entry, "high")) : (null, null);
    }

    private static List<ReturnLine> Lines(YamlMap root, string key, IReadOnlyList<ReturnParameter> parameters, bool isPublished)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ids = parameters.Select(p => p.Id).ToList();
        List<ReturnLine> lines = [];
        foreach (var entry in root.Maps(key))
        {
            var line = new ReturnLine(
                entry.UniqueText("id", taken), entry.ByLanguage("titles"),
                entry.KnownTexts("times", ids.Contains, ProblemCodes.UnknownFigure, "is none of the figures under 'parameters'; a figure that is missing is not zero. Add it with its source.", ids),
                entry.OptionalText("count"));
            if (line.Times.Count == 0)
                entry.Report("times", "missing-key", "'times' is missing; name the figures whose product is the amount.");
            else if (!line.Times.Any(t => parameters.Any(p => p.Id == t && p.Unit == ParameterUnit.Money)))
                entry.Report("times", "missing-key", "None of the figures under 'times' is money, so the line is no amount; add one.");
            CheckCount(entry, line, key == "benefits", isPublished);
            entry.RejectUnknown();
            lines.Add(line);
        }

        if (lines.Count == 0)
            root.Report(key, "missing-key", $"'{key}' is missing; give at least one line.");
        return lines;
    }

    private static void CheckCount(YamlMap entry, ReturnLine line, bool isBenefit, bool isPublished)
    {
        if (isPublished)
        {
            if (line.Count is not null)
                entry.Report("count", ProblemCodes.Contradiction, "What others published is not multiplied by the pilot's own counts; remove 'count'.");
        }
        else if (isBenefit && line.Count != ReturnCounts.BeyondComparison)
        {
            entry.Report("count", ProblemCodes.BenefitNotShown, $"A benefit counts only people who would not have reached the outcome anyway; write 'count: {ReturnCounts.BeyondComparison}', and name the 'comparison' that shows them.");
        }
        else if (!isBenefit && line.Count is { } count && !ReturnCounts.Own.Contains(count))
        {
            entry.Report("count", ProblemCodes.UnknownFigure, $"'{count}' is no count by which costs are multiplied; known are {string.Join(", ", ReturnCounts.Own)}.{Spelling.Meant(count, ReturnCounts.Own)}");
        }
    }

    private static decimal Figure(YamlMap map, string key)
    {
        if (map.OptionalText(key) is null)
            map.Text(key);
        if (map.OptionalDecimal(key) is not { } figure)
            return 1;
        if (figure <= 0 || figure > Most)
            map.Report(key, ProblemCodes.OutOfRange, $"'{key}' must be above zero and below {Most:0}; a figure that is not known is left out with its line, and not written as 0.");
        return figure;
    }

    private static string Currency(YamlMap map)
    {
        var text = map.Text("currency");
        if (text.Length > 0 && !CurrencyCode().IsMatch(text))
            map.Report("currency", ProblemCodes.OtherCurrency, $"'{text}' is no currency code of three capital letters, such as EUR.");
        return text;
    }

    private static string Year(YamlMap map, string key)
    {
        var text = map.Text(key);
        if (text.Length > 0 && !YearText().IsMatch(text))
            map.Report(key, ProblemCodes.NotAYear, $"'{key}' must be a year such as 2024, or a budget year such as 2011/12.");
        return text;
    }

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.None, 1000)]
    private static partial Regex CurrencyCode();

    [GeneratedRegex("^(19|20)[0-9]{2}(/[0-9]{2})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearText();
}
