using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>Why a value is not taken, or a record is set aside for one. Stored are the code and the values, and never a value of a client.</summary>
public static class ValueProblems
{
    /// <summary>Values: where in the record, and what is wrong there.</summary>
    public static readonly Wording At = new("value.at", "{0}: {1}");

    /// <summary>Values: where in the record, and what is wrong there.</summary>
    public static readonly Wording FieldLeftOut = new("value.field-left-out", "{0}: {1} The field is left out.");

    /// <summary>Values: what is wrong, and the name or number of the sheet.</summary>
    public static readonly Wording OnSheet = new("value.on-sheet", "{0} (The row is on sheet {1}.)");

    /// <summary>Values: what is wrong, and the code that a code map lacks.</summary>
    public static readonly Wording CodeMissing = new("value.code-missing", "{0} The code is {1}.");

    /// <summary>Value: characters allowed.</summary>
    public static readonly Wording TooLong = new("value.too-long", "The text is longer than {0} characters; shorten it.");

    /// <summary>Dropped, and told.</summary>
    public static readonly Wording ControlCharacters = new("value.control-characters", "The text had control characters or half of a character; they were dropped.");

    /// <summary>Value: what is wrong with the national number.</summary>
    public static readonly Wording NumberWrong = new("value.number-wrong", "{0} Correct it at the source; the gateway never guesses a number.");

    /// <summary>Value: the variants.</summary>
    public static readonly Wording LadderVariantMissing = new("value.ladder-variant-missing", "The ladder value has no declared variant; declare one of {0}.");

    /// <summary>No such rung.</summary>
    public static readonly Wording RungUnknown = new("value.rung-unknown", "The declared ladder variant has no such rung; send a rung of that variant, or none.");

    /// <summary>Several rungs.</summary>
    public static readonly Wording RungAmbiguous = new("value.rung-ambiguous", "The expected rung does not stand for one rung and is left out.");

    /// <summary>Claimed and read rung differ.</summary>
    public static readonly Wording RungNotOfVariant = new("value.rung-not-of-variant", "The rung is not the one for which the raw value stands on the declared variant; correct one of them, or give the coded reason of the override.");

    /// <summary>A rung is picked where the variant gives several, or none.</summary>
    public static readonly Wording RungPicked = new("value.rung-picked", "On the declared variant the raw value does not stand for exactly one rung; leave the rung out, or give the coded reason why this one is chosen.");

    /// <summary>Value: the reasons.</summary>
    public static readonly Wording OverrideReasonUnknown = new("value.override-reason-unknown", "An override needs a rung and one of these reasons: {0}.");

    /// <summary>A measurement before birth.</summary>
    public static readonly Wording MeasuredBeforeBirth = new("value.measured-before-birth", "The day of the measurement lies before the client's date of birth; correct the one that is wrong.");

    /// <summary>A measurement in the future.</summary>
    public static readonly Wording MeasuredInFuture = new("value.measured-in-future", "The day of the measurement is still to come; send the day on which it was made.");

    /// <summary>Value: the variant of the directory.</summary>
    public static readonly Wording VariantNotAgreed = new("value.variant-not-agreed", "By the directory the organisation measures on {0} on that day; send a measurement on it, or have directory/ladder.yaml changed before the variant is.");

    /// <summary>Value: where in the record.</summary>
    public static readonly Wording SeveralRecords = new("value.several-records", "{0} is here more than once, and the gateway does not choose; send one record for each.");

    /// <summary>Another shape.</summary>
    public static readonly Wording WrongShape = new("value.wrong-shape", "The value has another shape than the profile describes (a list or object instead of one value, or the reverse).");

    /// <summary>Several values.</summary>
    public static readonly Wording SeveralValues = new("value.several-values", "The value is here more than once, and the gateway does not choose; send it once.");

    /// <summary>Values: where in the record, and the field of the contract.</summary>
    public static readonly Wording Missing = new("value.missing", "{0} is missing or unknown, and {1} is required; fill it in.");

    /// <summary>Value: the types.</summary>
    public static readonly Wording TypeUnknown = new("value.type-unknown", "The event type is missing or not one an agency may state; it must be one of {0}.");

    /// <summary>No such scheme.</summary>
    public static readonly Wording SchemeUnknown = new("value.scheme-unknown", "The identifier scheme is not known; use insz, bsn, fnr or agency.");

    /// <summary>Values: where in the record, and the kind of value.</summary>
    public static readonly Wording MustBe = new("value.must-be", "{0} must be a {1}; see the schema in contracts/events.");

    /// <summary>Value: where in the record.</summary>
    public static readonly Wording MustBeWhole = new("value.must-be-whole", "{0} must be a whole number.");

    /// <summary>Kept raw.</summary>
    public static readonly Wording OutsideRecords = new("value.outside-records", "This stands outside the records of the format: it is kept raw and never forwarded. When it matters, have the profile extended.");

    /// <summary>Values: where in the record, and what may stand there.</summary>
    public static readonly Wording KindUnknown = new("value.kind-unknown", "The kind of record is missing or not known; {0} must be one of {1}.");

    /// <summary>Value: the type of event.</summary>
    public static readonly Wording Incomplete = new("value.incomplete", "The record does not make a complete {0}; compare it with the schema in contracts/events.");

    /// <summary>Value: the field of the contract.</summary>
    public static readonly Wording NothingGives = new("value.nothing-gives", "Nothing in the record gives {0}, which it cannot be without.");

    /// <summary>The rest is not told.</summary>
    public static readonly Wording MoreProblems = new("value.more-problems", "The record has more problems than these; correct them and send it again.");

