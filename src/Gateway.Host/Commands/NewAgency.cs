namespace Gateway.Host.Commands;

/// <summary>What is asked about a new agency. Ids and codes are those of the contracts folder.</summary>
internal sealed record NewAgency
{
    /// <summary>Id, part of queue and folder names.</summary>
    public required string Id { get; init; }

    /// <summary>Name as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>Class, as the directory writes it.</summary>
    public required string Class { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Municipality it serves; empty: the whole country.</summary>
    public string Municipality { get; init; } = "";

    /// <summary>Name of that municipality, when the directory does not have it yet.</summary>
    public string MunicipalityName { get; init; } = "";

    /// <summary>Format it hands in, besides CloudEvents.</summary>
    public required string Format { get; init; }

    /// <summary>Formats in which it receives.</summary>
    public required string HandoverFormat { get; init; }

    /// <summary>Format in which it is told statuses.</summary>
    public required string StatusFormat { get; init; }

    /// <summary>Language in which it is told what is wrong with a record.</summary>
    public required string Language { get; init; }

    /// <summary>How bytes reach it.</summary>
    public required string Channel { get; init; }

    /// <summary>Function to ask for on the phone.</summary>
    public required string DutyRole { get; init; }

    /// <summary>Office number.</summary>
    public required string DutyPhone { get; init; }

    /// <summary>Agency it works with.</summary>
    public required string Partner { get; init; }

    /// <summary>Services it offers.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Legal basis between the two.</summary>
    public required string Basis { get; init; }

    /// <summary>First day of the collaboration.</summary>
    public required DateOnly From { get; init; }

    /// <summary>References of the paperwork: protocol, advice of either data protection officer, impact assessment.</summary>
    public required (string Protocol, string PesAdvice, string WelfareAdvice, string Impact) Paperwork { get; init; }
}
