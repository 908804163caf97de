using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Replay;

/// <summary>Tests changed profiles and code maps by the preview of replays.</summary>
internal sealed class DraftTests(IReplayStore store, RepairPreview repairs, IPresent<ProfileSet> profiles) : IDraftTests
{
    private const int Together = 500;

    /// <summary>Kinds of outcome that the operations log names.</summary>
    private const int Noted = 20;

    public IReadOnlyList<FormatLine> LinesOf(string profile, string? path) =>
        path is null ? [] : [.. profiles.Now.LinesOf(profile, path).Select(l => new FormatLine(l.File, l.Line, l.Text, l.Map))];

    public string? TextOf(string profile, string? codeMap) => profiles.Now.TextOf(profile, codeMap);

    public async Task<DraftResult> TestAsync(string user, ReplayCause cause, string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(text);
        var (id, present) = (cause.Profile ?? "", profiles.Now);
        var draft = present.Draft(id, text);
        if (draft.Profile is not { } changed)
            return new DraftResult(0, [], [.. draft.Problems.Select(p => new DraftProblem(p.File, p.Line, p.Text))]);
        var records = await store.HavingAsync(cause, cancellation);
        var lines = await repairs.TranslatedAsync(records.Chunk(Together).ToAsyncEnumerable(), p => p == id ? changed : present.Find(p), cancellation);
        var counted = string.Join(", ", lines.Take(Noted).Select(l => string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', new[] { l.Item.Outcome, l.Item.Code }.OfType<string>())} {l.Count}")));
        await store.NoteTestAsync(user, cause, counted, cancellation);
        return new DraftResult(records.Count, lines, []);
    }
}
