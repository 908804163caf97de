using System.Text.RegularExpressions;

namespace Gateway.Core.Tasks;

/// <summary>Codes with which an office says what it did about a task.</summary>
public static partial class TaskCodes
{
    /// <summary>Result of an attempt: the client was spoken to.</summary>
    public const string Reached = "reached";

    /// <summary>What was asked is done.</summary>
    public const string DoneIt = "done";

    /// <summary>What came of a task whose client could not be reached.</summary>
    public const string NotReached = "not-reached";

    /// <summary>So many attempts that reach nobody in a row mean that the client cannot be reached.</summary>
    public const int AttemptsInVain = 3;

    /// <summary>Results of an attempt to reach a client.</summary>
    public static IReadOnlyList<string> Results { get; } = [Reached, "no-answer", "message-left", "wrong-number", "letter-sent", "visited-nobody-home"];

    /// <summary>What came of a task.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [DoneIt, "not-needed", "passed-on", NotReached];

    /// <summary>State of a task: <c>open</c>, <c>claimed</c> or <c>closed</c>.</summary>
    public static string StateOf(Work.OfficeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.ClosedAt is not null ? "closed" : task.ClaimedAt is not null ? "claimed" : "open";
    }

    /// <summary>Whether a task asks to reach the client, so that attempts are noted.</summary>
    public static bool AsksForContact(Work.OfficeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.ReasonCode == Referrals.Lifecycle.CallAfterNoShow;
    }

    /// <summary>What somebody did on a page, as a code of the operations log.</summary>
    public static string OperationOf(TaskAct act) => act switch
    {
        TaskAct.Claim => "task.claimed",
        TaskAct.Attempt => "task.attempted",
        _ => "task.closed",
    };

    /// <summary>Whether a word may stand for a function at an office: 2 to 40 of a-z, 0-9 and hyphens, which no person's name is written in.</summary>
    public static bool IsFunction(string? word) => word is not null && FunctionWord().IsMatch(word);

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FunctionWord();
}
