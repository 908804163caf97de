namespace Gateway.Core.Operating;

/// <summary>What parked work would come to if it were issued now. Stored are the code and the values, and never a value of a client.</summary>
public static class ForecastSentences
{
    /// <summary>Value: what fails, as code and place in the program.</summary>
    public static readonly Wording FailsAgain = new("forecast.fails-again", "Would fail again: {0}");

    /// <summary>A document.</summary>
    public static readonly Wording ReadsOn = new("forecast.reads-on", "Would read the file on from the first record that is not translated.");

    /// <summary>Order.</summary>
    public static readonly Wording WaitsItsTurn = new("forecast.waits-its-turn", "Would wait: something accepted before it comes first.");

    /// <summary>Value: the office.</summary>
    public static readonly Wording BringsAgain = new("forecast.brings-again", "Would bring the same bytes to {0} again, under the same id.");

    /// <summary>Settled meanwhile.</summary>
    public static readonly Wording Nothing = new("forecast.nothing", "Would do nothing: it is settled.");

    /// <summary>Value: the office.</summary>
    public static readonly Wording Releases = new("forecast.releases", "Would be released to {0}.");

    /// <summary>Value: the reason code.</summary>
    public static readonly Wording Stopped = new("forecast.stopped", "Would be stopped by the gate ({0}); nothing would leave.");

    /// <summary>Value: the reason code.</summary>
    public static readonly Wording SetsAside = new("forecast.sets-aside", "Would be set aside ({0}).");

    /// <summary>Value: the reason code.</summary>
    public static readonly Wording Waits = new("forecast.waits", "Would wait ({0}).");

    /// <summary>Value: the offices.</summary>
    public static readonly Wording HandsOver = new("forecast.hands-over", "Would be handed over to {0}.");

    /// <summary>Values: state and reason code.</summary>
    public static readonly Wording StateOf = new("forecast.state-of", "Would be {0} ({1}).");

    /// <summary>Value: the offices.</summary>
    public static readonly Wording Tells = new("forecast.tells", "Would succeed and tell {0}.");

    /// <summary>Nobody is told.</summary>
    public static readonly Wording Succeeds = new("forecast.succeeds", "Would succeed.");
}
