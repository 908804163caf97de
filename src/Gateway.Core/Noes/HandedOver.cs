using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>
/// Which handovers an office speaks about. Two agencies' clients are never joined outside a referral: an office speaks about
/// another agency's client only through a handover that is addressed to it.
/// </summary>
public static class HandedOver
{
    /// <summary>The handovers a ticket may mean, by their own or by the referring office's; only those addressed to the office.</summary>
    public static IReadOnlyList<HandoverSnapshot> Named(Draft draft, string office, string ticket)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (Guid.TryParse(ticket, out var id) && draft.Handovers.Find(id) is { } named && named.Recipient == office)
            return [named];
        var hash = draft.Index.Ticket(office, ticket);
        List<HandoverSnapshot> meant = [.. draft.Handovers.All.Where(h => h.Recipient == office && AgreementRules.Same(h.TicketHash, hash))];
        // An office that declined and was asked again later speaks about what it has now.
        return meant.Count > 1 && meant.TrueForAll(h => h.ReferralId == meant[0].ReferralId) ? [meant.MaxBy(h => h.Id)!] : meant;
    }

    /// <summary>Handovers to an office of the client that a number names at the agency that referred.</summary>
    public static IReadOnlyList<HandoverSnapshot> Of(Draft draft, string office, Client client)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(client);
        var shared = Shared(client);
        return shared.Identifiers.Count == 0
            ? []
            : [.. draft.Handovers.All.Where(h => h.Recipient == office && ClientsByNumber.HashesOf(draft.Index, h.Sender, shared).Any(n => draft.Known.ClientOf(h.Sender, n.Hash) == h.ClientId))];
    }

    /// <summary>Whether anything of a handover left to its office: only who has or had the client speaks for the client.</summary>
    public static bool Has(Draft draft, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(handover);
        return draft.Known.Disclosed.Contains((handover.ReferralId, handover.Recipient));
    }

    /// <summary>
    /// Whether a statement names another client than a handover. Numbers are compared within the referring office's own index;
    /// a number of a scheme that it knows none of for this client says nothing.
    /// </summary>
    public static bool NamesOther(Draft draft, HandoverSnapshot handover, Client? stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(handover);
        if (stated is null)
            return false;
        var known = draft.Known.Identifiers.Where(i => i.ClientId == handover.ClientId).Select(i => i.Scheme).ToHashSet(StringComparer.Ordinal);
        var comparable = Shared(stated).Identifiers.Where(i => known.Contains(i.Scheme)).ToList();
        if (comparable.Count == 0)
            return false;
        var named = comparable.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(v => draft.Known.ClientOf(handover.Sender, draft.Index.Identifier(handover.Sender, i.Scheme, v)))).ToList();
        // Two numbers that a register's notice links name one person.
        var person = draft.PersonOf(handover.ClientId);
        return !named.Exists(n => n is { } one && draft.PersonOf(one) == person) || named.Exists(n => n is { } one && draft.PersonOf(one) != person);
    }

    /// <summary>The client with numbers that mean the same everywhere: an agency's own reference names somebody else at another.</summary>
    public static Client Shared(Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client with { Identifiers = [.. client.Identifiers.Where(i => i.Scheme != IdentifierSchemes.AgencyReference)] };
    }
}
