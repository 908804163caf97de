namespace Gateway.Core.Operating;

/// <summary>Something that somebody does on the pages, for the operations log and the audit trail.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Action">What is done: a code.</param>
/// <param name="Subject">What it is done to.</param>
/// <param name="Detail">Purpose stated, or further codes.</param>
public sealed record PageOperation(string User, string Action, Guid Subject, string? Detail = null);
