using Gateway.Core.Evaluation;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>Reports there are.</summary>
public static class ReportKinds
{
    /// <summary>Funnels of the pilot.</summary>
    public const string Pilot = "pilot";

    /// <summary>Movements on the participation ladder.</summary>
    public const string Ladder = "ladder";

    /// <summary>What keeps offices from working together.</summary>
    public const string Barriers = "barriers";

    /// <summary>What became of referrals.</summary>
    public const string Outcomes = "outcomes";

    /// <summary>Social return.</summary>
    public const string SocialReturn = "social-return";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pilot, Ladder, Barriers, Outcomes, SocialReturn];
}

/// <summary>
/// A report: tables without small numbers, and what may be said about whether the offer helped. It cannot be made without the
/// latter, and pages, printed documents, files and answers of calls are all written from it.
/// </summary>
public sealed record Report
{
    /// <summary>One of <see cref="ReportKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When its numbers were counted, domain time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What may be said about an effect; at least one.</summary>
    public required IReadOnlyList<EffectClaim> Claims { get; init; }

    /// <summary>Tables.</summary>
    public required IReadOnlyList<ReportTable> Tables { get; init; }

    /// <summary>Calculations of social return.</summary>
    public IReadOnlyList<SocialReturn> Returns { get; init; } = [];
}

/// <summary>A table of numbers of people.</summary>
/// <param name="Code">What it shows; one of <see cref="ReportTables"/>.</param>
/// <param name="Of">Whose table it is: a site, a year; null: everybody's.</param>
/// <param name="Columns">Heads of the columns of numbers.</param>
/// <param name="Rows">Rows.</param>
public sealed record ReportTable(string Code, ReportLabel? Of, IReadOnlyList<ReportLabel> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Heads of the columns between a row's head and its numbers.</summary>
    public IReadOnlyList<ReportLabel> FactColumns { get; init; } = [];

    /// <summary>Column that a chart beside the table shows; null: there is no chart.</summary>
    public int? Charted { get; init; }
}

/// <summary>A row.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Cells">Numbers, in the order of the table's columns.</param>
public sealed record ReportRow(ReportLabel Label, IReadOnlyList<Cell> Cells)
{
    /// <summary>What stands between its head and its numbers.</summary>
    public IReadOnlyList<ReportLabel> Facts { get; init; } = [];
}

/// <summary>A head of a row or a column.</summary>
/// <param name="Kind">What its code is a code of.</param>
/// <param name="Code">Code, the same in every language.</param>
/// <param name="Detail">A second code that belongs to it; null: there is none.</param>
public sealed record ReportLabel(LabelKind Kind, string Code, ReportLabel? Detail = null);

/// <summary>What a code in a head is.</summary>
public enum LabelKind
{
    /// <summary>A word of reports.</summary>
    Word = 0,

    /// <summary>A stage of the funnel.</summary>
    Stage = 1,

    /// <summary>A reason for loss.</summary>
    Reason = 2,

    /// <summary>A collaboration.</summary>
    Site = 3,

    /// <summary>A rung of the participation ladder.</summary>
    Rung = 4,

    /// <summary>A goal.</summary>
    Goal = 5,

    /// <summary>An agency.</summary>
    Agency = 6,

    /// <summary>A level that can solve a barrier.</summary>
    Level = 7,

    /// <summary>A name that stands for itself: a year, what somebody wrote into the log.</summary>
    Name = 8,

    /// <summary>A municipality.</summary>
    Municipality = 9,

    /// <summary>A subgroup or an instrument of the participation ladder.</summary>
    Ladder = 10,

    /// <summary>A service.</summary>
    Service = 11,
}

/// <summary>Every report of one count, and what else shows the same numbers.</summary>
/// <param name="All">One report of each kind, in the order of <see cref="ReportKinds.All"/>.</param>
/// <param name="Funnels">The pilot's funnels: the total first.</param>
/// <param name="Barriers">Numbers of the entries of the barrier log, by id.</param>
/// <param name="Ladder">Years of the participation ladder, the latest first.</param>
/// <param name="Outcomes">Outcomes.</param>
public sealed record ReportSet(IReadOnlyList<Report> All, IReadOnlyList<SuppressedFunnel> Funnels, IReadOnlyDictionary<Guid, Cell> Barriers, IReadOnlyList<LadderBook> Ladder, OutcomeBook Outcomes)
{
    /// <summary>Why a question gets no answer, for people.</summary>
    public const string OneAtATime = "Choose one at a time: with two, numbers of few people could be computed.";

    /// <summary>When it was counted, domain time, UTC.</summary>
    public DateTimeOffset At => All[0].At;

    /// <summary>What a report may say about an effect; whatever shows its numbers says it too.</summary>
    /// <param name="kind">One of <see cref="ReportKinds"/>.</param>
    public IReadOnlyList<EffectClaim> Claims(string kind) => All.First(r => r.Kind == kind).Claims;

    /// <summary>The matrix that a question asks for; null: it narrows by more than one dimension.</summary>
    /// <param name="question">Question.</param>
    public SuppressedMatrix? Matrix(LadderQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Ladder.FirstOrDefault(b => b.Year == question.Year) is { } book ? book.Find(question) : LadderBook.OfNothing(question, At);
    }

    /// <summary>A report; null: there is no such kind.</summary>
    /// <param name="kind">One of <see cref="ReportKinds"/>.</param>
    public Report? Find(string kind) => All.FirstOrDefault(r => r.Kind == kind);
}

/// <summary>The latest reports.</summary>
public interface IReports
{
    /// <summary>Every report, from one count. They may be ten minutes old, longer where counting takes more than twelve seconds, and are the same for everybody meanwhile.</summary>
    Task<ReportSet> ReadAsync(CancellationToken cancellation);

    /// <summary>Counts anew when the last count is about to be over and somebody read it not long ago, so that the next reader does not wait.</summary>
    Task RefreshAsync(CancellationToken cancellation);
}
