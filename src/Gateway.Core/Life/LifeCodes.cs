namespace Gateway.Core.Life;

/// <summary>Reason codes of records about a client's life.</summary>
public static class LifeCodes
{
    /// <summary>The day is none.</summary>
    public const string NotADate = "not-a-date";

    /// <summary>The day has not come yet.</summary>
    public const string DayInFuture = "day-in-future";

    /// <summary>The municipality is not known.</summary>
    public const string MunicipalityUnknown = "move-municipality-unknown";

    /// <summary>The municipality's code was continued by another.</summary>
    public const string MunicipalityRetired = "move-municipality-retired";

    /// <summary>A number was replaced by somebody who is no register.</summary>
    public const string NotARegister = "not-a-register";

    /// <summary>A number would replace itself.</summary>
    public const string ReplacedInCircle = "replaced-in-circle";

    /// <summary>The client died.</summary>
    public const string ClientDied = "client-died";

    /// <summary>There is no death to revoke.</summary>
    public const string NoDeathKnown = "no-death-known";

    /// <summary>The end of the old benefit is not known.</summary>
    public const string EndNotKnown = "benefit-end-not-known";

    /// <summary>Two changes of benefit on one day.</summary>
    public const string TwoOnOneDay = "two-transfers-one-day";

    /// <summary>Two offices are not competent.</summary>
    public const string CompetenceConflict = "competence-conflict";
}
