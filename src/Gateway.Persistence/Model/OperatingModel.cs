using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>Tables of what people do on the pages.</summary>
internal static class OperatingModel
{
    internal static void Apply(ModelBuilder model)
    {
        model.Entity<UserRow>(user =>
        {
            user.ToTable("User").HasKey(u => u.Id);
            user.HasIndex(u => u.Name).IsUnique();
            user.HasIndex(u => u.External);
            user.HasIndex(u => u.LinkHash);
            user.Property(u => u.Version).IsConcurrencyToken();
            user.Property(u => u.PasswordHash).HasMaxLength(400);
            user.Property(u => u.External).HasMaxLength(400);
            user.Property(u => u.LinkHash).HasMaxLength(32);
            user.Property(u => u.Seal).HasMaxLength(32);
        });
        model.Entity<OperationRow>(operation =>
        {
            operation.ToTable("Operation").HasKey(o => o.Id);
            operation.HasIndex(o => new { o.User, o.Id });
            operation.HasIndex(o => new { o.Subject, o.Id });
            operation.Property(o => o.Detail).HasMaxLength(1000);
        });
        model.Entity<CauseRow>(cause =>
        {
            cause.ToTable("Cause").HasKey(c => new { c.Kind, c.ReasonCode, c.Agency });
            cause.Property(c => c.Version).IsConcurrencyToken();
            cause.Property(c => c.Note).HasMaxLength(1000);
        });
        model.Entity<ReplayRow>(replay =>
        {
            replay.ToTable("Replay").HasKey(r => r.Id);
            replay.HasIndex(r => new { r.State, r.Id });
            replay.Property(r => r.Version).IsConcurrencyToken();
            replay.Property(r => r.Path).HasMaxLength(400);
        });
        model.Entity<ReplayItemRow>(item =>
        {
            item.ToTable("ReplayItem").HasKey(i => new { i.ReplayId, i.Number });
            item.HasIndex(i => i.WorkItemId);
        });
        model.Entity<HoldRow>(hold =>
        {
            hold.ToTable("Hold").HasKey(h => h.Agency);
            hold.Property(h => h.Reason).HasMaxLength(1000);
        });
        model.Entity<WebhookSecretRow>(secret =>
        {
            secret.ToTable("WebhookSecret").HasKey(s => new { s.Agency, s.Number });
            secret.Property(s => s.Sealed).HasMaxLength(100);
        });
        model.Entity<LegalHoldRow>().ToTable("LegalHold").HasKey(h => h.SubjectId);
        model.Entity<ProcessRow>(process =>
        {
            process.ToTable("Process").HasKey(p => p.Id);
            process.HasIndex(p => p.SeenAt);
            process.Property(p => p.Name).HasMaxLength(400);
            process.Property(p => p.Refused).HasMaxLength(1000);
        });
        model.Entity<BarrierRow>(barrier =>
        {
            barrier.ToTable("Barrier").HasKey(b => b.Id);
            barrier.Property(b => b.Version).IsConcurrencyToken();
            barrier.Property(b => b.Title).HasMaxLength(400);
            barrier.Property(b => b.Decision).HasMaxLength(1000);
        });
        model.Entity<DataProtectionKey>(key =>
        {
            // The framework's own name of a key, which is unique: no database has to number them.
            key.ToTable("ProtectionKey").HasKey(k => k.FriendlyName);
            key.Ignore(k => k.Id);
            key.Property(k => k.Xml).HasMaxLength(-1).IsRequired();
        });
    }
}
