using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Translation;

/// <summary>Formats as they were loaded together with what the agencies agreed.</summary>
public interface IFormats
{
    /// <summary>The formats of a set of contracts; of one that is not known, those of now.</summary>
    ProfileSet Under(Agreed? agreed);
}

/// <summary>Writes events in the outbound profiles of their recipients.</summary>
/// <param name="formats">Formats as they are now, or as they were under a set.</param>
/// <param name="writer">Writes documents.</param>
/// <param name="spoken">Says sentences in recipients' languages; null: in English.</param>
public sealed class ProfileEventWriter(IFormats formats, RecordWriter writer, ISpoken? spoken = null) : IEventWriter
{
    /// <summary>A writer with one set of formats.</summary>
    public static IEventWriter Of(ProfileSet profiles, RecordWriter writer) => new OfOneSet(profiles, writer, null);

    /// <inheritdoc />
    public IEventWriter Under(Agreed agreed) => new OfOneSet(formats.Under(agreed), writer, spoken);

    /// <inheritdoc />
    public string Say(Agency to, Sentence sentence) => new OfOneSet(formats.Under(null), writer, spoken).Say(to, sentence);

    /// <inheritdoc />
    public IReadOnlySet<string>? PlacesOf(Agency to, string eventType) => new OfOneSet(formats.Under(null), writer, spoken).PlacesOf(to, eventType);

    /// <inheritdoc />
    public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new OfOneSet(formats.Under(null), writer, spoken).Write(to, eventType, data);

    private sealed class OfOneSet(ProfileSet profiles, RecordWriter writer, ISpoken? spoken) : IEventWriter
    {
        public string Say(Agency to, Sentence sentence)
        {
            ArgumentNullException.ThrowIfNull(to);
            ArgumentNullException.ThrowIfNull(sentence);
            return spoken?.In(to.Language, sentence) ?? sentence.ToString();
        }

        public WrittenEvent Write(Agency to, string eventType, JsonObject data)
        {
            ArgumentNullException.ThrowIfNull(to);
            // A return, a notice of erasure, a task, a plan, counts and a test are in the recipient's format of statuses where that has a place for them; otherwise each is the contract event itself.
            var own = OwnOf(to, eventType);
            var profile = FormatGaps.AsContractEvents.Contains(eventType) && own?.Writes.Contains(eventType) != true ? profiles.Find(KnownProfiles.CloudEvents) : null;
            profile ??= own ?? throw new InvalidOperationException("The recipient's profile is not known any more.");
            var written = writer.Write(profile, eventType, data);
            return new WrittenEvent(written.MediaType, written.Bytes, written.NotCarried);
        }

        public IReadOnlySet<string>? PlacesOf(Agency to, string eventType) =>
            OwnOf(to, eventType) is { } own && own.Id != KnownProfiles.CloudEvents ? own.FieldsWritten(eventType).ToHashSet(StringComparer.Ordinal) : null;

        private Profile? OwnOf(Agency to, string eventType) => profiles.Find(eventType == EventTypes.ReferralHandover ? to.HandoverProfile : to.StatusProfile);
    }
}
