using System.Collections.Concurrent;

namespace Gateway.Browser.Tests.Running;

/// <summary>A browser window of one test.</summary>
public sealed class Visit : IAsyncDisposable
{
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
        await PressAsync("Make the user and a one-time link");
        return new Uri(await Page.Locator("[data-link]").InnerTextAsync());
    }

    /// <summary>
    /// Writes a picture of the whole page into the folder that GATEWAY_SCREENSHOTS names, or into <c>screenshots</c> beside
    /// the tests.
    /// </summary>
    public async Task ShootAsync(string name)
    {
        var folder = Environment.GetEnvironmentVariable("GATEWAY_SCREENSHOTS") is { Length: > 0 } given ? given : System.IO.Path.Combine(AppContext.BaseDirectory, "screenshots");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>What axe-core finds on the page that is serious or critical, a line each.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        return await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run()).violations.filter(v => v.impact === "serious" || v.impact === "critical")
              .flatMap(v => v.nodes.map(n => `${v.id}: ${v.help}: ${n.target.join(" ")} ${n.failureSummary}`))
            """);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
