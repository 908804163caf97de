using Gateway.Core.Work;

namespace Gateway.Core.Files;

/// <summary>Why the drop folder of an agency is not served, or not wholly.</summary>
public enum FolderProblem
{
    /// <summary>It is served.</summary>
    None,

    /// <summary>It is not there and cannot be made, cannot be opened, or is a link.</summary>
    Closed,

    /// <summary>Files in it cannot be opened, or their names are no text.</summary>
    Unreadable,

    /// <summary>Receipts cannot be written, or files not moved: the disk is full, or the right is missing.</summary>
    Unwritable,
}

/// <summary>What is known of an agency's drop folder. It holds no name of a file.</summary>
/// <param name="SeenAt">When it was looked at, machine time, UTC.</param>
/// <param name="TakenAt">When the last file was taken in, machine time, UTC; null: none yet.</param>
/// <param name="Waiting">Files in it that are not taken in yet.</param>
/// <param name="WaitingSince">Since when the oldest of them is known, machine time, UTC; null: none waits.</param>
/// <param name="Quarantined">Files that lie put aside.</param>
/// <param name="Problem">What is wrong with the folder.</param>
/// <param name="Files">How many files have that problem.</param>
public sealed record FolderNote(
    DateTimeOffset SeenAt, DateTimeOffset? TakenAt, int Waiting, DateTimeOffset? WaitingSince, int Quarantined, FolderProblem Problem, int Files)
{
    /// <summary>Longer than this nobody has looked: no process serves the folder.</summary>
    public static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);

    /// <summary>A file that waits longer than this was left behind by its sender, or something is stuck.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    /// <summary>A note is written again after this time although nothing has changed.</summary>
    public static readonly TimeSpan Anew = TimeSpan.FromMinutes(1);

    /// <summary>Whether it says nothing that another does not say, and that one is recent.</summary>
    /// <param name="before">The other.</param>
    public bool IsAs(FolderNote? before) => before is not null && SeenAt - before.SeenAt < Anew && this with { SeenAt = before.SeenAt } == before;
}

/// <summary>Keeps notes of drop folders, so that every process and the pages see them.</summary>
public interface IFolderNotes
{
    /// <summary>Notes by agency.</summary>
    Task<IReadOnlyDictionary<string, FolderNote>> ReadAsync(CancellationToken cancellation);

    /// <summary>Writes the note of an agency.</summary>
    /// <exception cref="Exception">The lease is lost.</exception>
    Task WriteAsync(Lease lease, string agency, FolderNote note, CancellationToken cancellation);
}
