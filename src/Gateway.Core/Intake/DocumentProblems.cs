using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>Why a document, or a record of it, cannot be read. Stored are the code and the values, and never a value of a client.</summary>
public static class DocumentProblems
{
    /// <summary>Value: the part.</summary>
    public static readonly Wording PartMissing = new("document.part-missing", "The document has no {0}, which every document of this format has; check the program that writes it.");

    /// <summary>No workbook.</summary>
    public static readonly Wording NoSpreadsheet = new("document.no-spreadsheet", "The file is not a readable spreadsheet; save it again as .xlsx, or send CSV.");

    /// <summary>A large workbook.</summary>
    public static readonly Wording SpreadsheetTooLarge = new("document.spreadsheet-too-large", "The spreadsheet is larger than allowed, or unpacks to more than its size explains; split it, or send CSV.");

    /// <summary>CSV.</summary>
    public static readonly Wording QuoteOpen = new("document.quote-open", "A quote in this row is opened and not closed; close it, or double it where it is part of a value.");

    /// <summary>CSV.</summary>
    public static readonly Wording RowTooLong = new("document.row-too-long", "The row is longer than 1 MiB; send less in one record.");

    /// <summary>It was in a compartment.</summary>
    public static readonly Wording NothingKept = new("document.nothing-kept", "Nothing of the record was kept; send it again.");

    /// <summary>No record.</summary>
    public static readonly Wording Empty = new("document.empty", "The document is empty; send at least one record.");

    /// <summary>A workbook of another kind.</summary>
    public static readonly Wording OldSpreadsheet = new("document.old-spreadsheet", "The file is an old or a protected spreadsheet; save it as .xlsx without a password, or send CSV.");

    /// <summary>JSON.</summary>
    public static readonly Wording NotObject = new("document.not-object", "A record must be a JSON object; send one object per record.");

    /// <summary>JSON.</summary>
    public static readonly Wording NotJson = new("document.not-json", "The record is not valid JSON from this line on; check quotes, commas and brackets.");

    /// <summary>JSON.</summary>
    public static readonly Wording NotUtf8 = new("document.not-utf8", "A text of the record is not valid UTF-8; write the file as UTF-8.");

    /// <summary>JSON.</summary>
    public static readonly Wording KeyTwice = new("document.key-twice", "The record has the same key twice in one object; send each key once.");

    /// <summary>JSON and XML.</summary>
    public static readonly Wording TooDeep = new("document.too-deep", "The record is nested deeper than 32 levels; send it as the profile describes.");

    /// <summary>Fixed width.</summary>
    public static readonly Wording LineTooLong = new("document.line-too-long", "The line is longer than 1 MiB; it is no line of this format.");

    /// <summary>Fixed width.</summary>
    public static readonly Wording LineTooShort = new("document.line-too-short", "The line is shorter than the format; what is missing counts as empty.");

    /// <summary>Value: the root element.</summary>
    public static readonly Wording OtherRoot = new("document.other-root", "The document is of another kind than this profile reads; its root must be {0}.");

    /// <summary>JSON.</summary>
    public static readonly Wording NotJsonAtAll = new("document.not-json-at-all", "The document is not JSON: it must begin with { or [.");

    /// <summary>Value: the path of the list.</summary>
    public static readonly Wording NoList = new("document.no-list", "The document has no list '{0}'; check which profile it is for.");

    /// <summary>JSON and XML.</summary>
    public static readonly Wording EndsInRecord = new("document.ends-in-record", "The document ends in the middle; send it again, whole. The records before this one were read.");

    /// <summary>XML.</summary>
    public static readonly Wording TooManyAttributes = new("document.too-many-attributes", "An element has more than 65,536 attributes, and the document cannot be read on from here; send it as the profile describes.");

    /// <summary>XML.</summary>
    public static readonly Wording TokenTooLong = new("document.token-too-long", "A tag, comment or text is longer than 16 MiB, and the document cannot be read on from here; send it as the profile describes.");

    /// <summary>A workbook of another kind.</summary>
    public static readonly Wording StrictSpreadsheet = new("document.strict-spreadsheet", "The spreadsheet is saved as Strict Open XML, a form of .xlsx of its own; save it as an ordinary Excel workbook (.xlsx), or send CSV.");

    /// <summary>A workbook.</summary>
    public static readonly Wording HiddenSheet = new("document.hidden-sheet", "The columns of this profile are on a hidden sheet, which is not read; show the sheet and send the file again.");

    /// <summary>Values: how many, and the first of them.</summary>
    public static readonly Wording RowsHidden = new("document.rows-hidden", "{0} rows are hidden or filtered out, the first of them row {1}; they are not read and nothing of them is kept. Show them and send the file again if they are meant, or delete them.");

    /// <summary>Values: how many rows were looked at, and the columns.</summary>
    public static readonly Wording OtherColumns = new("document.other-columns", "None of the first {0} rows has the columns of this profile; the header must have at least {1}.");

    /// <summary>XML.</summary>
    public static readonly Wording EncodingUnknown = new("document.encoding-unknown", "The declaration names an encoding that is not known; the name may be misspelt. Write UTF-8 (with its hyphen), ISO-8859-1 or windows-1252, whichever the document is in.");

    /// <summary>JSON.</summary>
    public static readonly Wording JsonBroken = new("document.json-broken", "The document cannot be read on from here; check commas and brackets between records.");

    /// <summary>XML.</summary>
    public static readonly Wording RecordTooLarge = new("document.record-too-large", "The record is larger than 1 MiB; send less in one record.");

    /// <summary>Rows.</summary>
    public static readonly Wording EndsInRow = new("document.ends-in-row", "The file ends in the middle of this row; send it again, whole. The rows before it were read.");

    /// <summary>Rows.</summary>
    public static readonly Wording RowTooWide = new("document.row-too-wide", "The row has more values than the header has columns, so they cannot be told apart; put a value that holds the separator in quotes.");

    /// <summary>Rows.</summary>
    public static readonly Wording RowTooNarrow = new("document.row-too-narrow", "The row has fewer values than the header has columns; the last columns count as empty.");

    /// <summary>XML.</summary>
    public static readonly Wording OtherEncoding = new("document.other-encoding", "The bytes are not in the encoding that the document declares; declare the one it is written in.");

    /// <summary>XML.</summary>
    public static readonly Wording DocumentType = new("document.document-type", "The document has a document type declaration, which is refused; leave out <!DOCTYPE …>.");

    /// <summary>XML.</summary>
    public static readonly Wording XmlBroken = new("document.xml-broken", "The document cannot be read on from here; it is not well-formed XML.");

    /// <summary>Fixed width.</summary>
    public static readonly Wording EndsInLine = new("document.ends-in-line", "The file ends in the middle of this line; send it again, whole. The lines before it were read.");

    /// <summary>JSON.</summary>
    public static readonly Wording SomethingFollows = new("document.something-follows", "Something that is no record follows the last one; send one object, one array, or an object a line.");

    /// <summary>JSON.</summary>
    public static readonly Wording JsonRecordTooLarge = new("document.json-record-too-large", "The record is larger than 1 MiB; send less in one record, and several records as one array.");

    /// <summary>XML.</summary>
    public static readonly Wording SecondRoot = new("document.second-root", "A second root element begins here; put all records under one root, or send each document on its own.");
}
