using System.Text.Json.Nodes;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts;

namespace Gateway.Translation.Profiles;

/// <summary>
/// Proves that every agency can receive its handovers and statuses in the format that the directory names, by writing an event
/// in which every field has a value. What cannot be written would be withheld when it is due, and nobody would know why.
/// </summary>
internal static class ReceivingChecks
{
    /// <summary>Fields without which a recipient could not tell what an event is about, by event type.</summary>
    private static readonly Dictionary<string, string[]> Indispensable = new(StringComparer.Ordinal)
    {
        [EventTypes.ReferralHandover] = ["ticket"],
        [EventTypes.ReferralStatusChanged] = ["inReplyTo", "status"],
    };

    /// <param name="formats">In which formats agencies receive.</param>
    /// <param name="profiles">Profiles by id.</param>
    /// <param name="sound">Ids of those without a problem; nothing is written with another.</param>
    public static IEnumerable<FileProblem> Of(IEnumerable<ReceivingFormat> formats, IReadOnlyDictionary<string, Profile> profiles, IReadOnlySet<string> sound)
    {
        foreach (var format in formats)
        {
            if (profiles.TryGetValue(format.Profile, out var profile) && Objection(format, profile, profiles.Values, sound.Contains(profile.Id)) is { } text)
                yield return new FileProblem(format.File, format.Line, "cannot-receive", text);
        }
    }

    private static string? Objection(ReceivingFormat format, Profile profile, IEnumerable<Profile> profiles, bool isSound)
    {
        var what = format.Event == EventTypes.ReferralHandover ? "handovers" : "statuses";
        var key = format.Event == EventTypes.ReferralHandover ? "handoverProfile" : "statusProfile";
        if (!profile.Writes.Contains(format.Event))
        {
            var others = string.Join(", ", profiles.Where(p => p.Writes.Contains(format.Event)).Select(p => p.Id).Order(StringComparer.Ordinal));
            return $"'{format.Agency}' cannot receive {what}: '{profile.Id}' writes no {format.Event}. Add it under 'outbound' of formats/{profile.Id}/profile.yaml, or set '{key}' to one of {others}.";
        }

        if (!isSound)
            return null;
        var missing = new RecordWriter().Write(profile, format.Event, (JsonObject)Sample(ContractShape.Of(format.Event)!)).NotCarried.Intersect(Indispensable[format.Event]).ToList();
        return missing.Count == 0
            ? null
            : $"'{format.Agency}' could not tell what its {what} are about: '{profile.Id}' writes {format.Event} without {string.Join(" and ", missing)}. Add a line for it under 'outbound' of formats/{profile.Id}/profile.yaml.";
    }

    /// <summary>A value of a shape in which everything is there.</summary>
    private static JsonNode Sample(ContractShape shape) => shape.Kind switch
    {
        ContractKind.Object => new JsonObject(shape.Fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, Sample(f)))),
        ContractKind.List => new JsonArray(Sample(shape.Item!)),
        ContractKind.Number => 1,
        ContractKind.Flag => true,
        ContractKind.Instant => "2026-01-31T09:30:00Z",
        _ when shape.Name == "status" => Contracts.Events.CoarseStatuses.Received,
        _ => "1",
    };
}
