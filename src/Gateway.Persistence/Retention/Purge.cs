using System.Data.Common;
using Gateway.Core.Retention;
using Gateway.Core.Routing;

namespace Gateway.Persistence.Retention;

/// <summary>What a page of rows is looked at with.</summary>
/// <param name="Database">Database.</param>
/// <param name="Term">Term of the kind.</param>
/// <param name="Now">Domain time, UTC.</param>
/// <param name="MachineNow">Machine time, UTC.</param>
/// <param name="Most">Rows of a page at most.</param>
/// <param name="Agreed">What the agencies agreed: statutes keep what they bind.</param>
/// <param name="Held">Clients and referrals under a legal hold.</param>
internal sealed record PurgeView(IGatewayDatabase Database, RetentionTerm Term, DateTimeOffset Now, DateTimeOffset MachineNow, int Most, Agreed Agreed, IReadOnlySet<Guid> Held);

/// <summary>A row that was looked at.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Moment">The last moment at which it mattered.</param>
/// <param name="Decision">What becomes of it.</param>
internal sealed record Looked(Guid Id, DateTimeOffset Moment, RetentionDecision Decision);

/// <summary>A page of rows, in the order of their keys.</summary>
/// <param name="Rows">Rows of the kind, with what becomes of each.</param>
/// <param name="Last">The last row of the page; null: behind it is nothing whose term can be over.</param>
/// <param name="Write">Adds what purges those that are due, and gives how many clients lose their key.</param>
internal sealed record PurgePage(IReadOnlyList<Looked> Rows, Guid? Last, Func<UnitOfWork, int> Write)
{
    internal IReadOnlyList<Looked> Due { get; } = [.. Rows.Where(r => r.Decision.Purge)];
}

/// <summary>
/// Finds the rows of a kind whose term is over. Keys are made in the order of time, so a page goes on behind the last row that
/// was looked at and ends where the rows are too young: no index beside the key is needed, and no table is read as a whole.
/// </summary>
/// <param name="kind">One of <see cref="RetentionKinds"/>.</param>
internal abstract class Purge(string kind)
{
    internal string Kind => kind;

    /// <summary>Whether a page shows every row of its table. Only then may a pass begin behind what earlier ones have purged.</summary>
    internal virtual bool ShowsAll => true;

    /// <summary>Reads the next page.</summary>
    /// <param name="view">What it is looked at with.</param>
    /// <param name="after">The row behind which it begins.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal abstract Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation);

    /// <summary>The rows of a page that are old enough that their term can be over, and where the next one begins.</summary>
    protected static (List<T> Old, Guid? Last) Old<T>(PurgeView view, List<T> page, Func<T, (Guid Id, DateTimeOffset? MadeAt)> of)
    {
        // Rows made later mattered later: behind the first that is too young, all are.
        var young = page.FindIndex(r => of(r).MadeAt is { } made && !(view.Term.Keep?.After(made) <= view.Now));
        return young >= 0 ? (page[..young], null) : (page, page.Count < view.Most ? null : of(page[^1]).Id);
    }

    /// <summary>A row that is none of the kind now, and may become one.</summary>
    protected static Looked NotOfKind(Guid id, DateTimeOffset moment) => new(id, moment, new RetentionDecision(Purge: false, Until: null, Need.Open));

    /// <summary>A condition of the rows <c>t</c> whose state is open.</summary>
    internal static string IsOpen<T>(Func<T, bool> isOpen) where T : struct, Enum =>
        $"t.\"State\" IN ({string.Join(", ", Enum.GetValues<T>().Where(isOpen).Select(s => s.ToString("D")))})";
}
