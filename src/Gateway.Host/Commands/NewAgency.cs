using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Host.Commands;

/// <summary>A new agency as it was answered. Ids and codes are those of the contracts folder.</summary>
internal sealed record NewAgency
{
    /// <summary>Id, part of queue and folder names.</summary>
    public required string Id { get; init; }

    /// <summary>Name as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>Class.</summary>
    public required RecipientClass Class { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Municipalities it serves; none: the whole country.</summary>
    public required IReadOnlyList<string> Municipalities { get; init; }

    /// <summary>The one of them that the directory does not have yet; null: it has all of them.</summary>
    public (string Code, string Name)? NewMunicipality { get; init; }

    /// <summary>Formats it hands in, besides CloudEvents.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Format in which it receives handovers.</summary>
    public required string HandoverFormat { get; init; }

    /// <summary>Format in which it is told statuses.</summary>
    public required string StatusFormat { get; init; }

    /// <summary>Language in which it is told what is wrong with a record.</summary>
    public required string Language { get; init; }

    /// <summary>How bytes reach it, as the directory writes it.</summary>
    public required string Channel { get; init; }

    /// <summary>Address of its webhook, when that is its channel.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Function to ask for on the phone.</summary>
    public required string DutyRole { get; init; }

    /// <summary>Office number.</summary>
    public required string DutyPhone { get; init; }

    /// <summary>Agency it works with.</summary>
    public required Agency Partner { get; init; }

    /// <summary>Services it offers.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Legal basis between the two.</summary>
    public required string Basis { get; init; }

    /// <summary>Kind of that basis.</summary>
    public required BasisKind BasisKind { get; init; }

    /// <summary>Title of a basis that the registry does not have yet; null: it has it.</summary>
    public string? BasisTitle { get; init; }

    /// <summary>What data is exchanged for.</summary>
    public required string Purpose { get; init; }

    /// <summary>First day of the collaboration.</summary>
    public required DateOnly From { get; init; }

    /// <summary>For a provider: the collaboration that it joins; null: the two get one of their own.</summary>
    public string? Joins { get; init; }

    /// <summary>References of the paperwork: protocol, advice of either data protection officer, impact assessment.</summary>
    public required (string Protocol, string PesAdvice, string WelfareAdvice, string Impact) Paperwork { get; init; }

    /// <summary>Manifests that are written for want of one.</summary>
    public IReadOnlyList<NewManifest> Manifests { get; init; } = [];
}

/// <summary>A manifest that no line of the policy covers yet.</summary>
/// <param name="Event">Event type.</param>
/// <param name="From">Class of the agency that it leaves.</param>
/// <param name="To">Class of the agency that gets it.</param>
internal sealed record NewManifest(string Event, RecipientClass From, RecipientClass To);
