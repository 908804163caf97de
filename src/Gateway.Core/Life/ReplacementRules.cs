using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// A register says that a number was replaced. At each agency that knows the old number the new one names the same client from
/// now on, the offices that have it are corrected, and the link stays attributable and can be undone. Nobody else replaces
/// numbers, and nobody is ever linked because names and birth dates are alike.
/// </summary>
public static class ReplacementRules
{
    private static readonly string[] Fields = ["client.identifiers.value", "client.identifiers.replacedBy"];

    /// <summary>Takes over a statement that says so.</summary>
    internal static void Apply(Draft draft, RecordSnapshot record, ClientChanged changed)
    {
        foreach (var identifier in changed.Client.Identifiers.Where(i => i.ReplacedBy is { Length: > 0 }))
        {
            if (draft.Agreed.Directory.Party(record.Agency) is not { Authentic: true } register)
            {
                LifeStatements.Remark(draft, record, LifeCodes.NotARegister, LifeSentences.NotARegister);
                draft.OpenTask(TaskKinds.CaseWork, record.Agency, record.ClientId ?? record.Id, LifeCodes.NotARegister, LifeSentences.NotARegister, dueOn: draft.TodayAt(record.Agency));
                return;
            }

            if (Chain(draft, register, identifier) is not { } chain)
            {
                SetAside.Record(draft, draft.Records.Get(record.Id), LifeCodes.ReplacedInCircle, LifeSentences.ReplacedInCircle);
                return;
            }

            foreach (var agency in draft.Agreed.Directory.Agencies.Where(a => a.Country == register.Country).Append(register).Distinct())
                Link(draft, record, agency.Id, identifier.Scheme, chain);
        }
    }

    /// <summary>The numbers from the old one to the one that stands for it now; null: it would come back to itself.</summary>
    private static List<string>? Chain(Draft draft, Agency register, Identifier identifier)
    {
        List<string> chain = [identifier.Value, identifier.ReplacedBy!];
        // What the register said of each number stands with the register's own client.
        var said = draft.Clients.All.Where(c => c.Agency == register.Id).SelectMany(c => draft.LifeOf(c.Id).Numbers).Where(n => n.Counts && n.Scheme == identifier.Scheme).ToList();
        while (true)
        {
            if (chain.Distinct(StringComparer.Ordinal).Count() < chain.Count)
                return null;
            if (said.FindLast(n => n.Old == chain[^1]) is not { } next)
                return chain;
            chain.Add(next.New);
        }
    }

    private static void Link(Draft draft, RecordSnapshot record, string agency, string scheme, List<string> chain)
    {
        if (Find(draft, agency, scheme, chain[0]) is not { Wrapped: not null } client)
            return;
        var life = draft.LifeOf(client.Id);
        List<ReplacedNumber> fresh = [];
        for (var i = 1; i < chain.Count; i++)
        {
            // Undone by an officer, and the same notice once more: it stays undone.
            if (life.Numbers.Any(n => n.Scheme == scheme && n.Old == chain[i - 1] && n.New == chain[i] && (n.Counts || n.Notice == record.Id)))
                continue;
            var other = Find(draft, agency, scheme, chain[i]);
            fresh.Add(new ReplacedNumber(scheme, chain[i - 1], chain[i], record.Agency, record.Id, record.ReceivedAt) { Added = other is null });
            if (other is null)
                draft.Add(new ClientIdentifier { Agency = agency, Hash = draft.Index.Identifier(agency, scheme, chain[i]), ClientId = client.Id, Scheme = scheme });
            else if (other.Id != client.Id)
                Join(draft, client.Id, other.Id);
        }

        if (fresh.Count == 0)
            return;
        draft.NoteLife(client.Id, life with { Numbers = [.. life.Numbers, .. fresh] });
        // Any change of the client, so that a release that read the old number at the same moment is decided again.
        draft.Clients.Change(client.Id, c => c with { });
        var told = OpenParts.Correct(draft, client.Id, Fields);
        draft.Audit("client.identifier-replaced", record.Agency, client.Id, new { agency, record = record.Id, told });
    }

    /// <summary>The client that a number names at an agency.</summary>
    internal static ClientSnapshot? Find(Draft draft, string agency, string scheme, string number) =>
        draft.Clients.Find(draft.Known.ClientOf(agency, draft.Index.Identifier(agency, scheme, number)));

    /// <summary>
    /// Two clients of an agency are one person from now on, with everybody who was linked to either: each of them points at the same one,
    /// so that no chain has to be followed.
    /// </summary>
    internal static void Join(Draft draft, Guid one, Guid other)
    {
        var head = draft.PersonOf(other);
        List<Guid> moved = [.. draft.SamePerson(one).Where(c => c != head && draft.Clients.Get(c).LinkedTo != head)];
        if (moved.Count == 0)
            return;
        foreach (var client in moved)
            draft.Clients.Change(client, c => c with { LinkedTo = head });
        // Of two notices at the same moment, one about the number that the other replaces, the second to commit sees the first.
        if (draft.Clients.Find(head) is { } known)
            draft.RelyOn(known);
        LinkedNoes.Carry(draft, draft.SamePerson(head));
    }

    /// <summary>The offices that have the client's data get the numbers as they are now.</summary>
    internal static int Correct(Draft draft, Guid client) => OpenParts.Correct(draft, client, Fields);
}
