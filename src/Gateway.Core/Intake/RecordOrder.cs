namespace Gateway.Core.Intake;

/// <summary>
/// What an agency states takes effect in the order in which it was accepted, whichever process works on it. A record waits
/// while something that was accepted before it is undecided: a record of the same client or about the same ticket, or a
/// submission that is not translated yet and may hold one. Nobody waits for a submission of more than one segment: reading
/// it takes its time. What is parked holds up nobody.
/// </summary>
public sealed class RecordOrder
{
    private readonly IReadOnlyDictionary<string, Guid> _untranslated;
    private readonly IReadOnlyList<Undecided> _undecided;
    private readonly HashSet<Guid> _decided = [];

    /// <summary>Takes what was read of the work that lies before a batch.</summary>
    /// <param name="untranslated">The oldest untranslated submission of each agency that may hold something earlier.</param>
    /// <param name="undecided">Undecided records of the same clients or about the same tickets.</param>
    public RecordOrder(IReadOnlyDictionary<string, Guid> untranslated, IReadOnlyList<Undecided> undecided) =>
        (_untranslated, _undecided) = (untranslated, undecided);

    /// <summary>Whether it is a record's turn.</summary>
    public bool IsTurnOf(RecordSnapshot record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.ClientId is null && record.InReplyToHash is null)
            return true;
        return !(_untranslated.TryGetValue(record.Agency, out var first) && first.CompareTo(record.SubmissionId) < 0)
            && !_undecided.Any(u => u.Concerns(record) && u.IsBefore(record) && !_decided.Contains(u.Record));
    }

    /// <summary>Notes that a record of the batch is decided.</summary>
    public void Decided(Guid record) => _decided.Add(record);

    /// <summary>A record that is not decided yet.</summary>
    /// <param name="Record">Its key.</param>
    /// <param name="Agency">Its agency.</param>
    /// <param name="Client">Its client; null while unidentified.</param>
    /// <param name="Ticket">Blind index of the ticket it is about; null when it is about none.</param>
    /// <param name="Submission">Its submission.</param>
    /// <param name="Number">Its number in the submission.</param>
    public sealed record Undecided(Guid Record, string Agency, Guid? Client, byte[]? Ticket, Guid Submission, int Number)
    {
        internal bool Concerns(RecordSnapshot other) =>
            Agency == other.Agency
            && ((Client is not null && Client == other.ClientId) || Agreements.AgreementRules.Same(Ticket, other.InReplyToHash));

        internal bool IsBefore(RecordSnapshot other) =>
            Submission.CompareTo(other.SubmissionId) is var earlier && (earlier < 0 || (earlier == 0 && Number < other.Number));
    }
}
