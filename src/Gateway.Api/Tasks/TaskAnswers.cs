using Gateway.Core.Tasks;
using Gateway.Core.Work;

namespace Gateway.Api.Tasks;

/// <summary>A task as its office sees it. Nothing in it is of a client.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Code">Reason code.</param>
/// <param name="State">'open', 'claimed' or 'closed'.</param>
/// <param name="OpenedAt">When it was opened, UTC.</param>
/// <param name="DueOn">Last day to act.</param>
/// <param name="ReferralId">The referral, when it is about one.</param>
/// <param name="HandoverId">The handover as the office got it: the ticket that its answers name.</param>
/// <param name="Record">The office's own record that caused it.</param>
/// <param name="ClaimedBy">The function that took it on.</param>
/// <param name="ClaimedAt">When, UTC.</param>
/// <param name="Attempts">How often the client was tried to be reached.</param>
/// <param name="AttemptedAt">When last, UTC.</param>
/// <param name="AttemptResult">With which result last.</param>
/// <param name="WentUp">Steps of the office's ladder that it moved up.</param>
/// <param name="AskedOf">The function that is asked now.</param>
/// <param name="Phone">Its telephone number.</param>
/// <param name="Outcome">What came of it; absent when the gateway closed it.</param>
/// <param name="ClosedAt">When it was closed, UTC.</param>
/// <param name="ClosedBy">The function that closed it; <c>gateway</c>: it is over. Why is not said: it could tell what became of a referral.</param>
/// <param name="Language">Language of the sentence (ISO 639-1).</param>
/// <param name="Sentence">What to do.</param>
public sealed record OfficeTaskAnswer(
    Guid Id, string Kind, string Code, string State, DateTimeOffset OpenedAt, DateOnly? DueOn, Guid? ReferralId, Guid? HandoverId, string? Record,
    string? ClaimedBy, DateTimeOffset? ClaimedAt, int Attempts, DateTimeOffset? AttemptedAt, string? AttemptResult, int WentUp, string? AskedOf, string? Phone,
    string? Outcome, DateTimeOffset? ClosedAt, string? ClosedBy, string Language, string Sentence)
{
    internal static readonly OfficeTaskAnswer Example = new(
        Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b90"), TaskKinds.CaseWork, "call-after-no-show", "open", new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), new(2026, 3, 2),
        Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b10"), Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b11"), null, null, null, 0, null, null, 0, null, null, null, null, null,
        "nl", "Bel de cliënt vandaag en houd de plaats vrij; noteer elke poging.");

    internal static OfficeTaskAnswer Of(TaskLine line, string language, string sentence)
    {
        var task = line.Task;
        return new OfficeTaskAnswer(
            task.Id, task.Kind, task.ReasonCode, TaskCodes.StateOf(task), task.OpenedAt, task.DueOn, task.ReferralId, task.HandoverId, task.Source,
            task.ClaimedBy, task.ClaimedAt, task.Attempts, task.AttemptedAt, task.AttemptResult, task.Rung, line.AskedOf, line.Phone,
            task.Outcome, task.ClosedAt, task.ClosedAt is not null && task.Outcome is null ? "gateway" : task.ClosedBy, language, sentence);
    }
}

/// <summary>A page of tasks.</summary>
/// <param name="Items">Tasks, the oldest first.</param>
/// <param name="Next">Give it as 'after' for the next page; absent: this is the last.</param>
public sealed record TaskPage(IReadOnlyList<OfficeTaskAnswer> Items, Guid? Next);

/// <summary>A function takes a task on.</summary>
/// <param name="By">The function, 2 to 40 of a-z, 0-9 and '-'; never a person's name.</param>
public sealed record TaskClaimed(string? By)
{
    internal static readonly TaskClaimed Example = new("intake");
}

/// <summary>Somebody tried to reach the client.</summary>
/// <param name="Number">Which attempt it is, from 1. The same number with the same result again counts once.</param>
/// <param name="Result">What came of the attempt.</param>
/// <param name="By">The function.</param>
public sealed record TaskAttempted(int? Number, string? Result, string? By)
{
    internal static readonly TaskAttempted Example = new(1, "no-answer", "intake");
}

/// <summary>A task is over.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="By">The function.</param>
public sealed record TaskEnded(string? Outcome, string? By)
{
    internal static readonly TaskEnded Example = new("done", "intake");
}
