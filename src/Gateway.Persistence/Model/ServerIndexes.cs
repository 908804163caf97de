using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>
/// Indexes of server databases, where rows gather for years. Those of work hold what is still open, so that millions of
/// finished steps, deliveries and items are in none of them; their conditions are those that the queries state literally.
/// </summary>
internal static class ServerIndexes
{
    /// <summary>Narrows the model's indexes.</summary>
    /// <param name="model">Model; its indexes are made.</param>
    /// <param name="quoted">How the provider quotes the name of a column.</param>
    internal static void Apply(ModelBuilder model, Func<string, string> quoted)
    {
        model.Entity<WorkItemRow>(step =>
        {
            step.HasIndex(s => new { s.State, s.Stage, s.NotBefore }).HasFilter($"{quoted(nameof(WorkItemRow.State))} = {(int)WorkItemState.Open}");
            step.HasIndex(s => new { s.Stage, s.LeasedUntil })
                .HasFilter($"{quoted(nameof(WorkItemRow.State))} = {(int)WorkItemState.Open} AND {quoted(nameof(WorkItemRow.LeasedUntil))} IS NOT NULL");
            step.HasIndex(s => new { s.State, s.Id }).HasFilter($"{quoted(nameof(WorkItemRow.State))} = {(int)WorkItemState.Parked}");
        });
        model.Entity<DeadlineRow>().HasIndex(c => new { c.State, c.DueAt }).HasFilter($"{quoted(nameof(DeadlineRow.State))} = {(int)DeadlineState.Running}");
        model.Entity<TaskRow>().HasIndex(w => new { w.ClosedAt, w.Kind, w.Agency }).HasFilter($"{quoted(nameof(TaskRow.ClosedAt))} IS NULL");
        model.Entity<RecordRow>().HasIndex(r => r.WaitingFor).HasFilter($"{quoted(nameof(RecordRow.WaitingFor))} IS NOT NULL");
        model.Entity<ClientAgreementRow>().HasIndex(a => new { a.Agency, a.TicketHash }).HasFilter($"{quoted(nameof(ClientAgreementRow.TicketHash))} IS NOT NULL");
        model.Entity<DeliveryRow>(delivery =>
        {
            delivery.HasIndex(d => new { d.Recipient, d.State, d.Id }).HasFilter($"{quoted(nameof(DeliveryRow.State))} = {(int)DeliveryState.Waiting}");
            delivery.HasIndex(d => new { d.Recipient, d.Position }).HasFilter($"{quoted(nameof(DeliveryRow.Position))} IS NOT NULL");
        });
    }
}
