namespace Gateway.Dashboard.Charts;

/// <summary>A column of a chart: a time, a group or a step.</summary>
/// <param name="Label">What stands under it, translated.</param>
/// <param name="Value">Its value; null: not known, or hidden. Nothing is drawn then, which is not the same as zero.</param>
/// <param name="Behind">What it is compared with, drawn behind it; null: nothing.</param>
public sealed record ChartColumn(string Label, double? Value, double? Behind = null);
