namespace Gateway.Persistence;

/// <summary>
/// How a transaction passes where what arrives meets what waits for it or forbids it: a referral and a reply that names
/// its ticket, an agreement and its withdrawal. One row cannot hold both, so their checks need an order.
/// </summary>
public enum Passage
{
    /// <summary>Not at all: nothing arrives and nothing waits.</summary>
    None = 0,

    /// <summary>With others that bring something: they do not look for each other.</summary>
    Together = 1,

    /// <summary>Alone: it waits for what may be about to arrive, or forbids it.</summary>
    Alone = 2,
}
