namespace Gateway.Chaos.Tests.Agencies;

/// <summary>How an office gets its events.</summary>
internal enum Channel
{
    /// <summary>It reads its feed over HTTP.</summary>
    Feed,

    /// <summary>It collects files.</summary>
    File,

    /// <summary>It consumes its queue.</summary>
    Amqp,
}

/// <summary>A welfare office of the shipped directory that takes part.</summary>
/// <param name="Agency">Its id.</param>
/// <param name="Municipality">Code of its municipality: a client who lives there is referred to it.</param>
/// <param name="Channel">How it gets its events.</param>
internal sealed record Office(string Agency, string Municipality, Channel Channel)
{
    public static Office Leuven { get; } = new("ocmw-leuven", "24062", Channel.Feed);

    public static Office Dendermonde { get; } = new("ocmw-dendermonde", "42006", Channel.File);

    public static Office Antwerpen { get; } = new("ocmw-antwerpen", "11002", Channel.Amqp);
}
