namespace Gateway.Translation.Profiles;

/// <summary>Names of conversions as profiles write them.</summary>
internal enum ConversionName
{
    Text,
    Date,
    PartialDate,
    SpreadsheetDate,
    DateTime,
    YesNo,
    Code,
    Identifier,
    Number,
    Decimal,
    Licences,
    Digits,
    Ladder,
}
