using System.Text;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Mandates;
using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Mandates;

/// <summary>Notes requests of control services, and answers them from the compartment of control data.</summary>
internal sealed class MandateStore(
    UnitsOfWork units, Installation installation, KeyRing ring, CompartmentOpener opener, IControlReader reader, IPresent<Agreed> agreed) : IMandates
{
    internal const string ReferenceUse = "mandate-reference";

    private readonly MandateAnswers _answers = new(opener, reader);

    public bool IsOpen => opener.CanOpen;

    public async Task<MandateReply> AskAsync(MandateRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (NationalNumbers.Normalise(request.Scheme, request.Identifier) is not { } number)
            return new MandateReply.Mistyped();
        // Of two that ask the same at the same moment the second finds the first when it tries again.
        return await units.RunAsync<MandateReply>(unit => AskAsync(unit, request, number, cancellation), cancellation);
    }

    public async Task<MandatePage> ReadAsync(string recipient, long after, int most, CancellationToken cancellation)
    {
        var due = await DueAsync(recipient, after, most + 1, cancellation);
        List<CloudEvent> items = [];
        var next = after;
        foreach (var id in due.Take(most))
        {
            var (position, item) = await units.RunAsync(unit => AnswerAsync(unit, recipient, id, cancellation), cancellation);
            items.Add(item);
            next = position;
        }

        return new MandatePage(items, next, due.Count > most);
    }

    /// <summary>Requests behind a position. One whose term is over is listed no more, also while a legal hold keeps it: that tells of a hold.</summary>
    private async Task<List<Guid>> DueAsync(string recipient, long after, int most, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var keep = agreed.Now.Policy.Retention.Of(RetentionKinds.Mandates)?.Keep;
        List<Guid> due = [];
        for (var more = true; more && due.Count < most;)
        {
            var from = after;
            var rows = await unit.Store.Mandates.Where(m => m.Recipient == recipient && m.Position > from).OrderBy(m => m.Position).Take(most)
                .Select(m => new { m.Id, m.Position, Moment = m.AnsweredAt ?? m.AskedAt }).ToListAsync(cancellation);
            due.AddRange(rows.Where(m => keep is not { } term || term.After(m.Moment) > unit.Now).Select(m => m.Id));
            more = rows.Count == most;
            after = more ? rows[^1].Position : after;
        }

        return [.. due.Take(most)];
    }

    private async Task<MandateReply> AskAsync(UnitOfWork unit, MandateRequest request, string number, CancellationToken cancellation)
    {
        var (store, asked, now) = (unit.Store, request.Asked, agreed.Now);
        var reference = installation.Index.Mandate(request.Recipient, request.Reference);
        var question = installation.Index.MandateQuestion(request.Recipient, QuestionOf(request, number));
        var references = BlindIndex.Variants(reference);
        if (await store.Mandates.AsNoTracking().SingleOrDefaultAsync(m => m.Recipient == request.Recipient && references.Contains(m.ReferenceHash), cancellation) is { } earlier)
            // Of an erased person the question is destroyed; a repetition is answered as before.
            return earlier.Wrapped is null || BlindIndex.Same(question, earlier.QuestionHash) ? new MandateReply.Noted(earlier.Id, MandateParts.DecisionOf(earlier)) : new MandateReply.ReferenceUsed();

        var recipient = now.Directory.Find(request.Recipient) ?? throw new InvalidOperationException("The caller is no agency of the directory.");
        var decision = MandateRules.Decide(new MandateCase(asked, recipient, now.Directory.DayAt(request.Recipient, unit.Now)), now);
        var id = unit.Keys.Next();
        var (wrapped, key) = ring.CreateFor(id);
        var controller = now.Directory.Find(asked.Controller)?.Id;
        // Looked up only where something may be given: a request that is refused learns nothing and links nothing.
        var client = decision.Given.Count > 0 ? await ClientAsync(store, asked.Controller, request.Scheme, number, cancellation) : null;
        // An erasure at the same moment comes before the request, or finds it.
        if (client is not null)
            unit.Use(client);
        var row = new MandateRow
        {
            Id = id, Recipient = recipient.Id, Position = Math.Max(await LastAsync(store, recipient.Id, cancellation) + 1, unit.Now.ToUnixTimeMilliseconds()), Controller = controller,
            Basis = now.Policy.Bases.ContainsKey(asked.Basis) ? asked.Basis : null, From = asked.From, To = asked.To, EndsOn = asked.EndsOn, AskedAt = unit.Now,
            Asked = string.Join(',', asked.Kinds), Given = "", Refused = "", PolicyVersion = now.Policy.Version, ReferenceHash = reference, QuestionHash = question,
            Wrapped = wrapped, Reference = Sealing.Seal(key, Encoding.UTF8.GetBytes(request.Reference), Sealing.Context(id, ReferenceUse)),
            ClientId = client?.Id,
        };
        MandateParts.Put(row, decision);
        unit.Write(row);
        unit.Record("mandate.asked", recipient.Id, id, new { controller, basis = row.Basis, asked = row.Asked, given = row.Given, refused = row.Refused, code = row.Code, from = row.From, to = row.To });
        unit.OpenTask(TaskKinds.MandateAsked, controller ?? recipient.Id, id, row.Code ?? TaskKinds.MandateAsked, (decision.Given.Count > 0 ? TaskSentences.MandateAsked : TaskSentences.MandateRefused).With(recipient.Id));
        return new MandateReply.Noted(id, decision);
    }

    private async Task<(long Position, CloudEvent Item)> AnswerAsync(UnitOfWork unit, string recipient, Guid id, CancellationToken cancellation)
    {
        var row = await unit.Store.Mandates.SingleAsync(m => m.Id == id, cancellation);
        // The gate once more, each time: policy, mandate and recipient as they are now.
        var now = agreed.Now;
        var asked = new MandateAsked
        {
            Basis = row.Basis ?? "", Controller = row.Controller ?? "", From = row.From, To = row.To, EndsOn = row.EndsOn, Kinds = MandateParts.Kinds(row.Asked),
        };
        var before = MandateParts.DecisionOf(row);
        var decision = MandateRules.Again(before, MandateRules.Decide(new MandateCase(asked, now.Directory.Find(recipient), now.Directory.DayAt(recipient, unit.Now)), now));
        var again = row.AnsweredAt is not null;
        // What was nothing at first stays nothing, and not everything if it was not everything then.
        var found = decision.Given.Count == 0 ? MandateFound.Nothing
            : again && row.Values == 0 ? MandateFound.Nothing with { Incomplete = MandateParts.IsIncomplete(row) }
            : await _answers.FindAsync(unit, row, decision.Given, cancellation);
        if (!again)
        {
            (row.AnsweredAt, row.PolicyVersion, row.Values) = (unit.Now, now.Policy.Version, found.Items.Count);
            MandateParts.Put(row, decision, found.Incomplete);
        }

        unit.Record(again ? "mandate.read-again" : "mandate.answered", recipient, id, new
        {
            controller = row.Controller, basis = row.Basis, given = string.Join(',', decision.Given), refused = row.Refused, code = decision.Code, values = found.Items.Count, policy = now.Policy.Version,
        });
        return (row.Position, MandateAnswers.Of(row, decision, found));
    }

    private static async Task<long> LastAsync(GatewayContext store, string recipient, CancellationToken cancellation) =>
        await store.Mandates.Where(m => m.Recipient == recipient).MaxAsync(m => (long?)m.Position, cancellation) ?? 0;

    private async Task<ClientSnapshot?> ClientAsync(GatewayContext store, string controller, string scheme, string number, CancellationToken cancellation)
    {
        var hashes = BlindIndex.Variants(installation.Index.Identifier(controller, scheme, number));
        return await store.Clients.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Wrapped != null && store.ClientIdentifiers.Any(i => i.ClientId == c.Id && i.Agency == controller && hashes.Contains(i.Hash)), cancellation);
    }

    private static string QuestionOf(MandateRequest request, string number)
    {
        var asked = request.Asked;
        return string.Join('\n', [asked.Basis, asked.Controller, $"{asked.From:O}", $"{asked.To:O}", $"{asked.EndsOn:O}", .. asked.Kinds.Order(StringComparer.Ordinal), request.Scheme, number]);
    }
}
