using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;

namespace Gateway.Translation;

/// <summary>Writes events in the outbound profiles of their recipients.</summary>
/// <param name="profiles">Profiles as they are now.</param>
/// <param name="writer">Writes documents.</param>
public sealed class ProfileEventWriter(IPresent<ProfileSet> profiles, RecordWriter writer) : IEventWriter
{
    /// <inheritdoc />
    public WrittenEvent Write(Agency to, string eventType, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(to);
        var profile = profiles.Now.Find(eventType == EventTypes.ReferralHandover ? to.HandoverProfile : to.StatusProfile)
            ?? throw new InvalidOperationException("The recipient's profile is not known any more.");
        var written = writer.Write(profile, eventType, data);
        return new WrittenEvent(written.MediaType, written.Bytes, written.NotCarried);
    }
}
