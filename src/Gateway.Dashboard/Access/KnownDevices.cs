using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Access;

/// <summary>
/// Devices on which somebody has signed in before, told by a cookie. Guessing puts an account to rest for everybody else: who
/// only knows a name cannot keep its owner out (OWASP, device cookies against lock-out). A device that fails too often is as
/// unknown as any other.
/// </summary>
/// <param name="protection">Protects the cookie.</param>
/// <param name="machine">Machine time.</param>
internal sealed class KnownDevices(IDataProtectionProvider protection, [FromKeyedServices("machine")] TimeProvider machine)
{
    private const string CookieName = "gateway-device";
    private const int MostFailures = 5;
    private const int MostCounted = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Gateway.Dashboard.KnownDevices").ToTimeLimitedDataProtector();
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Whether somebody of this name has signed in on the calling device, and has not failed too often there since.</summary>
    public bool Knows(HttpContext http, string name) =>
        Read(http) is var (device, owner) && owner == name && (_failures.TryGetValue(device, out var failed) ? failed < MostFailures : _failures.Count < MostCounted);

    /// <summary>Counts an attempt that failed on a device.</summary>
    public void Failed(HttpContext http)
    {
        if (Read(http) is not var (device, _))
            return;
        // Forgetting who failed would let them guess on: then no device is known any more.
        if (_failures.Count >= MostCounted && !_failures.ContainsKey(device))
            return;
        _failures.AddOrUpdate(device, 1, (_, failed) => failed + 1);
    }

    /// <summary>Remembers the calling device.</summary>
    public void Remember(HttpContext http, string name)
    {
        if (Read(http) is var (before, _))
            _failures.TryRemove(before, out int _);
        var cookie = _protector.Protect(RandomNumberGenerator.GetHexString(32) + " " + name, machine.GetUtcNow() + Life);
        http.Response.Cookies.Append(CookieName, cookie, new CookieOptions { MaxAge = Life, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/dashboard/sign-in" });
    }

    private (string Device, string Owner)? Read(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and < 1000 } cookie)
            return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ', 2) is [var device, var owner] ? (device, owner) : null;
        }
        catch (CryptographicException)
        {
            // Made up, too old, or under a key that is gone.
            return null;
        }
    }
}
