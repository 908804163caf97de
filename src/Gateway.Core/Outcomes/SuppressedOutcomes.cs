using Gateway.Core.Operating;

namespace Gateway.Core.Outcomes;

/// <summary>A row of a table of outcomes, without small numbers.</summary>
/// <param name="Code">What it counts.</param>
/// <param name="Cells">Its numbers, in the order of the table's columns.</param>
public sealed record OutcomeRow(string Code, IReadOnlyList<Cell> Cells);

/// <summary>Outcomes without small numbers: what pages and exports show. <see cref="Reports.OutcomeBook"/> makes them, over all that is shown together.</summary>
/// <param name="Of">The figures, of which only question, time and agreed shares are shown.</param>
/// <param name="Activity">Issued, answered, accepted, started, appointments, told.</param>
/// <param name="Goals">By goal: started, reached, stabilised, completed only, stopped, running.</param>
/// <param name="NeedMet">Ended, yes, partly, no, not known, not asked.</param>
/// <param name="Chains">People with one, two, three, four or more services.</param>
/// <param name="NextSteps">Ended, next step named, none needed, gaps.</param>
/// <param name="Caseloads">By place in <see cref="OutcomeFigures.Caseloads"/>: clients.</param>
/// <param name="Costs">By place in <see cref="OutcomeFigures.Costs"/>: places, then those of each funder.</param>
public sealed record SuppressedOutcomes(
    OutcomeFigures Of, IReadOnlyList<Cell> Activity, IReadOnlyList<OutcomeRow> Goals, IReadOnlyList<Cell> NeedMet, IReadOnlyList<Cell> Chains, IReadOnlyList<Cell> NextSteps,
    IReadOnlyList<Cell> Caseloads, IReadOnlyList<IReadOnlyList<Cell>> Costs);
