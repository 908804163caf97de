using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Translation;

namespace Gateway.Workers.Translation;

/// <summary>Reads records that were set aside once more, under a profile as it is now or as somebody would have it.</summary>
internal sealed class Rereading(Translator translator)
{
    /// <summary>Opens a submission to read chosen records of it again, in one reading.</summary>
    /// <param name="profile">Profile.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="content">Its bytes; null: they are not kept any more. Not disposed.</param>
    internal Document Open(Profile profile, SubmissionSnapshot submission, Stream? content) => new(translator, profile, submission, content);

    /// <summary>How a submission is translated, now as at first.</summary>
    internal static TranslateOptions OptionsOf(SubmissionSnapshot submission) =>
        new() { Today = DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime), ContentType = submission.DeclaredType };

    /// <summary>A submission that is read again: records are asked for by number, in ascending order.</summary>
    internal sealed class Document(Translator translator, Profile profile, SubmissionSnapshot submission, Stream? content) : IDisposable
    {
        private readonly TranslateOptions _options = OptionsOf(submission);
        private readonly DocumentAgain? _document = content is null ? null : translator.OpenAgain(profile, content, OptionsOf(submission));

        /// <summary>A record as the profile reads it; from its own bytes where those of the submission are gone.</summary>
        internal RecordAgain Read(RecordAgain record) => record with
        {
            ProfileVersion = profile.Version,
            Read = _document is not null ? _document.At(record.Kept.Number) is { } found ? found.AsRead() : null
                : record.Slice is { } slice ? translator.TranslateSlice(profile, slice, record.Kept.Number, _options).AsRead() : null,
        };

        /// <summary>The records behind the last one that was read, up to a number.</summary>
        internal IEnumerable<ReadRecord> Through(int number) => _document?.Through(number).Select(r => r.AsRead()) ?? [];

        /// <summary>
        /// Whether there are records behind the last one that was known. A document that could not be read on ends in a record
        /// that says so: behind it there may be more by now.
        /// </summary>
        /// <param name="last">Number of the record that was read last.</param>
        internal bool GoesOnBehind(int last) => last == submission.Records && _document?.GoesOnBehind(last) == true;

        /// <summary>Noes of clients in the records behind the last one that was known: intake could not read as far.</summary>
        /// <param name="last">Number of the record that was read last.</param>
        internal IReadOnlyList<IClientStatement> NoesBehind(int last)
        {
            if (_document is null || !profile.CanSayNo || _document.At(last + 1) is not { } first)
                return [];
            return [.. _document.Through(int.MaxValue).Prepend(first).Where(r => r.Status != RecordStatus.SetAside).SelectMany(r => r.Statements).Select(s => s.Content).Where(ClientNo.IsSaidBy).OfType<IClientStatement>()];
        }

        public void Dispose() => _document?.Dispose();
    }
}
