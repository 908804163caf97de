using Gateway.Core.Work;

namespace Gateway.Core.Reading;

/// <summary>Counts of a pilot site in one month, without persons.</summary>
public sealed record PilotCount : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Collaboration.</summary>
    public required string Collaboration { get; set; }

    /// <summary>Month, <c>2026-03</c>.</summary>
    public required string Period { get; set; }

    /// <summary>Source time of the counts; newer replaces older.</summary>
    public DateTimeOffset SourceTime { get; set; }

    /// <summary>Identified.</summary>
    public int Identified { get; set; }

    /// <summary>Eligible.</summary>
    public int Eligible { get; set; }

    /// <summary>Offered.</summary>
    public int Offered { get; set; }

    /// <summary>Losses as JSON.</summary>
    public required string Losses { get; set; }
}
