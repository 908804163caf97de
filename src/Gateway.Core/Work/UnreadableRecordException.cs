namespace Gateway.Core.Work;

/// <summary>What is kept of a record or its client is there and cannot be opened: a damaged row or a wrong key, never an erasure.</summary>
/// <param name="message">A sentence without data.</param>
public sealed class UnreadableRecordException(string message) : Exception(message);
