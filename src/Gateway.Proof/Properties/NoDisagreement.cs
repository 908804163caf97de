using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Properties;

/// <summary>
/// Two rules never disagree: no release is decided by two manifests that name other fields, and no referral is under two local agreements
/// that leave out other fields. Which of the two counted would depend on their order, of which nobody thinks.
/// </summary>
internal static class NoDisagreement
{
    internal static void Prove(Hunt hunt, CaseVariables given, GateEncoding gate)
    {
        Manifests(hunt, given, gate);
        Agreements(hunt, given);
    }

    private static void Manifests(Hunt hunt, CaseVariables given, GateEncoding gate)
    {
        var pairs = (from one in gate.Manifests
                     from other in gate.Manifests.SkipWhile(m => m.Manifest != one.Manifest).Skip(1)
                     where !one.Manifest.Fields.ToHashSet(StringComparer.Ordinal).SetEquals(other.Manifest.Fields)
                         && one.Manifest.Event == other.Manifest.Event && one.Manifest.Step == other.Manifest.Step && one.Manifest.Purpose == other.Manifest.Purpose
                         && one.Manifest.From == other.Manifest.From && one.Manifest.To == other.Manifest.To
                     select (One: one.Manifest, Other: other.Manifest, Both: Formula.All(one.Allows, other.Allows))).ToList();
        foreach (var (one, other, both) in pairs)
        {
            hunt.Each($"whether the manifests '{one.Id}' and '{other.Id}' decide one release", Formula.All(gate.Open, both), found =>
            {
                var (first, second) = (Deciding(given, found, one, other), Deciding(given, found, other, one));
                var fields = InOne(one.Fields, other.Fields);
                return new Hunt.Met(
                    first == one.Id && second == other.Id ? new ProofFinding
                    {
                        Code = "manifests-disagree",
                        Says = $"The manifests '{one.Id}' and '{other.Id}' are for the same release and name other fields: {string.Join(", ", fields)}.",
                        Fields = fields,
                        Case = hunt.Describe(found),
                        Confirmed = "The gate takes whichever stands first.",
                    } : null,
                    Formula.True);
            });
        }
    }

