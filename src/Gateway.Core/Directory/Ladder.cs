namespace Gateway.Core.Directory;

/// <summary>A step of an office's ladder: whom a task is put to when nobody took it on, or when it is overdue.</summary>
/// <param name="Role">Function, as it is announced on the phone; never a person.</param>
/// <param name="Phone">Telephone number.</param>
/// <param name="AfterWorkingDays">Working days of the office after which the step is taken: counted from the day the task was opened, from the last day to act once somebody took it on, or from the step before.</param>
public sealed record LadderStep(string Role, string Phone, int AfterWorkingDays)
{
    /// <summary>Steps of a ladder at most.</summary>
    public const int Most = 6;

    /// <summary>Working days between two steps at most: beyond it nobody would call it a ladder.</summary>
    public const int Longest = 60;
}
