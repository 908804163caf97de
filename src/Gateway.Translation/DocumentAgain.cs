using Gateway.Translation.Evaluation;
using Gateway.Translation.Reading;

namespace Gateway.Translation;

/// <summary>
/// A document of which chosen records are translated again, in one reading: positions are asked for in ascending order, and
/// memory is bounded by one record (by the file for spreadsheets). What lies between them is passed over and made nothing of.
/// </summary>
public sealed class DocumentAgain : IDisposable
{
    private readonly Profile _profile;
    private readonly Stream _content;
    private readonly TranslateOptions _options;
    private readonly DocumentEvaluation _document;
    private IEnumerator<SourceRecord>? _records;
    private SourceRecord? _at;
    private bool _ended;

    internal DocumentAgain(Profile profile, Stream content, TranslateOptions options)
    {
        (_profile, _content, _options) = (profile, content, options);
        _document = new DocumentEvaluation(profile, options);
    }

    /// <summary>Translates the record at a position.</summary>
    /// <param name="number">Position, from 1; behind every position that was asked for before.</param>
    /// <returns>The record; null: the document has none there.</returns>
    public TranslatedRecord? At(int number) => MoveTo(number) ? _document.Of(_at!) : null;

    /// <summary>Translates every record behind the last one that was asked for, up to a position.</summary>
    /// <param name="number">The last position.</param>
    /// <returns>The records, in document order, translated as they are read.</returns>
    public IEnumerable<TranslatedRecord> Through(int number)
    {
        for (var next = (_at?.Index ?? 0) + 1; next <= number && MoveTo(next); next++)
            yield return _document.Of(_at!);
    }

    /// <summary>Whether the document has a record behind a position.</summary>
    /// <param name="number">A position that was asked for last.</param>
    public bool GoesOnBehind(int number) => MoveTo(number + 1);

    /// <inheritdoc />
    public void Dispose() => _records?.Dispose();

    private bool MoveTo(int number)
    {
        _records ??= DocumentReader.Read(_profile, _content, _options with { Skip = number - 1 }, wanted: null).GetEnumerator();
        while (!_ended && !(_at?.Index >= number))
        {
            _ended = !_records.MoveNext();
            _at = _ended ? _at : _records.Current;
        }

        return !_ended && _at!.Index == number;
    }
}
