namespace Gateway.Catalogue;

/// <summary>Names that profiles may use of directory and policy, and what agencies ask of profiles; also when those files have problems.</summary>
public sealed record CatalogueNames
{
    /// <summary>Codes of services.</summary>
    public required IReadOnlyCollection<string> Services { get; init; }

    /// <summary>Codes of questions.</summary>
    public required IReadOnlyCollection<string> Questions { get; init; }

    /// <summary>Codes of purposes.</summary>
    public required IReadOnlyCollection<string> Purposes { get; init; }

    /// <summary>References of legal bases.</summary>
    public required IReadOnlyCollection<string> Bases { get; init; }

    /// <summary>In which formats agencies receive.</summary>
    public required IReadOnlyList<ReceivingFormat> Receiving { get; init; }
}

/// <summary>A format in which an agency receives one kind of event, and where the directory says so.</summary>
/// <param name="Agency">Agency id.</param>
/// <param name="Event">Event type.</param>
/// <param name="Profile">Profile.</param>
/// <param name="File">File, relative to the contracts folder.</param>
/// <param name="Line">Line.</param>
public sealed record ReceivingFormat(string Agency, string Event, string Profile, string File, int Line);
