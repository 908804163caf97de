using Gateway.Core.Clients;

namespace Gateway.Core.Intake;

/// <summary>A record that was set aside and is translated again.</summary>
/// <param name="Kept">As it lies in the store, without its sealed bytes.</param>
public sealed record RecordAgain(RecordSnapshot Kept)
{
    /// <summary>
    /// Its own bytes, where those of its submission are gone and nothing of them lies in a compartment, or they were cut out of the
    /// submission; null: they are read from the submission.
    /// </summary>
    public ReadOnlyMemory<byte>? Slice { get; init; }

    /// <summary>It was translated before, and a rule set it aside: it can be decided again without its bytes.</summary>
    public bool HasStatements { get; init; }

    /// <summary>It is on the worklist: nobody has returned it to its sender, and no correction of it came.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>It went back to its sender, and no correction of it came.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Its sender sends the same bytes again.</summary>
    public bool IsSentAgain { get; init; }

    /// <summary>It waits to be translated again: on the worklist, or with its sender, who sends it again. What is settled otherwise stays as it is.</summary>
    public bool IsDue => Kept.State == RecordState.SetAside && (IsOpen || (IsReturned && IsSentAgain));

    /// <summary>As the profile reads it now; null: its bytes are gone, or its submission holds no such record any more.</summary>
    public ReadRecord? Read { get; init; }

    /// <summary>Profile version under which it is read.</summary>
    public string? ProfileVersion { get; init; }

    /// <summary>Without bytes.</summary>
    public override string ToString() => $"{nameof(RecordAgain)} {{ Kept = {Kept.Id} }}";
}

/// <summary>A submission of which records are translated again.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Content">Its bytes, decrypted as they are read; null when they were destroyed.</param>
public sealed record SubmissionAgain(SubmissionSnapshot Submission, Stream? Content);
