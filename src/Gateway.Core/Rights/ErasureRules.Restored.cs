using Gateway.Core.Work;

namespace Gateway.Core.Rights;

/// <summary>An erasure as the file of erasures notes it.</summary>
/// <param name="Id">Key of the erasure.</param>
/// <param name="Number">Number of its certificate.</param>
public sealed record NotedErasure(Guid Id, int Number);

/// <summary>What is done with a database that was restored from before an erasure.</summary>
public static partial class ErasureRules
{
    /// <summary>Erasures that a database does not know and that are carried out again, in their order.</summary>
    /// <param name="noted">Those of the file.</param>
    /// <param name="done">Those that the database knows.</param>
    /// <param name="last">The last that the database knows; null: none.</param>
    /// <returns>Null: the file is older than the database. Numbers rise and the file is a chain, so that one that lacks any erasure of the database lacks the last.</returns>
    public static IReadOnlyList<NotedErasure>? ToRepeat(IReadOnlyList<NotedErasure> noted, IReadOnlySet<Guid> done, Guid? last)
    {
        ArgumentNullException.ThrowIfNull(noted);
        ArgumentNullException.ThrowIfNull(done);
        return last is { } newest && noted.All(e => e.Id != newest) ? null : [.. noted.Where(e => !done.Contains(e.Id)).OrderBy(e => e.Number)];
    }

    /// <summary>
    /// Decides an erasure again that was carried out before the database was restored. What a statute or a legal hold kept then stays,
    /// as far as the database has it; nothing else is asked any more.
    /// </summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="before">Certificate of the erasure.</param>
    public static ErasureOutcome.Erased Again(ErasureSnapshots known, Circumstances circumstances, ErasureCertificate before)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(circumstances);
        ArgumentNullException.ThrowIfNull(before);
        return Erase(new Draft(known, circumstances), known, known.Client!, [.. before.Kept.Where(k => known.Referrals.Find(k.Referral) is not null)]);
    }
}