    /// <summary>No flag.</summary>
    public static readonly Wording NotYesNo = new("value.not-yes-no", "The value is neither yes nor no; send J or N, true or false.");

    /// <summary>No whole number.</summary>
    public static readonly Wording NotWhole = new("value.not-whole", "The value is not a whole number; send digits only.");

    /// <summary>Values: least and most.</summary>
    public static readonly Wording OutOfRange = new("value.out-of-range", "The number must lie between {0} and {1}.");

    /// <summary>No number.</summary>
    public static readonly Wording NotNumber = new("value.not-number", "The value is not a number; send digits and at most one comma or point.");

    /// <summary>No categories.</summary>
    public static readonly Wording NoDrivingLicences = new("value.no-driving-licences", "The value is no list of driving licence categories such as B or BE.");

    /// <summary>No date.</summary>
    public static readonly Wording NotDate = new("value.not-date", "The value is not a date; send it as 2026-01-31 or 20260131.");

    /// <summary>Part of a date.</summary>
    public static readonly Wording DateIncomplete = new("value.date-incomplete", "The date lacks its month or day, which this field needs; the gateway invents neither.");

    /// <summary>Decision 0068.</summary>
    public static readonly Wording FirstDayOfAll = new("value.first-day-of-all", "The value is the first day that programs know, which they write where they have no date; leave it empty, or have the profile say that it stands for none.");

    /// <summary>Value: the part.</summary>
    public static readonly Wording PartMissing = new("value.part-missing", "The record has no {0}, which every record of this format has; check the program that writes it.");

    /// <summary>No moment.</summary>
    public static readonly Wording NotMoment = new("value.not-moment", "The value is not a moment; send it as 2026-01-31T09:30:00Z.");

    /// <summary>Values: the map and its version.</summary>
    public static readonly Wording CodeUnknown = new("value.code-unknown", "The code is not in code list {0} {1}. Send a code from the list, or have the list extended.");

    /// <summary>Values: the end, and what it ends.</summary>
    public static readonly Wording EndUnreadable = new("value.end-unreadable", "{0}: The end cannot be read as a date, so {1} counts as still in force. Send it as 2026-01-31 or 20260131.");

    /// <summary>Values: the guard, and what it protects.</summary>
    public static readonly Wording GuardUnreadableNotStated = new("value.guard-unreadable-not-stated", "{0}: The value is neither yes nor no; {1} is not stated, because it may be protected. Send J or N, true or false.");

    /// <summary>Values: the guard, and what it protects.</summary>
    public static readonly Wording GuardUnreadableSealed = new("value.guard-unreadable-sealed", "{0}: The value is neither yes nor no; {1} is sealed as special category, because it may be protected. Send J or N, true or false.");

    /// <summary>Values: the flag, the field of the contract, and yes or no.</summary>
    public static readonly Wording FlagUnreadable = new("value.flag-unreadable", "{0}: The value is neither yes nor no; {1} is stated as {2}, because the client may be protected. Send J or N, true or false.");

    /// <summary>A failed formula.</summary>
    public static readonly Wording NumberFailed = new("value.number-failed", "A spreadsheet could not compute or show the number; send the number itself.");

    /// <summary>No digits.</summary>
    public static readonly Wording NumberNoDigit = new("value.number-no-digit", "The value holds a character that is no digit from 0 to 9.");

    /// <summary>Value: the scheme.</summary>
    public static readonly Wording NumberPlaceholder = new("value.number-placeholder", "The number stands for none: numbers of {0} do not have zeros only in these parts.");

    /// <summary>Value: the scheme.</summary>
    public static readonly Wording NumberMonth = new("value.number-month", "The digits for the month are none that a number of {0} has.");

    /// <summary>A rounded number.</summary>
    public static readonly Wording NumberRounded = new("value.number-rounded", "A spreadsheet has rounded the number; format the column as text.");

    /// <summary>Values: digits found, the scheme, digits it has.</summary>
    public static readonly Wording NumberLength = new("value.number-length", "The number has {0} digits where {1} has {2} digits; a spreadsheet may have dropped zeros in front.");

    /// <summary>Value: the scheme.</summary>
    public static readonly Wording NumberCheckDigits = new("value.number-check-digits", "The number fails the check digits of {0}.");

    /// <summary>Value: how many digits.</summary>
    public static readonly Wording NotDigits = new("value.not-digits", "The value is no code of {0} digits; send it as text, with its leading zeros.");

    /// <summary>Changed on the way.</summary>
    public static readonly Wording SpreadsheetChanged = new("value.spreadsheet-changed", "A spreadsheet has rounded the value, made it a date or failed to compute it, so it is not what was entered; format the column as text and export it again.");

    /// <summary>Value: where in the record.</summary>
    public static readonly Wording DataMissing = new("value.data-missing", "{0} is missing or no object; an event carries its data there, as JSON and not as text or base64.");

    /// <summary>An envelope.</summary>
    public static readonly Wording ListNotRecord = new("value.list-not-record", "The document is an object around a list of records and no record itself; send that list alone, as an array.");

    /// <summary>Value: the field of the contract.</summary>
    public static readonly Wording PartLeftOut = new("value.part-left-out", "{0} is left out because it lacks a part it cannot be without.");

    /// <summary>Value: the field of the contract.</summary>
    public static readonly Wording EntryLeftOut = new("value.entry-left-out", "An entry of {0} is left out because it lacks a part it cannot be without.");

    /// <summary>Values: how many, and the field of the contract.</summary>
    public static readonly Wording EntriesLeftOut = new("value.entries-left-out", "{0} entries of {1} are left out because they lack a part they cannot be without.");
}
