using Gateway.Core.Intake;
using Gateway.Translation;

namespace Gateway.Workers.Translation;

/// <summary>Reads records that were set aside once more, under a profile as it is now or as somebody would have it.</summary>
internal sealed class Rereading(Translator translator)
{
    /// <summary>Reads records of one submission in one go through its bytes.</summary>
    /// <param name="profile">Profile.</param>
    /// <param name="again">Submission and records; its bytes are read, and not disposed.</param>
    /// <param name="cancellation">Stops between two records.</param>
    /// <returns>The records as read, and whether the document goes on behind the last record that was known.</returns>
    internal (IReadOnlyList<RecordAgain> Records, bool Further) Read(Profile profile, SubmissionAgain again, CancellationToken cancellation)
    {
        var (submission, content, records) = again;
        var options = OptionsOf(submission);
        if (content is null)
        {
            return ([.. records.Select(r => r with
            {
                ProfileVersion = profile.Version,
                Read = r.Slice is { } slice ? translator.TranslateSlice(profile, slice, r.Kept.Number, options).AsRead() : null,
            })], false);
        }

        var numbers = records.Select(r => r.Kept.Number).ToHashSet();
        // A document that could not be read on ends in a record that says so: behind it there may be more by now.
        var behind = submission.Records + 1;
        if (numbers.Contains(submission.Records))
            numbers.Add(behind);
        var read = translator.TranslateAgain(profile, content, numbers, options, cancellation).ToDictionary(r => r.Index);
        return ([.. records.Select(r => r with { ProfileVersion = profile.Version, Read = read.TryGetValue(r.Kept.Number, out var found) ? found.AsRead() : null })], read.ContainsKey(behind));
    }

    /// <summary>How a submission is translated, now as at first.</summary>
    internal static TranslateOptions OptionsOf(SubmissionSnapshot submission) =>
        new() { Today = DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime), ContentType = submission.ContentType };
}
