using Gateway.Core.Operating;

namespace Gateway.Api.Operating;

/// <summary>Open items with one generic cause.</summary>
/// <param name="Kind">Kind of worklist, for example 'set-aside'.</param>
/// <param name="Agency">Whose desk they lie on.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Open">How many are open.</param>
/// <param name="FirstSeen">When the oldest open one came, UTC.</param>
/// <param name="LastSeen">When the newest open one came, UTC.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="Note">What is known of it.</param>
public sealed record CauseLine(string Kind, string Agency, string Code, int Open, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string? Owner, string? Note)
{
    internal static CauseLine Of(Cause cause) => new(cause.Kind, cause.Agency, cause.Code, cause.Count, cause.FirstSeen, cause.LastSeen, cause.Owner, cause.Note);
}

/// <summary>Causes with open items.</summary>
/// <param name="Items">Causes, the most frequent first.</param>
public sealed record CauseList(IReadOnlyList<CauseLine> Items);

/// <summary>A cause, and where in records it is.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Places">For records set aside: formats and paths, the most frequent first.</param>
public sealed record CauseDetail(CauseLine Cause, IReadOnlyList<PlaceLine> Places);

/// <summary>Where a cause is in records.</summary>
/// <param name="Profile">Format.</param>
/// <param name="Path">Path in the record, in the source's own terms.</param>
/// <param name="Open">Open items.</param>
/// <param name="Lines">Lines of the format's description that read the path.</param>
public sealed record PlaceLine(string Profile, string? Path, int Open, IReadOnlyList<FormatLine> Lines);

/// <summary>What a replay takes: everything with one cause.</summary>
/// <param name="Id">Id that the caller gives: the same id again is the same replay. Left out: a new one.</param>
/// <param name="Kind">'set-aside', 'undecided' or 'parked'.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Stage">For parked work: its stage.</param>
/// <param name="Agency">Only of this agency.</param>
/// <param name="Profile">For records set aside: only in this format.</param>
/// <param name="Path">For records set aside: only with the reason at this path.</param>
public sealed record ReplayAsked(Guid? Id, string? Kind, string? Code, string? Stage, string? Agency, string? Profile, string? Path)
{
    internal const string SetAside = "set-aside";
    internal const string Undecided = "undecided";
    internal const string Parked = "parked";

    /// <summary>The cause; null: the kind is none, or a part that it needs is missing.</summary>
    internal ReplayCause? Cause => (Kind, Code, Stage) switch
    {
        (SetAside, { Length: > 0 } code, null) => ReplayCause.SetAside(code, Agency, Profile, Path),
        (Undecided, { Length: > 0 } code, null) when (Profile ?? Path) is null => ReplayCause.Undecided(code, Agency),
        (Parked, { Length: > 0 } code, { Length: > 0 } stage) when (Agency ?? Profile ?? Path) is null => ReplayCause.Parked(stage, code),
        _ => null,
    };

    internal static string KindOf(ReplayKind kind) => kind switch { ReplayKind.SetAside => SetAside, ReplayKind.Undecided => Undecided, _ => Parked };
}

/// <summary>A replay and how far it is.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">When it was asked for, UTC.</param>
/// <param name="User">Who asked.</param>
/// <param name="Kind">'set-aside', 'undecided' or 'parked'.</param>
/// <param name="Stage">Stage that works on it.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Agency">Only of this agency.</param>
/// <param name="Profile">Only in this format.</param>
/// <param name="Path">Only at this path.</param>
/// <param name="State">'prepared', 'running', 'paused', 'cancelled' or 'finished'.</param>
/// <param name="Wave">0: not begun; 1: one item; 2: ten; 3: the rest.</param>
/// <param name="Items">Items, frozen when it was prepared.</param>
/// <param name="Succeeded">Issued again and done.</param>
/// <param name="Failed">Issued again, and parked, set aside, withheld or without an office again.</param>
/// <param name="Running">Issued again and not done yet.</param>
/// <param name="Skipped">Settled otherwise before their turn.</param>
/// <param name="Left">Not issued yet.</param>
public sealed record ReplayStatus(
    Guid Id, DateTimeOffset At, string User, string Kind, string Stage, string Code, string? Agency, string? Profile, string? Path,
    string State, int Wave, int Items, int Succeeded, int Failed, int Running, int Skipped, int Left)
{
    internal static ReplayStatus Of(ReplayLine line) => new(
        line.Id, line.At, line.User, ReplayAsked.KindOf(line.Cause.Kind), line.Stage, line.Code, line.Cause.Agency, line.Cause.Profile, line.Cause.Path,
        line.State.ToString().ToLowerInvariant(), line.Wave, line.Items, line.Succeeded, line.Failed, line.Running, line.Skipped, line.Left);
}

/// <summary>Replays.</summary>
/// <param name="Items">The newest first.</param>
public sealed record ReplayList(IReadOnlyList<ReplayStatus> Items);

/// <summary>A replay with some of its items.</summary>
/// <param name="Replay">The replay.</param>
/// <param name="Items">Items, in their order.</param>
/// <param name="Next">Number after which the next page begins; absent: that was all.</param>
public sealed record ReplayDetail(ReplayStatus Replay, IReadOnlyList<ReplayItemLine> Items, int? Next);

/// <summary>One item of a replay.</summary>
/// <param name="Number">Place, from 1.</param>
/// <param name="Subject">What it is about: a record, or what the parked work is about.</param>
/// <param name="State">'waiting', 'running', 'succeeded', 'failed again' or 'skipped'.</param>
/// <param name="Reason">Why it failed again.</param>
public sealed record ReplayItemLine(int Number, Guid Subject, string State, string? Reason);

/// <summary>What items would come to, counted.</summary>
/// <param name="Outcomes">Alike outcomes together, the most frequent first.</param>
public sealed record ReplayPreviewCounts(IReadOnlyList<OutcomeCount> Outcomes);

/// <summary>What the records of a cause would come to under a changed file.</summary>
/// <param name="Records">Records with the cause.</param>
/// <param name="Outcomes">Alike outcomes together, the most frequent first.</param>
public sealed record DraftCounts(int Records, IReadOnlyList<OutcomeCount> Outcomes);

/// <summary>How many would come to the same.</summary>
/// <param name="Outcome">'translates', 'objected', 'same', 'other', 'gone', 'is-read', 'issued', 'withheld', 'unroutable', 'fails', 'settled'; 'newly-fails' counts other records of the same submissions.</param>
/// <param name="Code">Reason code, where there is one.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Count">How many.</param>
public sealed record OutcomeCount(string Outcome, string? Code, string? Path, int Count)
{
    internal static IReadOnlyList<OutcomeCount> Of(IReadOnlyList<ForecastLine> lines) => [.. lines.Select(l => new OutcomeCount(l.Item.Outcome, l.Item.Code, l.Item.Path, l.Count))];
}
