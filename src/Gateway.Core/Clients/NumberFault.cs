namespace Gateway.Core.Clients;

/// <summary>What is wrong with a national number.</summary>
public enum NumberFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is no such scheme.</summary>
    Scheme,

    /// <summary>It holds something that is neither a digit nor a separator, or far too many digits.</summary>
    NoDigit,

    /// <summary>It has more or fewer digits than numbers of the scheme.</summary>
    Length,

    /// <summary>Zeros stand where numbers of the scheme have none: it was filled in for want of a number.</summary>
    Placeholder,

    /// <summary>The part for the month is none.</summary>
    Month,

    /// <summary>The check digits do not fit the others.</summary>
    CheckDigits,
}
