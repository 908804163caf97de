using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Translation.Profiles;

namespace Gateway.Translation;

/// <summary>Forms a document may have.</summary>
public enum SourceFormat
{
    /// <summary>One JSON object, or an array of them.</summary>
    Json,

    /// <summary>XML; elements by their local names.</summary>
    Xml,

    /// <summary>Rows under a header: CSV, or a spreadsheet (XLSX), told apart by the first bytes.</summary>
    Table,

    /// <summary>Lines of a fixed number of characters, without a header.</summary>
    Fixed,
}

/// <summary>
/// How one agency format reads and is written: immutable, compiled from <c>contracts/formats/{id}/profile.yaml</c>
/// and its code maps. Safe for any number of threads.
/// </summary>
public sealed record Profile
{
    /// <summary>Id, the folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>Hash of the profile and every code map it uses; recorded with decisions.</summary>
    public required string Version { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Form.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>Media type in which documents of this profile are written.</summary>
    public required string MediaType { get; init; }

    /// <summary>Media types in which documents of this profile are taken in.</summary>
    public required IReadOnlyList<string> MediaTypes { get; init; }

    /// <summary>Strictest compartment any path or code is marked with; free text counts as special.</summary>
    public Compartment Compartment { get; init; }

    /// <summary>Whether any path or code is marked as walled, special category or free text.</summary>
    public bool MarksCompartments => Compartment != Compartment.Ordinary;

    /// <summary>Event types a document of this profile may state.</summary>
    public required IReadOnlyList<string> Reads { get; init; }

    /// <summary>Event types that can be written in this profile.</summary>
    public required IReadOnlyList<string> Writes { get; init; }

    /// <summary>Whether a document may say a client's no; when not, intake need not look for one.</summary>
    public bool CanSayNo => Evaluation.NoScan.Types.Any(Reads.Contains);

    /// <summary>Canonical paths of an event, lists transparent, that a document of this profile may state; none: it does not state the event.</summary>
    public IReadOnlyList<string> FieldsRead(string eventType) => Rules.Contract is not null && Reads.Contains(eventType)
        ? [.. ContractShape.Of(eventType)!.Paths]
        : [.. Rules.Statements.Where(s => s.Event == eventType).SelectMany(s => FieldLine.Targets(s.Fields)).Distinct(StringComparer.Ordinal)];

    /// <summary>Canonical paths of an event, lists transparent, for which this profile has a place when it is written; none: it does not write the event.</summary>
    public IReadOnlyList<string> FieldsWritten(string eventType) => Rules.Contract is not null
        ? [.. ContractShape.Of(eventType)!.Paths]
        : [.. Rules.Outbound.Values.Where(o => o.Event == eventType).SelectMany(o => FieldLine.Targets(o.Fields)).Distinct(StringComparer.Ordinal)];

    /// <summary>How it reads and writes.</summary>
    internal ProfileRules Rules { get; init; } = null!;

    /// <summary>Whether a declared media type is one of this profile; an absent or generic one is.</summary>
    /// <param name="contentType">Value of a <c>Content-Type</c> header, parameters included.</param>
    public bool Accepts(string? contentType)
    {
        var type = contentType?.Split(';')[0].Trim();
        return string.IsNullOrEmpty(type)
            || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || MediaTypes.Contains(type, StringComparer.OrdinalIgnoreCase);
    }
}
