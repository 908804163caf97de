namespace Gateway.Core.Accountability;

/// <summary>Why somebody opens something of a client: a code, and words of their own.</summary>
/// <param name="Code">Code; for a look-up one of <see cref="LookUpPurposes"/>.</param>
/// <param name="Words">The person's own words. They may tell of the client, and lie under the client's key.</param>
public sealed record StatedPurpose(string Code, string? Words)
{
    /// <summary>Fewest characters that say something.</summary>
    public const int Shortest = 10;

    /// <summary>Most characters that are kept.</summary>
    public const int Longest = 500;

    /// <summary>Words as they are kept; null: they are too few or too many to be a purpose.</summary>
    public static string? Said(string? words) => words?.Trim() is { Length: >= Shortest and <= Longest } said ? said : null;

    /// <summary>Without the words: it may end up in a message or a log.</summary>
    public override string ToString() => Code;
}

/// <summary>Purposes for which an operator may look up a client by an identifier.</summary>
public static class LookUpPurposes
{
    /// <summary>The client asks the desk or the office.</summary>
    public const string ClientAsks = "client-asks";

    /// <summary>The office whose client it is asks.</summary>
    public const string OfficeAsks = "office-asks";

    /// <summary>A record of the client failed, and the fault is sought.</summary>
    public const string Fault = "fault";

    /// <summary>Two people may have been taken for one, or one for two.</summary>
    public const string MixedUp = "mixed-up";

    /// <summary>Every purpose.</summary>
    public static IReadOnlyList<string> All { get; } = [ClientAsks, OfficeAsks, Fault, MixedUp];
}
