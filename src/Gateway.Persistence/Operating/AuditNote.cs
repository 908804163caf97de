using System.Globalization;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>What the last verification of the audit chain found; kept as a setting, so that pages need not verify.</summary>
/// <param name="At">Machine time, UTC.</param>
/// <param name="SealedThrough">Last seal that held.</param>
/// <param name="Broken">First thing that did not hold; null: the chain held.</param>
public sealed record AuditNote(DateTimeOffset At, int SealedThrough, string? Broken)
{
    private const string Name = "audit-verified";

    /// <summary>Where the next verification goes on; null: at the beginning.</summary>
    public SealPoint? Through { get; private init; }

    /// <summary>The last note; null: it was never verified.</summary>
    public static async Task<AuditNote?> ReadAsync(GatewayContext store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var value = await store.Settings.AsNoTracking().Where(s => s.Name == Name).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
        if (value?.Split('\n', 4) is not [var at, var through, var point, var broken])
            return null;
        return new AuditNote(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), int.Parse(through, CultureInfo.InvariantCulture), broken.Length == 0 ? null : broken)
        {
            Through = SealPoint.Read(point),
        };
    }

    /// <summary>Writes the note of a verification of the whole trail.</summary>
    public static Task WriteAsync(UnitOfWork unit, AuditVerification found, CancellationToken cancellation) => WriteAsync(unit, found, null, cancellation);

    /// <summary>Writes the note of a verification.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="found">What was found.</param>
    /// <param name="through">Where the next one goes on.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task WriteAsync(UnitOfWork unit, AuditVerification found, SealPoint? through, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(found);
        var point = through?.Write() ?? "";
        var value = string.Create(CultureInfo.InvariantCulture, $"{unit.MachineNow:O}\n{found.SealedThrough}\n{point}\n{found.Broken}");
        await SettingText.PutAsync(unit, Name, value, cancellation);
    }
}
