using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>A number of people in a report that programs read.</summary>
/// <param name="Count">The number; null: it is hidden.</param>
/// <param name="Hidden">Why: <c>small</c>, or <c>protects</c> when a smaller number could be computed from it; null: it is shown.</param>
public sealed record ReportCell(int? Count, string? Hidden)
{
    /// <summary>No number, where a line has none.</summary>
    internal static ReportCell None { get; } = new(null, null);

    /// <summary>A cell of a page, for programs.</summary>
    public static ReportCell Of(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return new ReportCell(cell.Count, cell.Hidden switch { Suppression.Small => "small", Suppression.ProtectsAnother => "protects", _ => null });
    }
}
