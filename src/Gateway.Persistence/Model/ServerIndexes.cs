using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>
/// Indexes of server databases, where rows gather for years. Those of work hold what is still open, so that millions of
/// confirmed deliveries and closed tasks are in none of them; their conditions are those that the queries state literally.
/// </summary>
internal static class ServerIndexes
{
    /// <summary>Narrows the model's indexes.</summary>
    /// <param name="model">Model; its indexes are made.</param>
    /// <param name="quoted">How the provider quotes the name of a column.</param>
    internal static void Apply(ModelBuilder model, Func<string, string> quoted)
    {
        model.Entity<WorkItem>(item =>
        {
            item.HasIndex(s => new { s.State, s.Stage, s.NotBefore }).HasFilter($"{quoted(nameof(WorkItem.State))} = {(int)WorkItemState.Open}");
            item.HasIndex(s => new { s.Stage, s.LeasedUntil })
                .HasFilter($"{quoted(nameof(WorkItem.State))} = {(int)WorkItemState.Open} AND {quoted(nameof(WorkItem.LeasedUntil))} IS NOT NULL");
            item.HasIndex(s => new { s.State, s.Id }).HasFilter($"{quoted(nameof(WorkItem.State))} = {(int)WorkItemState.Parked}");
        });
        model.Entity<Deadline>().HasIndex(c => new { c.State, c.DueAt }).HasFilter($"{quoted(nameof(Deadline.State))} = {(int)DeadlineState.Running}");
        model.Entity<OfficeTask>().HasIndex(w => new { w.ClosedAt, w.Kind, w.Agency }).HasFilter($"{quoted(nameof(OfficeTask.ClosedAt))} IS NULL");
        model.Entity<RecordSnapshot>().HasIndex(r => r.WaitingFor).HasFilter($"{quoted(nameof(RecordSnapshot.WaitingFor))} IS NOT NULL");
        model.Entity<RecordSnapshot>().HasIndex(r => r.Ladder).HasFilter($"{quoted(nameof(RecordSnapshot.Ladder))} = {(int)Core.Ladder.LadderState.ToCount}");
        model.Entity<RecordSnapshot>().HasIndex(r => r.InReplyToHash).HasFilter($"{quoted(nameof(RecordSnapshot.InReplyToHash))} IS NOT NULL");
        model.Entity<ClientAgreement>().HasIndex(a => a.TicketHash).HasFilter($"{quoted(nameof(ClientAgreement.TicketHash))} IS NOT NULL");
        model.Entity<ClientSnapshot>().HasIndex(c => c.LinkedTo).HasFilter($"{quoted(nameof(ClientSnapshot.LinkedTo))} IS NOT NULL");
        model.Entity<DeliverySnapshot>(delivery =>
        {
            delivery.HasIndex(d => new { d.Recipient, d.State, d.Id }).HasFilter($"{quoted(nameof(DeliverySnapshot.State))} = {(int)DeliveryState.Waiting}");
            delivery.HasIndex(d => new { d.Recipient, d.Position }).HasFilter($"{quoted(nameof(DeliverySnapshot.Position))} IS NOT NULL");
            // What is on its way to a recipient is counted with each batch: without it, over everything that the recipient ever got.
            delivery.HasIndex(d => d.Recipient, "IX_Delivery_OnTheWay")
                .HasFilter($"{quoted(nameof(DeliverySnapshot.State))} = {(int)DeliveryState.Released} AND {quoted(nameof(DeliverySnapshot.Position))} IS NULL");
        });
    }
}
