using Gateway.Core.Directory;

namespace Gateway.Core.Events;

/// <summary>The contract events, each as somebody needs it who connects a system: made from the schemas, the policy and the formats.</summary>
public interface IEventCatalogue
{
    /// <summary>Event types, in the order in which the contracts list them.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>An event; null: there is none of the type.</summary>
    EventEntry? Find(string type);
}

/// <summary>An event of the catalogue.</summary>
/// <param name="Type">Its type.</param>
/// <param name="When">When it is sent, from its schema.</param>
/// <param name="Ways">Who sends it and who gets it.</param>
/// <param name="Replaces">Which earlier message it takes the place of; null: none.</param>
/// <param name="Fields">Its fields, in the order of the schema.</param>
/// <param name="Example">An example in JSON, with invented people.</param>
/// <param name="Reads">Formats in which agencies may send it.</param>
/// <param name="Writes">Formats in which agencies may get it.</param>
public sealed record EventEntry(
    string Type, string When, EventWays Ways, string? Replaces, IReadOnlyList<EventField> Fields, string Example, IReadOnlyList<string> Reads, IReadOnlyList<string> Writes);

/// <summary>A field of an event.</summary>
/// <param name="Path">Path from the event on, lists transparent.</param>
/// <param name="Type">text, date, moment, number, yes or no, or a list of one of them.</param>
/// <param name="IsRequired">The event or the entry cannot be without it.</param>
/// <param name="Meaning">What it is, from the schema.</param>
/// <param name="Codes">Values it may have; empty when it is not coded.</param>
/// <param name="Protection">What keeps it from leaving; null: a manifest alone decides.</param>
/// <param name="Personal">Whether it is personal data.</param>
public sealed record EventField(string Path, string Type, bool IsRequired, string Meaning, IReadOnlyList<string> Codes, string? Protection, PersonalData Personal);

/// <summary>Who sends an event and who gets it.</summary>
/// <param name="FromAgencies">Agencies send it to the gateway.</param>
/// <param name="ToAgencies">The gateway sends it to agencies.</param>
/// <param name="Between">For what a policy lets through: whose knowledge goes to whom. Empty: the agency that it concerns gets it.</param>
public sealed record EventWays(bool FromAgencies, bool ToAgencies, IReadOnlyList<(RecipientClass From, RecipientClass To)> Between);
