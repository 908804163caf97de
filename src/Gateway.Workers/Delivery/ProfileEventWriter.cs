using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Translation;

namespace Gateway.Workers.Delivery;

/// <summary>Formats as they were loaded together with what the agencies agreed.</summary>
public interface IFormats
{
    /// <summary>The formats of a set of contracts; of one that is not known, those of now.</summary>
    ProfileSet Under(Agreed? agreed);
}

/// <summary>Writes events in the outbound profiles of their recipients.</summary>
internal sealed class ProfileEventWriter(IFormats formats, RecordWriter writer) : IEventWriter
{
    public IEventWriter Under(Agreed agreed) => new OfOneSet(formats.Under(agreed), writer);

    public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new OfOneSet(formats.Under(null), writer).Write(to, eventType, data);

    private sealed class OfOneSet(ProfileSet profiles, RecordWriter writer) : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data)
        {
            ArgumentNullException.ThrowIfNull(to);
            var profile = profiles.Find(eventType == EventTypes.ReferralHandover ? to.HandoverProfile : to.StatusProfile)
                ?? throw new InvalidOperationException("The recipient's profile is not known any more.");
            var written = writer.Write(profile, eventType, data);
            return new WrittenEvent(written.MediaType, written.Bytes, written.NotCarried);
        }
    }
}
