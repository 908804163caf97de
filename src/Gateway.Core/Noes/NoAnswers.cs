namespace Gateway.Core.Noes;

/// <summary>What came of a no that was entered.</summary>
/// <param name="Code">One of <see cref="NoAnswers"/>.</param>
/// <param name="Told">How many offices are told to stop or to pause, and must confirm it.</param>
public sealed record NoAnswer(string Code, int Told)
{
    /// <summary>Nothing was done: it was refused.</summary>
    public bool IsRefused => Code is NoAnswers.UnknownClient or NoAnswers.AgreeAgain or NoAnswers.Erased;

    /// <summary>In English, what it means and what to do.</summary>
    public string Sentence => NoAnswers.SentenceOf(Code);
}

/// <summary>Codes of <see cref="NoAnswer"/>.</summary>
public static class NoAnswers
{
    /// <summary>It is in force.</summary>
    public const string InForce = "in-force";

    /// <summary>It was in force before.</summary>
    public const string Already = "already-in-force";

    /// <summary>A withdrawal where no agreement is known.</summary>
    public const string NothingGiven = WithdrawnRule.NothingGiven;

    /// <summary>The agreement had ended before: its last day, or the mandate of who gave it.</summary>
    public const string WasOver = "agreement-was-over";

    /// <summary>There is nothing to lift.</summary>
    public const string NothingToLift = "nothing-to-lift";

    /// <summary>Refused: the agency never had the client.</summary>
    public const string UnknownClient = "client-unknown";

    /// <summary>Refused: a withdrawal is not lifted.</summary>
    public const string AgreeAgain = "withdrawal-not-lifted";

    /// <summary>Refused: the client was erased.</summary>
    public const string Erased = "client-erased";

    /// <summary>Every code with its sentence in English.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [InForce] = "It is in force. Offices that have the client's data are told, and must confirm it.",
        [Already] = "It was in force before; nothing has changed, and nobody is told twice.",
        [NothingGiven] = "No agreement of this client is known here. The withdrawal is kept, and stops an agreement that was given before it and still arrives. If the client objects to every exchange, enter an objection.",
        [WasOver] = "The agreement had ended before: its last day or the mandate of who gave it had passed. The withdrawal is recorded; ask the client, or who has the mandate now, before anything is exchanged again.",
        [NothingToLift] = "There is no such objection or restriction, or a newer statement holds it; nothing has changed. Look at what the client's agencies stated.",
        [UnknownClient] = "This agency has no such client, and none was handed over to it. Only an office that has or had the client may enter this; check the number and the agency.",
        [AgreeAgain] = "A withdrawal is not lifted: the client agrees again, and the agency sends the new agreement as a record of its own.",
        [Erased] = "What was known of this client is erased: nothing of the client can leave any more, and there is nothing left to stop.",
    };

    /// <summary>In English, what a code means and what to do.</summary>
    public static string SentenceOf(string code) => Sentences[code];
}
