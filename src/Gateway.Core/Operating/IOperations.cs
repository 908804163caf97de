namespace Gateway.Core.Operating;

/// <summary>What somebody did on the pages or the command line.</summary>
/// <param name="Id">Key; also the order in time.</param>
/// <param name="At">Domain time, UTC.</param>
/// <param name="User">Name of the user.</param>
/// <param name="Action">What was done: a code.</param>
/// <param name="Subject">Id or code of what it was done to.</param>
/// <param name="Detail">Purpose stated, or further codes.</param>
public sealed record Operation(Guid Id, DateTimeOffset At, string User, string Action, string Subject, string? Detail);

/// <summary>Some operations, newest first.</summary>
/// <param name="Items">The operations.</param>
/// <param name="Older">Key before which the next page begins; null: there is none.</param>
public sealed record OperationPage(IReadOnlyList<Operation> Items, Guid? Older);

/// <summary>The operations log.</summary>
public interface IOperations
{
    /// <summary>A page of the log, newest first.</summary>
    /// <param name="user">Only this user's; null: everybody's.</param>
    /// <param name="before">Only what is older than this key; null: from the newest on.</param>
    /// <param name="size">How many.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<OperationPage> ReadAsync(string? user, Guid? before, int size, CancellationToken cancellation);
}
