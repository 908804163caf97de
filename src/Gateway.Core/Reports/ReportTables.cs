using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>Codes of tables.</summary>
public static class ReportTables
{
    /// <summary>People by stage.</summary>
    public const string Funnel = "funnel";

    /// <summary>People who were lost, by reason.</summary>
    public const string Lost = "lost";

    /// <summary>The barrier log.</summary>
    public const string Barriers = "barriers";

    /// <summary>Six by six rungs.</summary>
    public const string Matrix = "matrix";

    /// <summary>Movements by year.</summary>
    public const string Years = "ladder-years";

    /// <summary>Movements by who measures.</summary>
    public const string Organisations = "ladder-organisations";

    /// <summary>Movements by municipality.</summary>
    public const string Municipalities = "ladder-municipalities";

    /// <summary>Movements by subgroup.</summary>
    public const string Subgroups = "ladder-subgroups";

    /// <summary>Movements by instrument in use.</summary>
    public const string Instruments = "ladder-instruments";

    /// <summary>How far movements can be compared.</summary>
    public const string Comparability = "ladder-comparability";

    /// <summary>What offices did.</summary>
    public const string Activity = "activity";

    /// <summary>How services ended, by goal.</summary>
    public const string Goals = "goals";

    /// <summary>Whether the need was met.</summary>
    public const string NeedMet = "need-met";

    /// <summary>People by the number of their services.</summary>
    public const string Chains = "chains";

    /// <summary>What came after a service.</summary>
    public const string NextSteps = "next-steps";

    /// <summary>Clients of offices now.</summary>
    public const string Caseloads = "caseloads";

    /// <summary>Who pays for places.</summary>
    public const string Costs = "costs";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Funnel, Lost, Barriers, Matrix, Years, Organisations, Municipalities, Subgroups, Instruments, Comparability, Activity, Goals, NeedMet, Chains, NextSteps, Caseloads, Costs];

    internal static ReportLabel Word(string code) => new(LabelKind.Word, code);

    internal static ReportLabel Name(string name) => new(LabelKind.Name, name);

    internal static IReadOnlyList<ReportLabel> Words(params IReadOnlyList<string> codes) => [.. codes.Select(Word)];
}

/// <summary>A table whose cells are still names of numbers; they are shown when all numbers of all reports are known.</summary>
/// <param name="Code">Code.</param>
/// <param name="Of">Whose table it is.</param>
/// <param name="Columns">Columns of numbers.</param>
/// <param name="Rows">Rows.</param>
internal sealed record NamedTable(string Code, ReportLabel? Of, IReadOnlyList<ReportLabel> Columns, IReadOnlyList<NamedRow> Rows)
{
    internal IReadOnlyList<ReportLabel> FactColumns { get; init; } = [];

    internal int? Charted { get; init; }

    /// <summary>The table with its numbers as they may be shown.</summary>
    internal ReportTable Shown(IReadOnlyDictionary<string, Cell> cells) =>
        new(Code, Of, Columns, [.. Rows.Select(r => new ReportRow(r.Label, [.. r.Names.Select(n => cells[n])]) { Facts = r.Facts })]) { FactColumns = FactColumns, Charted = Charted };
}

/// <summary>A row of such a table.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Names">Names of its numbers.</param>
internal sealed record NamedRow(ReportLabel Label, params IReadOnlyList<string> Names)
{
    internal IReadOnlyList<ReportLabel> Facts { get; init; } = [];
}
