using System.Text.RegularExpressions;

namespace Gateway.Browser.Tests.Running;

/// <summary>
/// One gateway with the demonstration's data and one browser, for all tests: started by the first that needs them, the
/// browser while the demonstration plays its year, and ended with the process.
/// </summary>
internal sealed partial class Shared
{
    private static readonly Lazy<Task<Shared>> Started = new(StartAsync);

    private Shared(GatewayProcess gateway, IBrowser browser)
    {
        Gateway = gateway;
        Browser = browser;
        // "  operator       http://127.0.0.1:40123/dashboard/sign-in/link/…"
        Links = Invitation().Matches(gateway.Errors).ToDictionary(m => m.Groups["name"].Value, m => new Uri(m.Groups["link"].Value), StringComparer.Ordinal);
    }

    internal GatewayProcess Gateway { get; }

    internal IBrowser Browser { get; }

    /// <summary>The one-time links that the demonstration printed, by user.</summary>
    internal IReadOnlyDictionary<string, Uri> Links { get; }

    internal static Task<Shared> OneAsync() => Started.Value;

    private static async Task<Shared> StartAsync()
    {
        var gateway = new GatewayProcess();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => gateway.Dispose();
        // It serves when it has invited its users, the last of whom is everything.
        var serves = gateway.StartAsync("demo --still", ready: "  everything ");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GATEWAY_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        await serves;
        return new Shared(gateway, browser);
    }

    [GeneratedRegex(@"^ +(?<name>\w+) +(?<link>http\S+/dashboard/sign-in/link/\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Invitation();
}
