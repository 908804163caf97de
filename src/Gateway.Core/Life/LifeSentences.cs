using Gateway.Core.Operating;

namespace Gateway.Core.Life;

/// <summary>What records and tasks about events in a client's life say. Stored are the code and the values.</summary>
public static class LifeSentences
{
    /// <summary>A day that is none.</summary>
    public static readonly Wording NoDay = new("life.no-day", "The day is missing or is no whole date. Write it as year, month and day, for example 2026-03-09, and send the record again.");

    /// <summary>Something that has not happened yet.</summary>
    public static readonly Wording DayInFuture = new("life.day-in-future", "The day lies in the future; a move, a death or an application counts from the day on which it happened. Send the record on that day, or correct the date.");

    /// <summary>A move to a municipality that is not known.</summary>
    public static readonly Wording MunicipalityUnknown = new("life.municipality-unknown", "The municipality that the client lives in is not in the directory, or its code ended without another that continues it. Correct the code; if it is right, ask the gateway desk to add it.");

    /// <summary>A retired code; values: the code as sent and the code that continues it.</summary>
    public static readonly Wording MunicipalityRetired = new("life.municipality-retired", "Municipality code {0} is not valid on that day; it was read as {1}. Use {1} from now on.");

    /// <summary>Who replaces a number is no register.</summary>
    public static readonly Wording NotARegister = new("life.not-a-register", "A number is replaced only on the notice of the register itself; this agency is none, so the number stays as it is. Have the register send its notice, or correct the record.");

    /// <summary>A number that would replace itself.</summary>
    public static readonly Wording ReplacedInCircle = new("life.replaced-in-circle", "By this notice a number would replace itself, directly or through others; nothing was replaced. Correct the notice, or have the earlier link undone first.");

    /// <summary>A referral of somebody who died.</summary>
    public static readonly Wording ClientDied = new("life.client-died", "The agency stated that this client died; nothing is sent any more. If that was a mistake, revoke the notice of death first and send the record again.");

    /// <summary>There is no death to revoke.</summary>
    public static readonly Wording NoDeathKnown = new("life.no-death-known", "No notice of death of this client counts here, or a newer one does; nothing has changed. Check the number and the time of the record.");

    /// <summary>A transfer from a benefit of which no end is known.</summary>
    public static readonly Wording EndNotKnown = new("life.end-not-known", "No end of the old benefit was announced; it is taken to end on the day before the new one begins. Announce the end if it is another day.");

    /// <summary>Two transfers that begin on one day.</summary>
    public static readonly Wording TwoOnOneDay = new("life.two-on-one-day", "Two changes of benefit begin on the same day; the one that was stated last counts. Check which one is right, and state it again if it is the other.");

    /// <summary>Days without a benefit; value: how many.</summary>
    public static readonly Wording BenefitGap = new("life.benefit-gap", "Between the end of the old benefit and the first day of the new one lie {0} days without a benefit. Check the dates with the office that pays, before the client misses a day.");

    /// <summary>Days with two benefits; value: how many.</summary>
    public static readonly Wording BenefitOverlap = new("life.benefit-overlap", "The new benefit begins before the old one ends; they overlap by {0} days. Check the dates: the client can be asked to pay back what was paid twice.");

    /// <summary>The client moved; values: the municipality, the office and its telephone number.</summary>
    public static readonly Wording Moved = new("life.moved", "The client moved to municipality {0}. What is open stays where it is and goes on; a new application goes to the office that is competent from now on: {1}, {2}.");

    /// <summary>As above, of an office without a duty contact; values: the municipality and the office.</summary>
    public static readonly Wording MovedNoPhone = new("life.moved.no-phone", "The client moved to municipality {0}. What is open stays where it is and goes on; a new application goes to the office that is competent from now on: {1}.");

    /// <summary>The client moved to where no office is known; value: the municipality.</summary>
    public static readonly Wording MovedElsewhere = new("life.moved-elsewhere", "The client moved to municipality {0}, where no welfare office takes part. What is open stays where it is and goes on; help the client to apply there.");

    /// <summary>The client moved, and the address is secret.</summary>
    public static readonly Wording MovedSecretly = new("life.moved-secretly", "The client moved. What is open stays where it is and goes on; look up in your own register which office is competent for a new application.");

    /// <summary>An application at an office that is not competent; values: the office that is, and its telephone number.</summary>
    public static readonly Wording ForwardApplication = new("life.forward-application", "On the day of the application the client lived where another office is competent. Forward the application to {0}, {1}, and tell the client; the day of the application stays the same.");

    /// <summary>As above, of an office without a duty contact; value: the office.</summary>
    public static readonly Wording ForwardApplicationNoPhone = new("life.forward-application.no-phone", "On the day of the application the client lived where another office is competent. Forward the application to {0}, and tell the client; the day of the application stays the same.");

    /// <summary>Two offices are not competent; values: both, and the owner of the conflict.</summary>
    public static readonly Wording CompetenceConflict = new("life.competence-conflict", "{0} and {1} have both answered that they are not competent. Owner: {2}. Settle which office helps the client, and refer again; this task comes back every working day until an office has accepted.");

    /// <summary>A notice of death was revoked.</summary>
    public static readonly Wording DeathRevoked = new("life.death-revoked", "The notice that the client died was revoked. What it ended does not begin again by itself: talk to the client, and refer again what still helps.");
}
