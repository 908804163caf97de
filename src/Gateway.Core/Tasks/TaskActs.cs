using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>What somebody of an office does about a task.</summary>
public abstract record TaskAct
{
    /// <summary>A function at the office takes it on.</summary>
    /// <param name="By">The function.</param>
    public sealed record Claim(string By) : TaskAct;

    /// <summary>Somebody tried to reach the client.</summary>
    /// <param name="Number">Which attempt it is, from 1; so that one that is told twice counts once.</param>
    /// <param name="Result">One of <see cref="TaskCodes.Results"/>.</param>
    /// <param name="By">The function.</param>
    public sealed record Attempt(int Number, string Result, string By) : TaskAct;

    /// <summary>It is over.</summary>
    /// <param name="Outcome">One of <see cref="TaskCodes.Outcomes"/>.</param>
    /// <param name="By">The function.</param>
    public sealed record Close(string Outcome, string By) : TaskAct;
}

/// <summary>What came of it.</summary>
public enum TaskAnswer
{
    /// <summary>The office has no such task.</summary>
    NotThere = 0,

    /// <summary>Done, or done before by the same function in the same way.</summary>
    Done = 1,

    /// <summary>Another function took it on.</summary>
    ClaimedByOther = 2,

    /// <summary>It is closed.</summary>
    Closed = 3,

    /// <summary>The attempt is not the next one.</summary>
    AttemptOutOfTurn = 4,

    /// <summary>The task asks for something else: it has no attempts, or is not over in that way.</summary>
    AsksForNothingOfTheKind = 5,
}

/// <summary>A task as its office sees it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Says">What it says.</param>
/// <param name="AskedOf">The function that is asked now.</param>
/// <param name="Phone">Its telephone number.</param>
public sealed record TaskLine(OfficeTask Task, Sentence Says, string? AskedOf, string? Phone);

/// <summary>Tasks of an office: its own only. Another office's is not there.</summary>
public interface IOfficeTasks
{
    /// <summary>Tasks, the oldest first.</summary>
    /// <param name="agency">The office.</param>
    /// <param name="closed">Those that are closed; otherwise those that are open.</param>
    /// <param name="after">Behind this one; null: from the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<TaskLine>> ListAsync(string agency, bool closed, Guid? after, int take, CancellationToken cancellation);

    /// <summary>A page of tasks for people: those that are open, the oldest first, or those that are closed, the newest first.</summary>
    /// <param name="agency">The office.</param>
    /// <param name="closed">Those that are closed.</param>
    /// <param name="page">Which page of them, from 1 on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ListPage<TaskLine>> PageAsync(string agency, bool closed, int page, CancellationToken cancellation);

    /// <summary>A task; null: the office has no such task.</summary>
    Task<TaskLine?> FindAsync(string agency, Guid task, CancellationToken cancellation);

    /// <summary>Somebody of the office did something.</summary>
    /// <param name="agency">The office.</param>
    /// <param name="task">The task.</param>
    /// <param name="act">What.</param>
    /// <param name="user">Who did it on a page; null: the office's system.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>What came of it, and the task as it is then.</returns>
    Task<(TaskAnswer Answer, TaskLine? Task)> ActAsync(string agency, Guid task, TaskAct act, string? user, CancellationToken cancellation);
}
