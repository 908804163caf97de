namespace Gateway.Simulation.Checking;

/// <summary>
/// What may leave to whom, said a second time and in a page: it knows what offices said, in the order in which it was accepted, and
/// nothing of how the gateway decides. It shares no code with it.
/// </summary>
internal sealed class Model
{
    /// <summary>Why a handover may not leave whose client took the agreement back.</summary>
    public const string Withdrew = "the client withdrew the agreement";

    /// <summary>States of a handover as they stand in the store; from the first final one on nothing changes.</summary>
    private const long FirstFinal = 5;
    private const long NotStarted = 6;
    private const long Completed = 9;

    private readonly List<Accepted> _accepted = [];
    private readonly Dictionary<string, Said> _referrals = new(StringComparer.Ordinal);

    /// <summary>Something that was said, and when it was accepted.</summary>
    private sealed record Accepted(Said Said, DateTimeOffset At, int Order);

    /// <summary>Referrals that were accepted, by ticket.</summary>
    public IReadOnlyDictionary<string, Said> Referrals => _referrals;

    /// <summary>When a person was erased: what was said before is forgotten.</summary>
    private readonly Dictionary<Person, int> _erased = [];

    private readonly HashSet<Person> _mayBeErased = [];

    /// <summary>It is accepted: from now on it counts.</summary>
    public void Accept(Said said, DateTimeOffset at)
    {
        _accepted.Add(new Accepted(said, at, _accepted.Count));
        if (said.Saying == Saying.Referral)
            _referrals.TryAdd(said.Ticket!, said);
    }

    /// <summary>An erasure has begun: it may come about, also when whoever asked for it never hears.</summary>
    public void MayErase(Person person) => _mayBeErased.Add(person);

    /// <summary>The office that refers has erased what it knows of a person.</summary>
    public void Erase(Person person) => _erased[person] = _accepted.Count;

    /// <summary>Why a handover of a referral may not leave now; null: it may.</summary>
    /// <param name="ticket">The referral.</param>
    /// <param name="isLive">Whether its office takes part, under the contracts of whoever decides.</param>
    public string? Forbids(string ticket, bool isLive = true)
    {
        if (!_referrals.TryGetValue(ticket, out var referral))
            return "no such referral was accepted";
        if (!isLive)
            return "the office does not take part any more";
        if (_erased.TryGetValue(referral.Person, out var erased) && erased > OrderOf(referral))
            return "the person was erased";
        // Whether an erasure that was asked for came about nobody heard: then what was said before may be forgotten.
        if (_mayBeErased.Contains(referral.Person) && !_erased.ContainsKey(referral.Person))
            return null;
        if (Objects(referral.Person))
            return "the client objected";
        // What a client says about agreements alone may be about each referral of theirs.
        var claims = _accepted.Where(a => a.Said is { Agreement: not null, Saying: Saying.Referral or Saying.Amendment or Saying.Agreement } && a.Said.Person == referral.Person && (a.Said.Ticket == ticket || a.Said.Saying == Saying.Agreement)).ToList();
        if (claims.Count == 0)
            return "the client did not agree";
        return claims.Exists(c => Withdrawals(referral).Concat(Withdrawals(c.Said)).All(w => IsAfter(c, w))) ? null : Withdrew;
    }

    /// <summary>Whether nobody ever said no to anything of a person, and nothing was taken back: what such a referral asks for must come about.</summary>
    public bool IsPlain(Said referral) =>
        referral.Agreement is not null && !_mayBeErased.Contains(referral.Person)
        && !_accepted.Exists(a => a.Said.Person == referral.Person && (a.Said.Saying is Saying.Withdrawal or Saying.Protection || SaysNo(a.Said) || (a.Said.Saying == Saying.Cancellation && a.Said.Ticket == referral.Ticket)));

