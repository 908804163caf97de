using Gateway.Core.Intake;

namespace Gateway.Core.Operating;

/// <summary>Records of an office without a system of its own that came back to it. They are listed until a case worker has read them, or they were corrected.</summary>
public interface IInboxReturns
{
    /// <summary>So many are listed at most: whoever has read one sees the next.</summary>
    const int Most = 40;

    /// <summary>What came back and was not read yet, the oldest first.</summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns><see cref="Most"/> at most.</returns>
    Task<IReadOnlyList<InboxReturn>> ListAsync(string agency, CancellationToken cancellation);

    /// <summary>A case worker has read it: it leaves the list.</summary>
    /// <param name="agency">The case worker's agency.</param>
    /// <param name="id">Which.</param>
    /// <param name="user">Who read it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>False when there is none for this agency.</returns>
    Task<bool> ReadAsync(string agency, Guid id, string user, CancellationToken cancellation);
}

/// <summary>A record that came back. Nothing in it is of a client.</summary>
/// <param name="Id">Id in the list.</param>
/// <param name="Name">What its sender calls it.</param>
/// <param name="ReturnedAt">When it came back, UTC.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Text">The sentence that was written down with it.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Line">Line in the file.</param>
public sealed record InboxReturn(Guid Id, RecordName Name, DateTimeOffset ReturnedAt, string Code, Sentence Text, string? Path, int? Line);
