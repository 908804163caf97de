namespace Gateway.Chaos.Tests.Agencies;

/// <summary>Something an agency hands in.</summary>
/// <param name="Profile">Format.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="Key">Idempotency key: the same again is the same submission.</param>
/// <param name="Body">Bytes.</param>
internal sealed record Submission(string Profile, string MediaType, string Key, byte[] Body);

/// <summary>An agency's way into the gateway.</summary>
internal interface IIntakeLine
{
    /// <summary>Hands in, again and again, until it is known to be accepted.</summary>
    /// <returns>Id of the submission, where this way tells it.</returns>
    Task<string?> SubmitAsync(Submission submission);
}

/// <summary>An agency's way to get its events.</summary>
internal interface IReceiver
{
    /// <summary>Takes what comes, notes it and has it answered, until told to stop.</summary>
    /// <param name="chance">What chance decides: how much at once, what twice, when it confirms.</param>
    /// <param name="stop">Ends it between two events or pages.</param>
    Task ReceiveAsync(Random chance, CancellationToken stop);
}
