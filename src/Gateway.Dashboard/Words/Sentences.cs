using System.Collections.Frozen;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Sentences that the gateway writes down when something happens, as the pages know them: the keys under which they are
/// said again in another language (<see cref="Said"/>). A test compares them with the rules that write them.
/// </summary>
internal static class Sentences
{
    /// <summary>Every sentence; <c>{0}</c> stands for a code or a name.</summary>
    internal static IReadOnlyList<string> All => [.. Coded, .. Recognised];

    /// <summary>Sentences of stories, of decisions and of most tasks: what is stored is their code, so nothing has to be recognised.</summary>
    internal static FrozenSet<string> Coded { get; } = StorySentences.All.Concat(DecisionSentences.All).Concat(TaskSentences.All).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Sentences that are stored in English, and recognised by their shape.</summary>
    internal static IReadOnlyList<string> Recognised => [OnSheet, .. Written];

    /// <summary>Stands behind a sentence about a row of a workbook.</summary>
    private const string OnSheet = "(The row is on sheet {0}.)";

    /// <summary>A place in a record, and a sentence about it. It fits nearly everything, and is tried last.</summary>
    private const string PlaceAndSentence = "{0}: {1}";

    /// <summary>What rules write down in English.</summary>
    internal static IReadOnlyList<string> Written { get; } =
    [
        // Records of another client, of nobody any more, or of no collaboration.
        "The counts name no collaboration that this agency has signed, or no month. Check the collaboration's id and the period.",
        "What was known of the client was erased before the referral was decided. Send it again if it still holds.",
        "It names another client than the referral it points at. Check ticket and number; send a replaced number as a change of the client first.",
        "What the gateway keeps of this client cannot be opened at the moment, so the record is not worked on. The gateway desk repairs it and has the record translated again; nothing need be sent again.",
        "The bytes of the record are not kept any more, so it cannot be translated again. Its sender has to send it again.",
        "The profile tells the records of this file apart in another way now, so this one cannot be found in it again. Its sender has to send the file again.",
        "The office has given its final answer to this handover before; this answer is kept and has no effect. Ask the referring office for a new referral if the client is helped again.",
        "It names another client than the handover it answers. Check ticket and number; nothing was applied.",

        // Agreements.
        "The client agreed for another purpose than that of the referral it names. Name the referral that the agreement is for.",
        "The record is no referral, so nothing of it would be handed over.",
        "No notice for this purpose is shown by this agency today, so there is nothing that the client could agree to.",
        "It names neither the referral it is for (gw:referral) nor the client (dpv:hasDataSubject with gw:identifier).",
        "It has no status of which the gateway takes note: dpv:ConsentGiven, dpv:ConsentRefused or dpv:ConsentWithdrawn.",

        // Delivery.
        "The stored payload of the delivery cannot be opened.",

        // Worklists.
        "The ticket was used before for another referral. Send a correction as an amendment, and a new referral under a new ticket.",
        "The ticket names several handovers to this office, because two referring offices use it. Answer under the handover's own ticket.",
        "It names a referral that is not known here. It waits; when the referral arrives it takes effect.",
        "It answers a handover that is not known here. Check the ticket; if the handover is still to come, the reply takes effect then.",
        "The time for which a file is kept was over when {0} of its records had been read; its bytes are destroyed. Ask the gateway desk why it could not be read, and send it again.",
        "Work of stage {0} failed: {1}",
        "It was begun {0} times and never completed.",

        // What a replay would do.
        "Would fail again: {0}",
        "Would read the file on from the first record that is not translated.",
        "Would wait: something accepted before it comes first.",
        "Would bring the same bytes to {0} again, under the same id.",
        "Would do nothing: it is settled.",
        "Would be released to {0}.",
        "Would be stopped by the gate ({0}); nothing would leave.",
        "Would be set aside ({0}).",
        "Would wait ({0}).",
        "Would be handed over to {0}.",
        "Would be {0} ({1}).",
        "Would succeed and tell {0}.",
        "Would succeed.",

        // Why a record is set aside.
        "{0}: {1} The field is left out.",
        "The text is longer than {0} characters; shorten it.",
        "The text had control characters or half of a character; they were dropped.",
        "{0} Correct it at the source; the gateway never guesses a number.",
        "The ladder value has no declared variant; declare one of {0}.",
        "The declared ladder variant has no such rung; send a rung of that variant, or none.",
        "The expected rung does not stand for one rung and is left out.",
        "{0} is here more than once, and the gateway does not choose; send one record for each.",
        "The value has another shape than the profile describes (a list or object instead of one value, or the reverse).",
        "The value is here more than once, and the gateway does not choose; send it once.",
        "{0} is missing or unknown, and {1} is required; fill it in.",
        "The event type is missing or not one an agency may state; it must be one of {0}.",
        "The identifier scheme is not known; use insz, bsn, fnr or agency.",
        "{0} must be a {1}; see the schema in contracts/events.",
        "{0} must be a whole number.",
        "This stands outside the records of the format: it is kept raw and never forwarded. When it matters, have the profile extended.",
        "The kind of record is missing or not known; {0} must be one of {1}.",
        "The record does not make a complete {0}; compare it with the schema in contracts/events.",
        "Nothing in the record gives {0}, which it cannot be without.",
        "The record has more problems than these; correct them and send it again.",
        "The value is neither yes nor no; send J or N, true or false.",
        "The value is not a whole number; send digits only.",
        "The number must lie between {0} and {1}.",
        "The value is not a number; send digits and at most one comma or point.",
        "The value is no list of driving licence categories such as B or BE.",
        "The value is not a date; send it as 2026-01-31 or 20260131.",
        "The date lacks its month or day, which this field needs; the gateway invents neither.",
        "The value is the first day that programs know, which they write where they have no date; leave it empty, or have the profile say that it stands for none.",
        "The document has no {0}, which every document of this format has; check the program that writes it.",
        "The record has no {0}, which every record of this format has; check the program that writes it.",
        "The value is not a moment; send it as 2026-01-31T09:30:00Z.",
        "The code is not in code map {0} {1}; send a code it has, or have the map extended.",
        "The file is not a readable spreadsheet; save it again as .xlsx, or send CSV.",
        "The spreadsheet is larger than allowed, or unpacks to more than its size explains; split it, or send CSV.",
        "A quote in this row is opened and not closed; close it, or double it where it is part of a value.",
        "The row is longer than 1 MiB; send less in one record.",
        "Nothing of the record was kept; send it again.",
        "The document is empty; send at least one record.",
        "The file is an old or a protected spreadsheet; save it as .xlsx without a password, or send CSV.",
        "A record must be a JSON object; send one object per record.",
        "The record is not valid JSON from this line on; check quotes, commas and brackets.",
        "A text of the record is not valid UTF-8; write the file as UTF-8.",
        "The record has the same key twice in one object; send each key once.",
        "The record is nested deeper than 32 levels; send it as the profile describes.",
        "The line is longer than 1 MiB; it is no line of this format.",
        "The line is shorter than the format; what is missing counts as empty.",
        "The document is of another kind than this profile reads; its root must be {0}.",
        "The document is not JSON: it must begin with { or [.",
        "The document has no list '{0}'; check which profile it is for.",
        "The document ends in the middle; send it again, whole. The records before this one were read.",
        "An element has more than 65,536 attributes, and the document cannot be read on from here; send it as the profile describes.",
        "A tag, comment or text is longer than 16 MiB, and the document cannot be read on from here; send it as the profile describes.",
        "{0} The code is {1}.",
        "{0}: The end cannot be read as a date, so {1} counts as still in force. Send it as 2026-01-31 or 20260131.",
        "{0}: The value is neither yes nor no; {1} {2}, because it may be protected. Send J or N, true or false.",
        "{0}: The value is neither yes nor no; {1} is stated as {2}, because the client may be protected. Send J or N, true or false.",
        "A spreadsheet could not compute or show the number; send the number itself.",
        "The value holds a character that is no digit from 0 to 9.",
        "The number stands for none: numbers of {0} do not have zeros only in these parts.",
        "The digits for the month are none that a number of {0} has.",
        "The spreadsheet is saved as Strict Open XML, a form of .xlsx of its own; save it as an ordinary Excel workbook (.xlsx), or send CSV.",
        "The columns of this profile are on a hidden sheet, which is not read; show the sheet and send the file again.",
        "{0} rows are hidden or filtered out, the first of them row {1}; they are not read and nothing of them is kept. Show them and send the file again if they are meant, or delete them.",
        "None of the first {0} rows has the columns of this profile; the header must have at least {1}.",
        "The declaration names an encoding that is not known; the name may be misspelt. Write UTF-8 (with its hyphen), ISO-8859-1 or windows-1252, whichever the document is in.",
        "The document cannot be read on from here; check commas and brackets between records.",
        "The record is larger than 1 MiB; send less in one record.",
        "The file ends in the middle of this row; send it again, whole. The rows before it were read.",
        "The row has more values than the header has columns, so they cannot be told apart; put a value that holds the separator in quotes.",
        "The row has fewer values than the header has columns; the last columns count as empty.",
        "The bytes are not in the encoding that the document declares; declare the one it is written in.",
        "The document has a document type declaration, which is refused; leave out <!DOCTYPE …>.",
        "The document cannot be read on from here; it is not well-formed XML.",
        "The record makes no statement.",
        "The record names another organisation as its sender. An agency speaks for itself only; send it with that organisation's own key.",
        "A spreadsheet has rounded the value, made it a date or failed to compute it, so it is not what was entered; format the column as text and export it again.",
        "{0} is missing or no object; an event carries its data there, as JSON and not as text or base64.",
        "The document is an object around a list of records and no record itself; send that list alone, as an array.",
        "{0} is left out because it lacks a part it cannot be without.",
        "An entry of {0} is left out because it lacks a part it cannot be without.",
        "{0} entries of {1} are left out because they lack a part they cannot be without.",
        "A spreadsheet has rounded the number; format the column as text.",
        "The number has {0} digits where {1} has {2} digits; a spreadsheet may have dropped zeros in front.",
        "The number fails the check digits of {0}.",
        "The value is no code of {0} digits; send it as text, with its leading zeros.",
        "The file ends in the middle of this line; send it again, whole. The lines before it were read.",
        "Something that is no record follows the last one; send one object, one array, or an object a line.",
        "The record is larger than 1 MiB; send less in one record, and several records as one array.",
        "A second root element begins here; put all records under one root, or send each document on its own.",
        PlaceAndSentence,
    ];
}
