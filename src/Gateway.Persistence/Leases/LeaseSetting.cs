using System.Globalization;
using Gateway.Core.Work;

namespace Gateway.Persistence.Leases;

/// <summary>How a lease stands among the settings.</summary>
internal static class LeaseSetting
{
    internal const string Prefix = "lease:";

    /// <summary>Name of the setting.</summary>
    internal static string NameOf(Lease lease) => Prefix + lease.Name;

    /// <summary>Value of the setting.</summary>
    internal static string ValueOf(Lease lease) => string.Create(CultureInfo.InvariantCulture, $"{lease.Number} {lease.Until.UtcTicks}");

    /// <summary>Reads what <see cref="ValueOf"/> wrote.</summary>
    internal static Lease Read(string name, string value)
    {
        var parts = value.Split(' ');
        return new Lease(
            name, long.Parse(parts[0], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero));
    }
}
