namespace Gateway.Core.Intake;

/// <summary>Format profiles the gateway can read, with the media types each is sent in.</summary>
/// <param name="MediaTypesByProfile">Profile id to media types without parameters, the usual one first.</param>
public sealed record KnownProfiles(IReadOnlyDictionary<string, IReadOnlyList<string>> MediaTypesByProfile)
{
    /// <summary>Id of the profile in which contract events arrive as CloudEvents.</summary>
    public const string CloudEvents = "cloudevents";

    /// <summary>Media types of a profile, or null when there is no such profile.</summary>
    public IReadOnlyList<string>? Find(string profile) => MediaTypesByProfile.GetValueOrDefault(profile);
}
