namespace Gateway.Catalogue;

/// <summary>Codes of problems that the loader finds, besides those of reading YAML (<c>missing-key</c>, <c>unknown-key</c>, <c>not-a-date</c>…).</summary>
public static class ProblemCodes
{
    /// <summary>A file or folder that must be there is not.</summary>
    public const string MissingFile = "missing-file";

    /// <summary>An id is not of the form <c>[a-z0-9-]{2,40}</c>; it becomes part of queue and folder names.</summary>
    public const string BadId = "bad-id";

    /// <summary>No public key of the kind that is asked for.</summary>
    public const string BadKey = "bad-key";

    /// <summary>An agreement's id is not its file's name.</summary>
    public const string IdIsNotFileName = "id-is-not-file-name";

    /// <summary>An id, code or reference occurs twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Two agencies share an organisation code; a record could not tell them apart.</summary>
    public const string DuplicateOrganisation = "duplicate-organisation";

    /// <summary>An agency is named that the directory does not have.</summary>
    public const string UnknownAgency = "unknown-agency";

    /// <summary>A municipality is named that the directory does not have.</summary>
    public const string UnknownMunicipality = "unknown-municipality";

    /// <summary>A country is named that has no municipalities, or no public holidays.</summary>
    public const string UnknownCountry = "unknown-country";

    /// <summary>A service is named that the directory does not have.</summary>
    public const string UnknownService = "unknown-service";

    /// <summary>A service waits for itself, over what it depends on.</summary>
    public const string WaitsForItself = "waits-for-itself";

    /// <summary>A purpose is named that the policy does not have.</summary>
    public const string UnknownPurpose = "unknown-purpose";

    /// <summary>A profile is named that is not under <c>formats/</c>.</summary>
    public const string UnknownProfile = "unknown-profile";

    /// <summary>A language is named in which agencies are not told.</summary>
    public const string UnknownLanguage = "unknown-language";

    /// <summary>A purpose needs an agreement for which no notice asks.</summary>
    public const string MissingNotice = "missing-notice";

    /// <summary>A way of collecting an agreement is named that does not exist.</summary>
    public const string UnknownWay = "unknown-way";

    /// <summary>A field is named that no contract event has.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A set of fields is included that the file does not define.</summary>
    public const string UnknownFieldSet = "unknown-field-set";

    /// <summary>An event is named that no manifest can be for.</summary>
    public const string UnknownEvent = "unknown-event";

    /// <summary>A reply outcome is named that does not exist.</summary>
    public const string UnknownOutcome = "unknown-outcome";

    /// <summary>A status is named that a referring office cannot be told.</summary>
    public const string UnknownStatus = "unknown-status";

    /// <summary>The policy does not say what is told of an outcome.</summary>
    public const string MissingOutcome = "missing-outcome";

    /// <summary>A criterion names a fact that is not read from referrals.</summary>
    public const string UnknownFact = "unknown-fact";

    /// <summary>A coded value is named that its field does not have, or that is in no statement.</summary>
    public const string UnknownCode = "unknown-code";

    /// <summary>A criterion is none of all, any, not, or a fact with bounds or values that fit its kind.</summary>
    public const string BadCriterion = "bad-criterion";

    /// <summary>A last day lies before the first.</summary>
    public const string DatesReversed = "dates-reversed";

    /// <summary>A number is outside what makes sense.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Two welfare offices serve a municipality on the same day.</summary>
    public const string OverlappingTerritory = "overlapping-territory";

    /// <summary>Two agreements hold between the same offices for a municipality on the same day.</summary>
    public const string OverlappingAgreement = "overlapping-agreement";

    /// <summary>Two manifests could both decide one release.</summary>
    public const string AmbiguousManifest = "ambiguous-manifest";

    /// <summary>Step and event do not fit.</summary>
    public const string BadStep = "bad-step";

    /// <summary>An agency that is no register is said to give authentic notice of replaced numbers.</summary>
    public const string NotARegister = "not-a-register";

    /// <summary>A control service, benefit decision or the police is given a part in activation.</summary>
    public const string ControlApart = "control-apart";

    /// <summary>Two places of the policy say opposite things.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>A kind of record that does not exist.</summary>
    public const string UnknownKind = "unknown-kind";

    /// <summary>A kind of record has no term of retention.</summary>
    public const string MissingTerm = "missing-term";

    /// <summary>A text is no term of retention.</summary>
    public const string NotATerm = "not-a-term";

    /// <summary>No legal basis could ever carry a manifest.</summary>
    public const string NoBasis = "no-basis";

    /// <summary>A manifest names a field that the principles keep from its recipient, or from everyone.</summary>
    public const string ForbiddenField = "forbidden-field";

    /// <summary>A manifest of step one names a field that is for step two.</summary>
    public const string StepTwoOnly = "step-two-only";

    /// <summary>Consent is a basis without a recorded reason why refusing costs nothing.</summary>
    public const string ConsentWithoutReason = "consent-without-reason";

    /// <summary>An agreement has no, or incomplete, paperwork.</summary>
    public const string MissingPaperwork = "missing-paperwork";

    /// <summary>An agreement allows what the common policy does not.</summary>
    public const string LaxerThanPolicy = "laxer-than-policy";

    /// <summary>An agreement lacks an employment service or a welfare office among its parties.</summary>
    public const string MissingParty = "missing-party";

    /// <summary>No party serves a municipality of the agreement.</summary>
    public const string NotServed = "not-served";

    /// <summary>No party or provider of the agreement offers a service it lists.</summary>
    public const string NotOffered = "not-offered";

    /// <summary>An agency listed as provider is not of that class.</summary>
    public const string NotAProvider = "not-a-provider";

    /// <summary>A ladder that cannot work: no step, a step that asks whom the step before asked, or days out of range.</summary>
    public const string LadderCannotWork = "ladder-cannot-work";

    /// <summary>Something is written where a rule is expected, and the gateway does nothing with it.</summary>
    public const string NoEffect = "no-effect";

    /// <summary>Shares of a place do not add up to 100.</summary>
    public const string SharesDoNotAddUp = "shares-do-not-add-up";

    /// <summary>A scope is named that does not exist, or none is.</summary>
    public const string UnknownScope = "unknown-scope";

    /// <summary>What should be a certificate, a thumbprint, a subject or an authority is none.</summary>
    public const string BadCertificate = "bad-certificate";

    /// <summary>One client id or certificate is to stand for two agencies.</summary>
    public const string DuplicateCaller = "duplicate-caller";

    /// <summary>An amount is in another currency than its calculation.</summary>
    public const string OtherCurrency = "other-currency";

    /// <summary>A calculation names a figure, a count or a comparison that it does not have.</summary>
    public const string UnknownFigure = "unknown-figure";

    /// <summary>A benefit is multiplied by people of whom no comparison shows that they reached it because of the offer.</summary>
    public const string BenefitNotShown = "benefit-not-shown";

    /// <summary>Numbers of people that should add up do not.</summary>
    public const string DoesNotAddUp = "does-not-add-up";

    /// <summary>A year is none.</summary>
    public const string NotAYear = "not-a-year";
}
