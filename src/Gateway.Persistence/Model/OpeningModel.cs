using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>Tables of what people were shown, and of roles that show something.</summary>
internal static class OpeningModel
{
    internal static void Apply(ModelBuilder model)
    {
        model.Entity<OpeningRow>(opening =>
        {
            opening.ToTable("Opening").HasKey(o => o.Id);
            opening.HasIndex(o => new { o.ClientId, o.Id });
            opening.HasIndex(o => new { o.ReferralId, o.Id });
            opening.HasIndex(o => new { o.SubjectId, o.User, o.Id });
            opening.Property(o => o.Words).HasMaxLength(4000);
        });
        model.Entity<RoleGrantRow>(grant =>
        {
            grant.ToTable("RoleGrant").HasKey(g => g.Id);
            grant.HasIndex(g => new { g.UserId, g.State });
            grant.HasIndex(g => new { g.State, g.Id });
            grant.Property(g => g.Version).IsConcurrencyToken();
        });
    }
}
