using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Proof.Properties;

/// <summary>
/// Who fields are meant for, said here once more and apart from policy files and gate, so that a mistake in either shows. Whoever changes
/// this list changes what is promised to clients.
/// </summary>
internal static class Meant
{
    /// <summary>Control data (14 stands for exclusion): for nobody.</summary>
    internal static readonly IReadOnlyList<string> Walled = ["registration.category"];

    /// <summary>Words of the source, where no code is: for nobody.</summary>
    internal static readonly IReadOnlyList<string> FreeText = ["profile.occupationName", "profile.sector", "ladder.rawRung"];

    /// <summary>What protects a client: for nobody, since that there is a secret is itself the secret.</summary>
    internal static readonly IReadOnlyList<string> Secret = ["client.protection.secretAddress", "client.protection.staffOfAgency", "client.protection.restricted", "client.protection.objected"];

    /// <summary>Whether a provider or employer would learn of benefit, barriers, or which office a person comes from.</summary>
    internal static bool TellsOrigin(string field) => field is "purpose" or "question" or "services" or "needs"
        || Array.Exists(["registration.", "assistance.", "work.", "sender.", "basis.", "barriers.", "ladder.", "goal.", "assessment."], p => field.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Whether a field is made of words by nature: names, places, ways to reach somebody, references.</summary>
    internal static bool IsMadeOfWords(string field) => field is "ticket" or "inReplyTo" or "caseNumber" or "client.familyName" or "client.givenNames" or "client.fullName" or "client.contact.phone" or "client.contact.email"
        || Array.Exists(["client.residence.", "sender.", "recipient.", "parts.lead.", "parts.contact."], p => field.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Whether a code of a barrier there would state the barrier; elsewhere a text may be spelt like one.</summary>
    internal static bool StatesOfTheClient(string field) => !IsMadeOfWords(field)
        && !Array.Exists(["client.", "basis.", "agreement.recordId", "profile.occupation", "profile.sector"], p => field.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Classes that needs may be told to, with the client's explicit agreement, in step two of a handover.</summary>
    internal static bool MayHaveNeeds(RecipientClass recipient) => recipient is RecipientClass.Pes or RecipientClass.Welfare or RecipientClass.Health;

    /// <summary>Classes that take no part: control, benefit decisions, police, registers.</summary>
    internal static bool TakesNoPart(RecipientClass party) => party is RecipientClass.PesControl or RecipientClass.WelfareDecision or RecipientClass.Police or RecipientClass.Register;

    /// <summary>Values that may stand in a field, one of each kind that the code could tell apart, and whether they may not leave there.</summary>
    internal static IReadOnlyList<(string Value, string Kind, Func<string, bool> IsForbidden)> Values { get; } =
    [
        ("some words of a counsellor", "free text", f => !IsMadeOfWords(f)),
        ("words\tof\na\u00a0counsellor", "free text", f => !IsMadeOfWords(f)),
        (new string('w', 65), "free text", f => !IsMadeOfWords(f)),
        .. BarrierCodes.Protected.SelectMany(c => new[] { c, c.ToLowerInvariant(), $" {c} " }).Select(c => (c, "a special category", (Func<string, bool>)StatesOfTheClient)),
        ("14", "control data", f => f == "registration.category"),
        ("excluded", "control data", f => f == "registration.category"),
        ("DIABETES", "a reason behind a need", f => f == SpecialGrounds.Field),
    ];

    /// <summary>Messages of a handover.</summary>
    internal static readonly PolicyMoment[] Handovers = [PolicyMoment.StepOne, PolicyMoment.StepTwo];
}
