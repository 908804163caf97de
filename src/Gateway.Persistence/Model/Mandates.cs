using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>A request of a control service. It holds ids and codes; the reference lies under its own key, the answer is stored nowhere.</summary>
public sealed class MandateRow : IVersioned
{
    /// <summary>Key; also of the event.</summary>
    public Guid Id { get; set; }

    /// <summary>Who asked.</summary>
    public required string Recipient { get; set; }

    /// <summary>Position in the control service's feed: ascending, and of the moment, so that it never begins again when older requests are purged.</summary>
    public long Position { get; set; }

    /// <summary>Whose data it is about; null: no agency of the directory.</summary>
    public string? Controller { get; set; }

    /// <summary>Legal basis; null: none of the registry.</summary>
    public string? Basis { get; set; }

    /// <summary>Client at that agency; null: it knows no such person, or nothing was looked up.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>First day asked about.</summary>
    public DateOnly From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly To { get; set; }

    /// <summary>Last day of the mandate.</summary>
    public DateOnly EndsOn { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>When its answer was read first, domain time, UTC; null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why nothing is given; null: the mandate holds.</summary>
    public string? Code { get; set; }

    /// <summary>Kinds that were asked for, divided by commas.</summary>
    public required string Asked { get; set; }

    /// <summary>Kinds that may be given.</summary>
    public required string Given { get; set; }

    /// <summary>Kinds that are refused, each with its reason code behind a colon; 'incomplete': not all that there was could be read.</summary>
    public required string Refused { get; set; }

    /// <summary>Values that were given.</summary>
    public int Values { get; set; }

    /// <summary>Version of the policy that decided last.</summary>
    public required string PolicyVersion { get; set; }

    /// <summary>Blind index of the reference.</summary>
    public required byte[] ReferenceHash { get; set; }

    /// <summary>Fingerprint of the question, the person's number included; an erasure overwrites it.</summary>
    public required byte[] QuestionHash { get; set; }

    /// <summary>Key of its own under the master key; null: destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>The control service's reference; null: destroyed.</summary>
    public byte[]? Reference { get; set; }

    /// <summary>Data protection officer who has read of it; null: none has.</summary>
    public string? ReadBy { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}

/// <summary>The table of requests of control services.</summary>
internal static class MandateModel
{
    internal static void Apply(ModelBuilder model) => model.Entity<MandateRow>(mandate =>
    {
        mandate.ToTable("Mandate").HasKey(m => m.Id);
        mandate.HasIndex(m => new { m.ReferenceHash, m.Recipient }).IsUnique();
        mandate.HasIndex(m => new { m.Recipient, m.Position }).IsUnique();
        mandate.HasIndex(m => m.ClientId);
        mandate.HasIndex(m => new { m.Controller, m.Id });
        mandate.Property(m => m.Refused).HasMaxLength(1000);
        mandate.Property(m => m.ReferenceHash).HasMaxLength(32);
        mandate.Property(m => m.QuestionHash).HasMaxLength(32);
        mandate.Property(m => m.Wrapped).HasMaxLength(100);
        mandate.Property(m => m.Reference).HasMaxLength(1000);
        mandate.Property(m => m.Version).IsConcurrencyToken();
    });
}
