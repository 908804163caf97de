namespace Gateway.Core.Handovers;

/// <summary>An agency's feed.</summary>
public sealed record FeedSnapshot
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Last position given; concurrency token, so that nothing appears behind a cursor.</summary>
    public long Last { get; set; }

    /// <summary>Confirmed up to here.</summary>
    public long Acknowledged { get; set; }
}
