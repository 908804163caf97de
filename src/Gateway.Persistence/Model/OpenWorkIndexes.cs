using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>
/// Indexes over what is still open, in databases where rows gather for years: millions of finished steps, deliveries
/// and items are in none of them. The conditions are those that the queries state literally.
/// </summary>
internal static class OpenWorkIndexes
{
    /// <summary>Narrows the model's indexes.</summary>
    /// <param name="model">Model; its indexes are made.</param>
    /// <param name="quoted">How the provider quotes the name of a column.</param>
    internal static void Apply(ModelBuilder model, Func<string, string> quoted)
    {
        model.Entity<StepRow>(step =>
        {
            step.HasIndex(s => new { s.State, s.Stage, s.NotBefore }).HasFilter($"{quoted(nameof(StepRow.State))} = {(int)StepState.Open}");
            step.HasIndex(s => new { s.State, s.Id }).HasFilter($"{quoted(nameof(StepRow.State))} = {(int)StepState.Parked}");
        });
        model.Entity<ClockRow>().HasIndex(c => new { c.State, c.DueAt }).HasFilter($"{quoted(nameof(ClockRow.State))} = {(int)ClockState.Running}");
        model.Entity<WorklistRow>().HasIndex(w => new { w.ClosedAt, w.Kind, w.Agency }).HasFilter($"{quoted(nameof(WorklistRow.ClosedAt))} IS NULL");
        model.Entity<RecordRow>().HasIndex(r => r.WaitingFor).HasFilter($"{quoted(nameof(RecordRow.WaitingFor))} IS NOT NULL");
        model.Entity<DeliveryRow>(delivery =>
        {
            delivery.HasIndex(d => new { d.Recipient, d.State, d.Id }).HasFilter($"{quoted(nameof(DeliveryRow.State))} = {(int)DeliveryState.Waiting}");
            delivery.HasIndex(d => new { d.Recipient, d.Position }).HasFilter($"{quoted(nameof(DeliveryRow.Position))} IS NOT NULL");
        });
    }
}