    /// <summary>What is in one of two lists and not in both.</summary>
    private static List<string> InOne(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. one.Except(other, StringComparer.Ordinal).Concat(other.Except(one, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Manifest by which the gate decides when of two one stands before the other.</summary>
    private static string? Deciding(CaseVariables given, Assignment found, Manifest first, Manifest second)
    {
        // Which of them decides is asked, and not what would be left of it.
        var policy = given.After.Policy with { Manifests = [first with { Fields = ["(any)"] }, second with { Fields = ["(any)"] }] };
        var asked = RealCase.Of(given, found, RealCase.Parties(given, found), after: true, null)!;
        return Views.Decide(asked, given.After with { Policy = policy })?.Manifest;
    }

    private sealed record Clash(Collaboration One, Collaboration Other, string Sender, string Office, string Municipality, Formula When);

    private static void Agreements(Hunt hunt, CaseVariables given)
    {
        foreach (var clashes in Clashes(given).GroupBy(c => (c.One.Id, c.Other.Id)))
        {
            foreach (var clash in clashes)
            {
                var about = $"whether the local agreements '{clash.One.Id}' and '{clash.Other.Id}' hold for one referral";
                // Nothing of the gate is asked: only the day counts.
                if (hunt.Find(about, clash.When) is not { } found)
                    continue;
                var day = found[given.Today];
                if (!Holds(given.After, clash, clash.One, day) || !Holds(given.After, clash, clash.Other, day))
                {
                    hunt.Fault($"{about}: routing does not take each of them when it is the only one.");
                    return;
                }

                var fields = InOne(clash.One.WithoutFields, clash.Other.WithoutFields);
                hunt.Add(new ProofFinding
                {
                    Code = "agreements-disagree",
                    Says = string.Create(CultureInfo.InvariantCulture, $"The local agreements '{clash.One.Id}' and '{clash.Other.Id}' both hold for a client of {clash.Sender} in municipality {clash.Municipality} who is referred to {clash.Office} on {day:yyyy-MM-dd}, and leave out other fields: {string.Join(", ", fields)}."),
                    Fields = fields,
                    Confirmed = "Routing takes each of the two when the other is not there.",
                });
                break;
            }
        }
    }

    private static IEnumerable<Clash> Clashes(CaseVariables given)
    {
        var agreed = given.After;
        var all = agreed.Collaborations.OrderBy(c => c.Id, StringComparer.Ordinal).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var other in all.Skip(i + 1))
            {
                var one = all[i];
                if (one.WithoutFields.ToHashSet(StringComparer.Ordinal).SetEquals(other.WithoutFields))
                    continue;
                foreach (var sender in one.Parties.Intersect(other.Parties, StringComparer.Ordinal).Select(agreed.Directory.Find).OfType<Agency>())
                {
                    var offices = one.Parties.Concat(one.Providers).Intersect(other.Parties.Concat(other.Providers), StringComparer.Ordinal).Where(o => o != sender.Id).ToList();
                    if (offices.Count == 0)
                        continue;
                    foreach (var municipality in Municipalities(agreed, one).Intersect(Municipalities(agreed, other), StringComparer.Ordinal))
                    {
                        var when = Formula.All(
                            given.Today.Within(one.ValidFrom, one.ValidTo), given.Today.Within(other.ValidFrom, other.ValidTo),
                            Covered(given, one, sender, municipality), Covered(given, other, sender, municipality));
                        if (when is not Formula.Constant { Value: false })
                            yield return new Clash(one, other, sender.Id, offices[0], municipality, when);
                    }
                }
            }
        }
    }

    /// <summary>Codes of an agreement, and those that continue them after a merger.</summary>
    private static HashSet<string> Municipalities(Agreed agreed, Collaboration agreement)
    {
        var next = agreed.Directory.Municipalities.Where(m => m.Successor is not null).ToLookup(m => m.Code, m => m.Successor!, StringComparer.Ordinal);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(agreement.Municipalities);
        while (open.TryDequeue(out var code))
        {
            if (!codes.Add(code))
                continue;
            foreach (var successor in next[code])
                open.Enqueue(successor);
        }

        return codes;
    }

    /// <summary>Days on which an agreement is for a municipality: it names it, or a code that is continued by it then.</summary>
    private static Formula Covered(CaseVariables given, Collaboration agreement, Agency sender, string municipality)
    {
        if (agreement.Municipalities.Contains(municipality))
            return Formula.True;
        var directory = given.After.Directory;
        DateOnly[] turns = [.. directory.Municipalities.SelectMany(m => new[] { m.From, m.To is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : (DateOnly?)null }).OfType<DateOnly>().Append(DateOnly.MinValue).Distinct().Order()];
        return Formula.Any(turns.Select((begin, i) => agreement.Municipalities.Any(m => directory.Resolve(sender.Country, m, begin)?.Code == municipality)
            ? given.Today.Within(begin, i + 1 < turns.Length ? turns[i + 1].AddDays(-1) : null)
            : Formula.False));
    }

    /// <summary>Whether routing takes an agreement for the referral when there is no other.</summary>
    private static bool Holds(Agreed agreed, Clash clash, Collaboration agreement, DateOnly day)
    {
        var referral = new ReferralCase
        {
            Sender = agreed.Directory.Find(clash.Sender)!,
            Today = day,
            Referral = new ReferralSubmitted { Ticket = "proof", Purpose = "", Question = "", Client = new Client { Identifiers = [], Residence = new Residence { Municipality = clash.Municipality } } },
        };
        return Offices.AgreementFor(referral, new Whereabouts(clash.Municipality, true, null), [clash.Office], agreed with { Collaborations = [agreement] }).InForce?.Id == agreement.Id;
    }
}
