using System.Collections.Concurrent;

namespace Gateway.Browser.Tests.Running;

/// <summary>
/// The pages of the demonstration in a browser. A test asks for a <see cref="Visit"/> as one of the demonstration's users
/// (viewer, operator, replay, caseworker, dpo, administrator, everything) or as nobody, and disposes it. All tests share the
/// gateway and run beside each other: what one changes the others see, so take clients, agencies and users of your own for
/// what you change.
/// </summary>
public sealed class Browsing : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Sessions = new(StringComparer.Ordinal);

    private Shared? _shared;

    /// <summary>Where the gateway serves.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What the gateway said on standard error so far.</summary>
    public string GatewaySaid => _shared!.Gateway.Errors;

    /// <summary>Data folder of the demonstration.</summary>
    internal string Data => Path.Combine(_shared!.Gateway.Data, "demo");

    public async Task InitializeAsync()
    {
        _shared = await Shared.OneAsync();
        Address = new Uri(_shared.Links["viewer"].GetLeftPart(UriPartial.Authority));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Opens a browser window of one's own, signed in as a user of the demonstration.</summary>
    /// <param name="user">User; null: nobody.</param>
    /// <param name="scripts">Whether pages may run scripts.</param>
    public async Task<Visit> VisitAsync(string? user = null, bool scripts = true) =>
        await OpenAsync(Address, user is null ? null : await Sessions.GetOrAdd(user, name => new Lazy<Task<string>>(() => SignInAsync(name))).Value, scripts);

    /// <summary>Opens a window on another gateway than the shared one.</summary>
    internal Task<Visit> VisitAsync(Uri gateway) => OpenAsync(gateway, session: null, scripts: true);

    /// <summary>Makes a user of a test's own, by the administrator's page; a second administrator confirms roles that see clients' data.</summary>
    /// <param name="name">Name; take one that no other test takes.</param>
    /// <param name="roles">Roles, as the fields of the page call them: viewer, operator, replay, caseworker, dpo, administrator.</param>
    /// <param name="agency">Agency; null: the gateway's own.</param>
    /// <returns>The one-time link.</returns>
    public async Task<Uri> InviteAsync(string name, string[] roles, string? agency = null)
    {
        await using var administrator = await VisitAsync("administrator");
        await administrator.GoAsync("/dashboard/users");
        var link = await administrator.MakeUserAsync(name, roles, agency);
        if (roles.Any(r => r is not ("viewer" or "replay")))
        {
            await using var second = await VisitAsync("everything");
            await second.GoAsync("/dashboard/users");
            await second.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await second.PressAsync("Confirm");
        }

        return link;
    }

    private async Task<string> SignInAsync(string user)
    {
        await using var visit = await VisitAsync();
        await visit.FollowAsync(_shared!.Links[user]);
        return await visit.Page.Context.StorageStateAsync();
    }

    private async Task<Visit> OpenAsync(Uri gateway, string? session, bool scripts)
    {
        var context = await _shared!.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = gateway.AbsoluteUri,
            StorageState = session,
            JavaScriptEnabled = scripts,
            ViewportSize = new ViewportSize { Width = Look.First.Width, Height = Look.Height },
            ColorScheme = Look.First.Colours,
            Locale = "en-GB",
            // A colour on its way to another is neither.
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Visit(await context.NewPageAsync());
    }
}
