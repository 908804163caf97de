using Gateway.Core.Clients;
using Gateway.Core.Noes;
using Gateway.Translation.Evaluation;
using Gateway.Translation.Reading;

namespace Gateway.Translation;

/// <summary>
/// Translates documents into canonical statements, record by record. A record that fails is set aside alone; a
/// document that cannot be read on yields one last record that says so. Holds no state; safe for any number of threads.
/// </summary>
public sealed class Translator
{
    /// <summary>Reads a document lazily; memory is bounded by one record (by the file for spreadsheets).</summary>
    /// <param name="profile">The document's profile.</param>
    /// <param name="content">The document from its first byte, also when records are skipped; not disposed.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <returns>Records in document order, without the first <see cref="TranslateOptions.Skip"/>.</returns>
    public IEnumerable<TranslatedRecord> Translate(Profile profile, Stream content, TranslateOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        var document = new DocumentEvaluation(profile, options);
        return DocumentReader.Read(profile, content, options, wanted: null).Select(record =>
        {
            cancellation.ThrowIfCancellationRequested();
            return document.Of(record);
        });
    }

    /// <summary>Opens a document of which records are translated again, after a profile was repaired.</summary>
    /// <param name="profile">The profile as it is now.</param>
    /// <param name="content">The document from its first byte; read as far as needed, not disposed.</param>
    /// <param name="options">How; nothing is skipped.</param>
    public DocumentAgain OpenAgain(Profile profile, Stream content, TranslateOptions options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new DocumentAgain(profile, content, options);
    }

    /// <summary>
    /// What clients say no to in a document, or take back, which overtakes everything else: intake applies it before it answers.
    /// Looks only at what tells the kind of record; nothing else is translated.
    /// </summary>
    /// <returns>Statements as <see cref="ClientNo.IsSaidBy"/> tells them; none at once for profiles that cannot make one.</returns>
    public IEnumerable<Statement> Noes(Profile profile, Stream content, TranslateOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        if (!profile.CanSayNo)
            yield break;
        var scan = new NoScan(profile.Rules);
        var document = new DocumentEvaluation(profile, options);
        foreach (var record in DocumentReader.Read(profile, content, options, scan.MaySayNo))
        {
            cancellation.ThrowIfCancellationRequested();
            if (record.Root is not { } root || !scan.SaysNo(root))
                continue;
            foreach (var statement in document.Of(record).Statements.Where(s => ClientNo.IsSaidBy(s.Content)))
                yield return statement;
        }
    }

    /// <summary>Whether a document has more records than so many. They are passed over and counted; nothing is made of them.</summary>
    /// <param name="most">Records it may have. A place from which it cannot be read on counts as one.</param>
    /// <param name="profile">The document's profile.</param>
    /// <param name="content">The document from its first byte; read as far as needed, not disposed.</param>
    /// <param name="options">How.</param>
    public bool HasMoreThan(int most, Profile profile, Stream content, TranslateOptions options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return DocumentReader.Read(profile, content, options with { Skip = most }, wanted: null).Any(r => r.Index > most);
    }

    /// <summary>Translates one record again from its own slice, after a profile was repaired.</summary>
    /// <param name="profile">The profile as it is now.</param>
    /// <param name="slice"><see cref="TranslatedRecord.Slice"/> of the first translation.</param>
    /// <param name="index">The record's position in its document.</param>
    /// <param name="options">How; nothing is skipped.</param>
    /// <returns>The record; lines count from the slice.</returns>
    public TranslatedRecord TranslateSlice(Profile profile, ReadOnlyMemory<byte> slice, int index, TranslateOptions options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(options);
        return new DocumentEvaluation(profile, options).Of(DocumentReader.Slice(profile, slice, index));
    }
}
