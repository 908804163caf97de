namespace Gateway.Core.Routing;

/// <summary>Why there is no office for a referral. Operators see the code; a sender sees <i>pending</i>.</summary>
public static class UnroutableCodes
{
    /// <summary>The referral lists no services and its question stands for none.</summary>
    public const string UnknownQuestion = "unknown-question";

    /// <summary>A service is asked that the directory does not have.</summary>
    public const string UnknownService = "unknown-service";

    /// <summary>The office named as recipient does not exist.</summary>
    public const string UnknownOffice = "unknown-office";

    /// <summary>The office named, or the one competent, is in the directory but not live.</summary>
    public const string OfficeNotLive = "office-not-live";

    /// <summary>The office named takes no activation referrals (control service, benefit decision, police), or is a provider without an agreement that names it.</summary>
    public const string OfficeMayNot = "office-may-not";

    /// <summary>The office named is in another country than the sender.</summary>
    public const string OtherCountry = "other-country";

    /// <summary>A welfare office must be found and the residence is not stated.</summary>
    public const string ResidenceMissing = "residence-missing";

    /// <summary>The stated municipality is not in the directory.</summary>
    public const string MunicipalityUnknown = "municipality-unknown";

    /// <summary>Nobody who may receive it offers what is asked in that municipality.</summary>
    public const string NotOfferedThere = "not-offered-there";

    /// <summary>The sender offers everything that is asked itself.</summary>
    public const string StaysWithSender = "stays-with-sender";

    /// <summary>A local agreement between these offices exists, but none is in force today.</summary>
    public const string AgreementNotInForce = "agreement-not-in-force";

    /// <summary>The local agreement is not about these services.</summary>
    public const string ServiceNotAgreed = "service-not-agreed";

    /// <summary>Every target group of the local agreement is a clear no; missing data never makes one.</summary>
    public const string CriteriaNotMet = "criteria-not-met";

    /// <summary>Whatever is asked is for others: a rule of entry (an age, a phase) is a clear no for each service.</summary>
    public const string EntryNotMet = "entry-not-met";

    /// <summary>Every offer is full and the site agreed to hold referrals until there is a place.</summary>
    public const string NoCapacity = "no-capacity";

    /// <summary>Every office that could be asked has declined.</summary>
    public const string EveryOfficeDeclined = "every-office-declined";

    /// <summary>No target group is a clear yes, and the site agreed that a counsellor decides.</summary>
    public const string CounsellorDecides = "counsellor-decides";

    /// <summary>A counsellor of the referring office decided that the referral is not made.</summary>
    public const string CounsellorDeclined = "counsellor-declined";
}

/// <summary>Notices of a routing decision: what a person should know although it changed nothing.</summary>
public static class RoutingNotices
{
    /// <summary>A retired municipality code was followed: <c>retired-code:37015-&gt;37022</c>.</summary>
    public const string RetiredCode = "retired-code";

    /// <summary>The public holidays of a year are not on file, and the day to answer by was counted by weekdays only: <c>calendar-missing:2029</c>.</summary>
    public const string CalendarMissing = "calendar-missing";

    /// <summary>The client lives outside the territory of the office the sender named.</summary>
    public const string OutsideTerritory = "outside-territory";

    /// <summary>The residence is not known; the sender's own municipality stands in.</summary>
    public const string SendersTerritory = "senders-territory";

    /// <summary>No local agreement covers sender, recipient and municipality; the common policy applies.</summary>
    public const string NoLocalAgreement = "no-local-agreement";

    /// <summary>The sender offers this service itself: <c>stays-with-sender:PES_TRAINING</c>.</summary>
    public const string StaysWithSender = "stays-with-sender";

    /// <summary>Nobody there offers this service: <c>not-offered-there:HOUSING_SUPPORT</c>.</summary>
    public const string NotOfferedThere = "not-offered-there";

    /// <summary>The local agreement is not about this service.</summary>
    public const string ServiceNotAgreed = "service-not-agreed";

    /// <summary>The office's places are taken; it may put the client on its waiting list.</summary>
    public const string OfferFull = "offer-full";

    /// <summary>This service is wanted first: <c>prerequisite:CHILDCARE_PLACE</c>.</summary>
    public const string Prerequisite = "prerequisite";

    /// <summary>The office named is closed, and another took over: <c>office-closed:ocmw-a-&gt;ocmw-b</c>.</summary>
    public const string OfficeClosed = "office-closed";

    /// <summary>The office has declined this referral: <c>declined-before:ocmw-leuven</c>.</summary>
    public const string DeclinedBefore = "declined-before";

    /// <summary>The sender has own or commissioned places for it, and the need decides: <c>own-places:ocmw-waregem/PES_LANGUAGE_COURSE</c>.</summary>
    public const string OwnPlaces = "own-places";

    /// <summary>Who pays for the place: <c>paid-by:vdab=60</c>, one for each.</summary>
    public const string PaidBy = "paid-by";

    /// <summary>This service is for others, by its rule of entry: <c>entry-not-met:YOUTH_TRACK</c>.</summary>
    public const string EntryNotMet = "entry-not-met";

    /// <summary>Parts that would wait for each other do not wait: <c>waits-in-a-circle:ocmw-a</c>.</summary>
    public const string WaitsInACircle = "waits-in-a-circle";

    /// <summary>No target group is a clear yes: a named counsellor decides.</summary>
    public const string CounsellorDecides = "a-counsellor-decides";

    /// <summary>Only the benefit the client receives spoke against it, and that never gates a service.</summary>
    public const string BenefitDoesNotGate = "benefit-does-not-gate";
}
