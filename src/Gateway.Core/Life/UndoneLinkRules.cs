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
        // Each client of one person says what was replaced of its own numbers.
        var person = draft.SamePerson(client.Id);
        var meant = Meant(draft, person, n => n.Scheme == scheme && n.Old == number);
        if (meant.Count == 0)
            meant = Meant(draft, person, n => n.Scheme == scheme && n.New == number);
        if (meant.Count == 0)
            return (new LinkAnswer(LinkAnswers.NothingLinked, 0), Decision.Nothing);

        var pairs = meant.Select(n => (n.Old, n.New)).ToHashSet();
        HashSet<(string Scheme, string Number)> forgotten = [];
        List<Guid> changed = [];
        foreach (var one in person)
        {
            var life = draft.LifeOf(one);
            if (!life.Numbers.Any(Undone))
                continue;
            var after = life with { Numbers = [.. life.Numbers.Select(n => Undone(n) ? n with { UndoneAt = draft.Moment.Now, UndoneBy = user } : n)] };
            draft.NoteLife(one, after);
            // Any change of the client, so that a release that read the new number at the same moment is decided again.
            draft.Clients.Change(one, c => c with { LinkedTo = null });
            changed.Add(one);
            forgotten.UnionWith(Forget(draft, agency, scheme, one, after).Select(n => (scheme, n)));
        }

        Part(draft, agency, person, forgotten);
        var told = changed.Sum(c => ReplacementRules.Correct(draft, c));
        draft.Audit("client.link-undone", user, client.Id, new { agency, notices = meant.Select(n => n.Notice).Distinct().ToArray(), told });
        draft.Operated(new PageOperation(user, "privacy.link-undone", client.Id, $"{agency}:{told}"));
        return (new LinkAnswer(LinkAnswers.Undone, told), draft.Decided());

        bool Undone(ReplacedNumber number) => number.Counts && number.Scheme == scheme && pairs.Contains((number.Old, number.New));
    }

    private static List<ReplacedNumber> Meant(Draft draft, IReadOnlyList<Guid> person, Func<ReplacedNumber, bool> which) =>
        [.. person.SelectMany(c => draft.LifeOf(c).Numbers).Where(n => n.Counts && which(n))];

    /// <summary>Numbers that name the client by a notice only, and that no notice that counts leads to from a number of the client's own, name nobody again.</summary>
    private static List<string> Forget(Draft draft, string agency, string scheme, Guid client, ClientLife after)
    {
        var mine = after.Numbers.Where(n => n.Scheme == scheme).ToList();
        var added = mine.Where(n => n.Added).Select(n => n.New).ToHashSet(StringComparer.Ordinal);
        HashSet<string> reached = [.. mine.Select(n => n.Old).Where(o => !added.Contains(o))];
        for (var before = -1; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(mine.Where(n => n.Counts && reached.Contains(n.Old)).Select(n => n.New));
        }

        List<string> gone = [.. added.Where(n => !reached.Contains(n) && ReplacementRules.Find(draft, agency, scheme, n)?.Id == client)];
        foreach (var number in gone)
            draft.ForgetIdentifier(agency, draft.Index.Identifier(agency, scheme, number), client);
        return gone;
    }

    /// <summary>Everybody of the person stands alone again, and is linked anew where a notice that counts says so.</summary>
    private static void Part(Draft draft, string agency, IReadOnlyList<Guid> person, HashSet<(string Scheme, string Number)> forgotten)
    {
        foreach (var linked in person.Where(c => draft.Clients.Find(c) is { LinkedTo: not null }).ToList())
            draft.Clients.Change(linked, c => c with { LinkedTo = null });
        foreach (var number in Meant(draft, person, n => !forgotten.Contains((n.Scheme, n.Old)) && !forgotten.Contains((n.Scheme, n.New))))
        {
            if (ReplacementRules.Find(draft, agency, number.Scheme, number.Old) is { } one && ReplacementRules.Find(draft, agency, number.Scheme, number.New) is { } other && one.Id != other.Id)
                ReplacementRules.Join(draft, one.Id, other.Id);
        }
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
