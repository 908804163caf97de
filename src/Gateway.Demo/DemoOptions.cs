namespace Gateway.Demo;

/// <summary>How the demonstration runs.</summary>
public sealed record DemoOptions
{
    /// <summary>End when the year is over and everything is settled; otherwise keep serving until cancelled.</summary>
    public bool Once { get; init; }

    /// <summary>After the year the clock stands still, instead of going on with quiet days.</summary>
    public bool Still { get; init; }

    /// <summary>Data and clock of an earlier run are resumed; the runner says so, the stores decide from where.</summary>
    public bool Continue { get; init; }

    /// <summary>Print one JSON object on standard output and nothing else.</summary>
    public bool Json { get; init; }

    /// <summary>Address on which this gateway listens.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The demonstration's data folder; the offices keep their API keys in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the file outboxes, with a folder for each agency.</summary>
    public required string OutboxFolder { get; init; }
}
