using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Telemetry;

/// <summary>
/// The web framework logs paths and queries at levels below warning. Whatever an operator configures for all
/// categories, these stay out of every log.
/// </summary>
internal sealed class QuietFramework : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Framework = "Microsoft.AspNetCore";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var loud = options.Rules.Where(r =>
            r.CategoryName?.StartsWith(Framework, StringComparison.OrdinalIgnoreCase) == true && r.LogLevel is null or < LogLevel.Warning).ToList();
        var providers = options.Rules.Select(r => r.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var rule in loud)
            options.Rules.Remove(rule);
        foreach (var provider in providers)
            options.Rules.Add(new LoggerFilterRule(provider, Framework, LogLevel.Warning, filter: null));
    }
}
