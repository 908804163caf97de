using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>Statements about a client's life.</summary>
public static class LifeStatements
{
    /// <summary>Whether a statement is decided with everything of its client.</summary>
    /// <param name="statement">The statement.</param>
    public static bool NeedsAllOfClient(IStatement statement) => statement switch
    {
        ClientChanged changed => changed.Death is not null || changed.MovedOn is not null || !string.IsNullOrWhiteSpace(changed.Client.Residence?.Municipality) || Replaces(changed),
        BenefitTransferred or BenefitEndingNotice => true,
        _ => false,
    };

    /// <summary>Whether it says that a number was replaced.</summary>
    /// <param name="changed">The statement.</param>
    public static bool Replaces(ClientChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return changed.Client.Identifiers.Any(i => i.ReplacedBy is { Length: > 0 });
    }

    /// <summary>A whole date; null: it is none.</summary>
    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The source time of a record; nothing was said later than it was received.</summary>
    internal static DateTimeOffset SaidAt(RecordSnapshot record, DateTimeOffset? sentAt) => sentAt < record.ReceivedAt ? sentAt.Value : record.ReceivedAt;

    /// <summary>The record takes effect, and its sender is told something about it.</summary>
    internal static void Remark(Draft draft, RecordSnapshot record, string code, Sentence text) =>
        draft.Records.Change(record.Id, r => r with { ReasonCode = code, ReasonText = StoredSentence.Store(text) });
}
