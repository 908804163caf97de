using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gateway.Browser.Tests.Running;

/// <summary>A browser window of one test.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
    private static readonly string Beside = System.IO.Path.Combine(AppContext.BaseDirectory, "screenshots");

    /// <summary>Scripts and closing have no limit of their own in the driver.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Scripted = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _complaints = [];

    internal Visit(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // The status of a page that a test asks for on purpose is no complaint.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    /// <summary>The window's page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about: errors of scripts, breaches of the content security policy.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>Path of the page.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    /// <summary>Opens a path of the gateway.</summary>
    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!;

    /// <summary>Waits until a list shows a row, on whichever of its pages, and leaves the window at that page.</summary>
    /// <param name="path">The list's first page.</param>
    /// <param name="row">What shows once when the row is there.</param>
    public Task FindAsync(string path, ILocator row) => Offices.UntilAsync(async () =>
    {
        var next = Page.Locator("a[rel=next]");
        await GoAsync(path);
        while (await row.CountAsync() == 0 && await next.CountAsync() == 1)
            await GoAsync((await next.GetAttributeAsync("href"))!);
        return await row.CountAsync() == 1;
    });

    /// <summary>Waits until a page is there that something pressed before leads to.</summary>
    /// <exception cref="TimeoutException">It does not come; the message says where the window is instead, and what the browser complained about.</exception>
    public async Task ArrivedAsync(string path)
    {
        try
        {
            // Asked again and again: a wait for the event of arriving misses it when the page is there before the wait begins.
            await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(path) + "$"), new() { Timeout = (float)TimeSpan.FromSeconds(30).TotalMilliseconds });
            await Page.WaitForLoadStateAsync();
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            var state = await Page.EvaluateAsync<string>("`${document.readyState}, focus on ${document.activeElement?.tagName}`").WaitAsync(Closing, TimeProvider.System);
            throw new TimeoutException($"Nothing led to {path}: the window is at {Path} ({state}); complaints: {string.Join(" | ", _complaints)}", e);
        }
    }

    /// <summary>Follows a one-time link and presses its button.</summary>
    public async Task FollowAsync(Uri link)
    {
        await Page.GotoAsync(link.AbsoluteUri);
        await PressAsync("Sign in");
    }

    /// <summary>Presses a button of the page's content and waits for the page that follows.</summary>
    public Task PressAsync(string text) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();

    /// <summary>Signs in by password.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("/dashboard/sign-in");
        await Page.FillAsync("[name=name]", name);
        await Page.FillAsync("[name=password]", password);
        await PressAsync("Sign in");
    }

    /// <summary>Fills the form of the users' page, which is open, and reads the link it answers with.</summary>
    public async Task<Uri> MakeUserAsync(string name, string[] roles, string? agency)
    {
        await Page.FillAsync("[name=name]", name);
        foreach (var box in await Page.Locator("[name=role]").AllAsync())
        {
            var role = await box.GetAttributeAsync("value");
            await box.SetCheckedAsync(Array.IndexOf(roles, role) >= 0);
        }

        await Page.SelectOptionAsync("[name=agency]", agency ?? "");
        await PressAsync("Create the user and a one-time link");
        return new Uri(await Page.Locator("[data-link]").InnerTextAsync());
    }

    /// <summary>
    /// Looks at the page as it is open in every <see cref="Look"/>: axe-core finds nothing serious, colours have contrast,
    /// nothing is wider than the window. Writes pictures where GATEWAY_SCREENSHOTS names a folder, and otherwise one beside the tests.
    /// </summary>
    /// <param name="name">Name of the pictures.</param>
    public async Task LooksFineAsync(string name)
    {
        await Page.EvaluateAsync(Axe.Value).WaitAsync(Scripted, TimeProvider.System);
        await LooksFineAsync(name, Look.First, "{}");
        foreach (var look in Look.Others)
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look.Colours });
            await Page.SetViewportSizeAsync(look.Width, Look.Height);
            // What the markup says does not change with the look; what is seen does.
            await LooksFineAsync(name, look, """{ runOnly: ["color-contrast", "target-size", "scrollable-region-focusable"] }""");
        }

        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = Look.First.Colours });
        await Page.SetViewportSizeAsync(Look.First.Width, Look.Height);
    }

    /// <summary>Writes pictures of the page as it is open where GATEWAY_SCREENSHOTS names a folder; the last look stays.</summary>
    internal async Task DrawAsync(string name, IEnumerable<Look> looks)
    {
        if (Look.Folder is null)
            return;
        foreach (var look in looks)
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look.Colours });
            await Page.SetViewportSizeAsync(look.Width, Look.Height);
            await DrawAsync(name, look);
        }
    }

    private Task DrawAsync(string name, Look look) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(Look.Folder ?? Beside, $"{name}-{look.Name}.png"), FullPage = true });

    private async Task LooksFineAsync(string name, Look look, string options)
    {
        if (Look.Folder is not null || look == Look.First)
            await DrawAsync(name, look);
        var barriers = await Page.EvaluateAsync<string[]>(
            $$"""
            async () => (await axe.run({{options}})).violations.filter(v => v.impact === "serious" || v.impact === "critical")
              .flatMap(v => v.nodes.map(n => `${v.id}: ${v.help}: ${n.target.join(" ")} ${n.failureSummary}`))
            """).WaitAsync(Scripted, TimeProvider.System);
        barriers.ShouldBeEmpty($"{name}, {look.Name}");
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth").WaitAsync(Scripted, TimeProvider.System)).ShouldBeLessThanOrEqualTo(look.Width, $"{name}, {look.Name}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Page.Context.CloseAsync().WaitAsync(Closing, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // A window that will not close is closed with the browser; what was looked at has been seen.
        }
    }
}
