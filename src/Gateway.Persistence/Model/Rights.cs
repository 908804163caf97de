using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>An erasure that was carried out. It holds nothing of the person.</summary>
public sealed class ErasureRow
{
    /// <summary>Key; the same as in the file of erasures.</summary>
    public Guid Id { get; set; }

    /// <summary>Number of the certificate; unique.</summary>
    public int Number { get; set; }

    /// <summary>Agency whose knowledge was erased.</summary>
    public required string Agency { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The certificate, JSON.</summary>
    public required string Certificate { get; set; }

    /// <summary>When it was carried out again, because the database was restored from before it; domain time, UTC; null: never.</summary>
    public DateTimeOffset? AgainAt { get; set; }
}

/// <summary>
/// That a number named somebody who was erased, as a keyed digest whose key is not in the database. Made anew from the file of
/// erasures when the database is restored from before.
/// </summary>
public sealed class TombstoneRow
{
    /// <summary>HMAC-SHA-256 of the number's blind index under the key of the file of erasures.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>The erasure.</summary>
    public Guid ErasureId { get; set; }

    /// <summary>Domain time of the erasure, UTC: what was received until then is not kept.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>Tables of what was erased.</summary>
internal static class RightsModel
{
    internal static void Apply(ModelBuilder model)
    {
        model.Entity<ErasureRow>(erasure =>
        {
            erasure.ToTable("Erasure").HasKey(e => e.Id);
            erasure.HasIndex(e => e.Number).IsUnique();
            erasure.HasIndex(e => new { e.Agency, e.Number });
            erasure.Property(e => e.Certificate).HasMaxLength(-1);
        });
        model.Entity<TombstoneRow>(tombstone =>
        {
            tombstone.ToTable("Tombstone").HasKey(t => new { t.Digest, t.ErasureId });
            tombstone.Property(t => t.Digest).HasMaxLength(32);
        });
    }
}