    /// <summary>How often a withdrawal took the right to hand a referral over.</summary>
    public int TimesWithdrawn(string ticket) => _referrals.TryGetValue(ticket, out var referral) ? Withdrawals(referral).Count() : 0;

    /// <summary>Whether an office said that the client of a referral withdrew: it knows already, and need not be told.</summary>
    public bool IsSaidByOffice(string ticket) => _accepted.Exists(a => a.Said.Ticket == ticket && a.Said.Outcome == "client-withdrew");

    /// <summary>
    /// Where an office's answers leave a handover: in the order of acceptance, without those that are older than what is known. It never
    /// moves back, and what is final stays so.
    /// </summary>
    public long StateOf(string handover, Person person)
    {
        long state = 0;
        DateTimeOffset known = default;
        foreach (var (said, at, _) in _accepted.Where(a => a.Said.Saying == Saying.Reply && a.Said.Handover == handover && a.Said.Person == person))
        {
            var time = said.SentAt < at ? said.SentAt.Value : at;
            if (time < known)
                continue;
            known = time;
            if (state >= FirstFinal)
                continue;
            state = said.Outcome switch
            {
                "received" or "no-show" => Math.Max(state, 1),
                "waitlisted" => Math.Max(state, 2),
                "accepted" => Math.Max(state, 3),
                "in-service" => 4,
                "not-reached" => state == 4 ? 4 : NotStarted,
                "completed" => Completed,
                _ => state,
            };
        }

        return state;
    }

    /// <summary>Whether an erasure may have taken it away.</summary>
    public bool IsErased(Said said) => _mayBeErased.Contains(said.Person) || (said.Ticket is { } ticket && _referrals.TryGetValue(ticket, out var referral) && _mayBeErased.Contains(referral.Person));

    /// <summary>Whether an answer names the person of the referral that it is about.</summary>
    private bool NamesItsClient(Said said) => _referrals[said.Ticket!].Person == said.Person;

    private static bool SaysNo(Said said) => said.Outcome is "client-withdrew" or "client-objected";

    private int OrderOf(Said said) => _accepted.Find(a => a.Said == said)!.Order;

    private bool Objects(Person person)
    {
        var objects = false;
        DateTimeOffset? since = null;
        foreach (var (said, at, _) in _accepted.Where(a => a.Said.Person == person && a.Order >= _erased.GetValueOrDefault(person) && (a.Said.Saying == Saying.Protection || (a.Said.Outcome == "client-objected" && NamesItsClient(a.Said)))))
        {
            var time = said.SentAt < at ? said.SentAt : said.SentAt is null ? null : at;
            if (said.Objected != false && (since is null || (time ?? at) >= since))
                (objects, since) = (true, time ?? at);
            else if (said.Objected == false && time is { } lifted && (since is null || lifted > since))
                (objects, since) = (false, lifted);
        }

        return objects;
    }

    /// <summary>Withdrawals of everything of the person, of what was said under a ticket, or of an agreement by its number.</summary>
    private IEnumerable<Accepted> Withdrawals(Said of) => _accepted.Where(a =>
        a.Said.Person == of.Person && a.Order >= _erased.GetValueOrDefault(of.Person) && (a.Said.Saying == Saying.Withdrawal || a.Said.Outcome == "client-withdrew")
        && (a.Said.Ticket is null || a.Said.Ticket == of.Ticket || (a.Said.Agreement is not null && a.Said.Agreement == of.Agreement)));

    /// <summary>The client gave it after the withdrawal: on a later day, or that day in a statement about nothing else, made after it.</summary>
    private static bool IsAfter(Accepted claim, Accepted withdrawal)
    {
        var day = DateOnly.FromDateTime(withdrawal.At.UtcDateTime);
        return claim.Said.GivenOn > day || (claim.Said.GivenOn == day && claim.Said.Saying == Saying.Agreement && Earlier(claim.Said.SentAt, claim.At) > withdrawal.At);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one : one is null ? null : other;
}
