using System.Globalization;
using System.Security.Claims;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Dashboard.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Access;

/// <summary>Who looks at a page, and how they want to read it.</summary>
public sealed class Viewer
{
    /// <summary>Cookie with the language.</summary>
    internal const string LanguageCookie = "gateway-language";

    /// <summary>Cookie with the time zone.</summary>
    internal const string ZoneCookie = "gateway-zone";

    /// <summary>Time zones offered: those of the agencies, and UTC.</summary>
    internal static IReadOnlyList<string> Zones { get; } = ["Europe/Brussels", "Europe/Oslo", "UTC"];

    private readonly TimeSpan _ahead;

    /// <summary>Reads who calls.</summary>
    public Viewer(IHttpContextAccessor http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var context = http.HttpContext ?? throw new InvalidOperationException("A page is rendered for a call only.");
        Name = context.User.Identity?.Name ?? "";
        Roles = RolesOf(context.User);
        Agency = context.User.FindFirstValue(Permission.AgencyClaim);
        Path = context.Request.Path;
        Dictionary = Dictionary.Of(context.Request.Cookies[LanguageCookie] ?? Preferred(context.Request));
        ZoneName = context.Request.Cookies[ZoneCookie] is { } zone && Zones.Contains(zone, StringComparer.Ordinal) ? zone : Zones[0];
        Zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneName);
        _ahead = AheadOf(context.RequestServices);
    }

    /// <summary>Name; empty when nobody is signed in.</summary>
    public string Name { get; }

    /// <summary>Roles.</summary>
    public UserRoles Roles { get; }

    /// <summary>Agency whose case worker or data protection officer it is; null: the gateway's own.</summary>
    public string? Agency { get; }

    /// <summary>The viewer, as it is noted what they are shown.</summary>
    public Reader Reader => new(Name, Agency, Roles);

    /// <summary>Path of the page.</summary>
    public string Path { get; }

    /// <summary>Words in the viewer's language.</summary>
    public Dictionary Dictionary { get; }

    /// <summary>IANA name of the time zone.</summary>
    public string ZoneName { get; }

    /// <summary>The time zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Whether a policy of <see cref="Permission"/> lets the viewer.</summary>
    public bool May(string permission) => Name.Length > 0 && (!Permission.Needed.TryGetValue(permission, out var roles) || (Roles & roles) != UserRoles.None);

    /// <summary>A text in the viewer's language; the English text is its key.</summary>
    public string this[string english] => Dictionary[english];

    /// <summary>A text with values.</summary>
    public string this[string english, params object[] values] => string.Format(CultureInfo.InvariantCulture, Dictionary[english], values);

    /// <summary>An instant in the viewer's time zone.</summary>
    public string At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant of the machine's time as the domain's: they differ in a demonstration only, where the domain's time is simulated.</summary>
    public DateTimeOffset InDomain(DateTimeOffset machine) => machine + _ahead;

    /// <summary>The day that it is in the viewer's time zone.</summary>
    /// <param name="now">Domain time.</param>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);

    /// <summary>A time of day in the viewer's time zone.</summary>
    public string Clock(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    internal static UserRoles RolesOf(ClaimsPrincipal user) =>
        Enum.TryParse<UserRoles>(user.FindFirstValue(Permission.RolesClaim), out var roles) ? roles : UserRoles.None;

    private static TimeSpan AheadOf(IServiceProvider? services)
    {
        if (services?.GetService<TimeProvider>() is not { } domain || services.GetKeyedService<TimeProvider>("machine") is not { } machine)
            return TimeSpan.Zero;
        var ahead = domain.GetUtcNow() - machine.GetUtcNow();
        return ahead.Duration() < TimeSpan.FromMinutes(1) ? TimeSpan.Zero : ahead;
    }

    private static string? Preferred(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()).FirstOrDefault(l => l.Length >= 2)?[..2];
}
