using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Delivery;

/// <summary>Writes events in the outbound profiles of their recipients.</summary>
internal sealed class ProfileEventWriter(IPresent<ProfileSet> profiles, RecordWriter writer) : IEventWriter
{
    public WrittenEvent Write(Agency to, string eventType, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(to);
        var known = profiles.Now;
        // A return is in the recipient's format of statuses where that has a place for it; otherwise it is the contract event itself.
        var profile = eventType == EventTypes.RecordReturned && known.Find(to.StatusProfile)?.Writes.Contains(eventType) != true ? known.Find(KnownProfiles.CloudEvents) : null;
        profile ??= known.Find(eventType == EventTypes.ReferralHandover ? to.HandoverProfile : to.StatusProfile)
            ?? throw new InvalidOperationException("The recipient's profile is not known any more.");
        var written = writer.Write(profile, eventType, data);
        return new WrittenEvent(written.MediaType, written.Bytes, written.NotCarried);
    }
}
