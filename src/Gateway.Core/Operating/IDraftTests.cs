namespace Gateway.Core.Operating;

/// <summary>A line of a format's description, for somebody who is to change it.</summary>
/// <param name="File">File, relative to the contracts folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="CodeMap">Code map that it uses; null: none.</param>
public sealed record FormatLine(string File, int Line, string Text, string? CodeMap);

/// <summary>Something that is wrong with a changed text.</summary>
/// <param name="File">File, relative to the contracts folder.</param>
/// <param name="Line">Line, from 1; 0: the file as a whole.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record DraftProblem(string File, int Line, string Text);

/// <summary>What records would come to under a changed format.</summary>
/// <param name="Records">Records with the cause; 0: nothing has it.</param>
/// <param name="Lines">How many would come to what, alike ones together; <see cref="ReplayForecast.NewlyFails"/> counts other records of the same submissions.</param>
/// <param name="Problems">What is wrong with the text; then nothing was counted.</param>
public sealed record DraftResult(int Records, IReadOnlyList<ForecastLine> Lines, IReadOnlyList<DraftProblem> Problems);

/// <summary>Tests a changed profile or code map on the records that a cause has set aside. What is tested is counted; nothing of a record is shown or kept.</summary>
public interface IDraftTests
{
    /// <summary>Length of a text that is tested at most.</summary>
    const int LongestDraft = 512 * 1024;

    /// <summary>The lines that read a path of a format's records.</summary>
    /// <param name="profile">Format.</param>
    /// <param name="path">Path, in the source's own terms; null: the reason names none.</param>
    IReadOnlyList<FormatLine> LinesOf(string profile, string? path);

    /// <summary>The text of a format's description as it lies in its file, to be changed.</summary>
    /// <param name="profile">Format.</param>
    /// <param name="codeMap">A code map that it uses; null: the <c>profile.yaml</c>.</param>
    /// <returns>Null: there is no such format or code map.</returns>
    string? TextOf(string profile, string? codeMap);

    /// <summary>Counts what the records of a cause would come to if one file of their format held another text. It stands in the operations log.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="cause">Records that were set aside; it names their format.</param>
    /// <param name="text">The whole text of the changed <c>profile.yaml</c>, or of a code map that the format uses.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<DraftResult> TestAsync(string user, ReplayCause cause, string text, CancellationToken cancellation);
}
