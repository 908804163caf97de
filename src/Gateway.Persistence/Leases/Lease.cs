using System.Globalization;

namespace Gateway.Persistence.Leases;

/// <summary>A process's right to be the one that does something, for a time.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Number">Fencing number: raised whenever another process takes over, so that a late holder is recognised.</param>
/// <param name="Until">Machine time until which nobody else takes it.</param>
public sealed record Lease(string Name, long Number, DateTimeOffset Until)
{
    internal const string Prefix = "lease:";

    /// <summary>Name of its setting.</summary>
    internal string Setting => Prefix + Name;

    /// <summary>Value of its setting.</summary>
    internal string Value => string.Create(CultureInfo.InvariantCulture, $"{Number} {Until.UtcTicks}");

    /// <summary>Reads what <see cref="Value"/> wrote.</summary>
    internal static Lease Read(string name, string value)
    {
        var parts = value.Split(' ');
        return new Lease(
            name, long.Parse(parts[0], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero));
    }
}
