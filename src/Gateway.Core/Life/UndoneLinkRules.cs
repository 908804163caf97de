using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>A data protection officer undoes the link that a register's notice made: the old number is used again, and the offices that were corrected are corrected back.</summary>
public static class UndoneLinkRules
{
    /// <summary>Decides it.</summary>
    /// <param name="known">Everything of the client.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="agency">The agency whose client it is.</param>
    /// <param name="scheme">Scheme of the number.</param>
    /// <param name="number">The number that was replaced, or the one that replaced it.</param>
    /// <param name="user">Who undoes it.</param>
    public static (LinkAnswer Answer, Decision Decision) Decide(Snapshots known, Circumstances circumstances, string agency, string scheme, string number, string user)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(circumstances);
        var draft = new Draft(known, circumstances);
        if (draft.Clients.Find(known.ClientOf(agency, draft.Index.Identifier(agency, scheme, number))) is not { Wrapped: not null } client)
            return (new LinkAnswer(LinkAnswers.UnknownClient, 0), Decision.Nothing);
        var life = draft.LifeOf(client.Id);
        var meant = life.Numbers.Where(n => n.Counts && n.Scheme == scheme && n.Old == number).ToList();
        if (meant.Count == 0)
            meant = [.. life.Numbers.Where(n => n.Counts && n.Scheme == scheme && n.New == number)];
        if (meant.Count == 0)
            return (new LinkAnswer(LinkAnswers.NothingLinked, 0), Decision.Nothing);

        var after = life with { Numbers = [.. life.Numbers.Select(n => meant.Contains(n) ? n with { UndoneAt = draft.Moment.Now, UndoneBy = user } : n)] };
        draft.NoteLife(client.Id, after);
        foreach (var added in meant.Where(n => n.Added && !after.Numbers.Any(o => o.Counts && o.New == n.New)))
            draft.ForgetIdentifier(agency, draft.Index.Identifier(agency, scheme, added.New), client.Id);
        draft.Clients.Change(client.Id, c => c with { LinkedTo = null });
        var told = ReplacementRules.Correct(draft, client.Id);
        draft.Audit("client.link-undone", user, client.Id, new { agency, notices = meant.Select(n => n.Notice).Distinct().ToArray(), told });
        draft.Operated(new PageOperation(user, "privacy.link-undone", client.Id, $"{agency}:{told}"));
        return (new LinkAnswer(LinkAnswers.Undone, told), draft.Decided());
    }
}

/// <summary>What came of undoing a link.</summary>
/// <param name="Code">One of <see cref="LinkAnswers"/>.</param>
/// <param name="Told">How many offices are corrected back.</param>
public sealed record LinkAnswer(string Code, int Told)
{
    /// <summary>Nothing was done.</summary>
    public bool IsRefused => Code != LinkAnswers.Undone;

    /// <summary>In English, what it means and what to do.</summary>
    public string Sentence => LinkAnswers.Sentences[Code];
}

/// <summary>Codes of <see cref="LinkAnswer"/>.</summary>
public static class LinkAnswers
{
    /// <summary>The link is undone.</summary>
    public const string Undone = "undone";

    /// <summary>The agency has no client with the number.</summary>
    public const string UnknownClient = "client-unknown";

    /// <summary>No link of the number counts.</summary>
    public const string NothingLinked = "nothing-linked";

    /// <summary>Every code with its sentence in English.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Undone] = "The link is undone: the old number is used again. Offices that were corrected are corrected back; the history says who undid it and when.",
        [UnknownClient] = "This agency has no client with that number. Check the number and the agency.",
        [NothingLinked] = "No link of that number counts at this agency: none was made, or it was undone before. Give the number that was replaced.",
    };
}

/// <summary>Undoes links between a client's numbers: what a data protection officer does by a call or on the command line.</summary>
public interface IIdentifierLinks
{
    /// <summary>Undoes the link of a number.</summary>
    /// <param name="agency">The agency whose client it is.</param>
    /// <param name="scheme">Scheme of the number.</param>
    /// <param name="number">The number that was replaced, normalised.</param>
    /// <param name="user">Who undoes it.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<LinkAnswer> UndoAsync(string agency, string scheme, string number, string user, CancellationToken cancellation);
}
