namespace Gateway.Demo.Offices;

/// <summary>Bytes an office posts. The same entry always has the same bytes and the same key, however often it is built.</summary>
/// <param name="Path">Path of the call.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="IdempotencyKey">Key of the call.</param>
/// <param name="Body">Body.</param>
internal sealed record Submission(string Path, string ContentType, string IdempotencyKey, byte[] Body);

/// <summary>Something an office does at a moment.</summary>
/// <param name="At">When, simulated UTC.</param>
/// <param name="Office">Agency id.</param>
/// <param name="About">Orders what one office does at the same moment; does not depend on the gateway's own numbers.</param>
/// <param name="What">What it posts.</param>
internal sealed record AgendaEntry(DateTimeOffset At, string Office, string About, Submission What);
