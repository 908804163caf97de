using Gateway.Core.Clients;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Compartments;

/// <summary>
/// What stands behind a wall: special categories, and control data (sanction, fraud, claim, exclusion). A context of
/// its own with its own tables and keys. The stages seal into it with a public key; none of them can open it.
/// </summary>
/// <param name="options">Options of the provider.</param>
public abstract class CompartmentContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Schema in databases that have schemas; elsewhere a prefix of the table names.</summary>
    public const string Schema = "compartment";

    /// <summary>Sealed records.</summary>
    public DbSet<SealedRow> Sealed => Set<SealedRow>();

    /// <summary>Key pairs of compartments.</summary>
    public DbSet<CompartmentKeyRow> Keys => Set<CompartmentKeyRow>();

    /// <summary>Whether the database sorts its own UUID type in byte order.</summary>
    protected virtual bool NativeUuid => false;

    /// <summary>Whether the database has schemas.</summary>
    protected virtual bool HasSchemas => true;

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, NativeUuid);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<SealedRow>(row =>
        {
            Table(row, "Sealed").HasKey(s => s.RecordId);
            row.Property(s => s.RecordId).ValueGeneratedNever();
            row.Property(s => s.WrappedKey).HasMaxLength(512);
        });
        modelBuilder.Entity<CompartmentKeyRow>(row =>
        {
            Table(row, "CompartmentKey").HasKey(k => new { k.Compartment, k.Number });
            row.Property(k => k.Compartment).ValueGeneratedNever();
            row.Property(k => k.Number).ValueGeneratedNever();
            row.Property(k => k.PublicKey).HasMaxLength(1000);
        });
    }

    private Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Table<T>(
        Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> row, string name) where T : class =>
        HasSchemas ? row.ToTable(name, Schema) : row.ToTable(Schema + "_" + name);
}

/// <summary>A record's raw bytes behind a wall.</summary>
public sealed class SealedRow
{
    /// <summary>Record.</summary>
    public Guid RecordId { get; set; }

    /// <summary>Compartment.</summary>
    public Compartment Compartment { get; set; }

    /// <summary>Number of the compartment's key pair under which it lies.</summary>
    public int KeyNumber { get; set; }

    /// <summary>The record's own AES-256 key, wrapped for the compartment's private half (<see cref="CompartmentWrap"/>); null: erased.</summary>
    public byte[]? WrappedKey { get; set; }

    /// <summary>AES-256-GCM; additional data: record.</summary>
    public required byte[] Cipher { get; set; }
}

/// <summary>A compartment's key pair.</summary>
public sealed class CompartmentKeyRow
{
    /// <summary>Compartment.</summary>
    public Compartment Compartment { get; set; }

    /// <summary>1, 2, 3…; the highest seals, the others open what they sealed.</summary>
    public int Number { get; set; }

    /// <summary>SubjectPublicKeyInfo: what the stages seal with.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>PKCS#8 private key, locked with the compartment's own key and sealed under the master key besides.</summary>
    public required byte[] WrappedPrivateKey { get; set; }

    /// <summary>Id of the compartment's key that locks it; null: it lies under the master key alone.</summary>
    public string? LockedBy { get; set; }
}
