namespace Gateway.Core.Directory;

/// <summary>
/// The gateway's own test client: an agency that no directory lists and nobody holds a key of. Its referrals name no legal
/// basis, so they are withheld and nothing of them ever leaves to an office; what their sender is told comes back to the
/// gateway itself.
/// </summary>
public static class TestAgency
{
    /// <summary>Its id; no agency of a directory may have it.</summary>
    public const string Id = "gateway-heartbeat";

    /// <summary>The agency. Its country is one that the standard leaves to users (ISO 3166-1), so that no rule of a country applies.</summary>
    public static Agency Entry { get; } = new()
    {
        Id = Id,
        Name = "Gateway heartbeat",
        Class = RecipientClass.Pes,
        Country = "ZZ",
        Profiles = ["cloudevents"],
        Channel = ChannelKind.Gateway,
        Monitoring = true,
    };
}
