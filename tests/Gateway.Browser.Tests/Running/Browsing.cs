using System.Collections.Concurrent;

namespace Gateway.Browser.Tests.Running;

/// <summary>
/// One gateway with the demonstration's data and one browser for all tests. A test asks for a <see cref="Visit"/> as one
/// of the demonstration's users (viewer, operator, replay, caseworker, dpo, administrator, everything) or as nobody, and
/// disposes it. What one test changes the others see: take clients, agencies and users of your own for what you change.
/// </summary>
public sealed class Browsing : IAsyncLifetime
{
    private readonly DemoGateway _gateway = new();
    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the gateway serves.</summary>
    public Uri Address => _gateway.Address;

    /// <summary>What the gateway said on standard error so far.</summary>
    public string GatewaySaid => _gateway.Errors;

    public async Task InitializeAsync()
    {
        await _gateway.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GATEWAY_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _gateway.DisposeAsync();
    }

    /// <summary>Opens a browser window of one's own, signed in as a user of the demonstration.</summary>
    /// <param name="user">User; null: nobody.</param>
    /// <param name="scripts">Whether pages may run scripts.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="dark">Whether dark colours are wished for.</param>
    public async Task<Visit> VisitAsync(string? user = null, bool scripts = true, int width = 1280, bool dark = false)
    {
        var session = user is null ? null : await SessionOfAsync(user);
        return await OpenAsync(session, scripts, width, dark);
    }

    /// <summary>Makes a user of a test's own, by the administrator's page.</summary>
    /// <param name="name">Name; take one that no other test takes.</param>
    /// <param name="roles">Roles, as the fields of the page call them: viewer, operator, replay, caseworker, dpo, administrator.</param>
    /// <param name="agency">Agency; null: the gateway's own.</param>
    /// <returns>The one-time link.</returns>
    public async Task<Uri> InviteAsync(string name, string[] roles, string? agency = null)
    {
        await using var administrator = await VisitAsync("administrator");
        await administrator.GoAsync("/dashboard/users");
        return await administrator.MakeUserAsync(name, roles, agency);
    }

    private async Task<string> SessionOfAsync(string user)
    {
        if (_sessions.TryGetValue(user, out var known))
            return known;
        await using var visit = await OpenAsync(session: null, scripts: true, width: 1280, dark: false);
        await visit.FollowAsync(_gateway.Links[user]);
        return _sessions[user] = await visit.Page.Context.StorageStateAsync();
    }

    private async Task<Visit> OpenAsync(string? session, bool scripts, int width, bool dark)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.AbsoluteUri,
            StorageState = session,
            JavaScriptEnabled = scripts,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
        });
        return new Visit(await context.NewPageAsync());
    }
}

[CollectionDefinition(Name)]
public sealed class OneBrowser : ICollectionFixture<Browsing>
{
    public const string Name = "one browser";
}
