using System.Text;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Mandates;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Mandates;

/// <summary>Notes requests of control services, and answers them from the compartment of control data.</summary>
internal sealed class MandateStore(
    IGatewayDatabase database, UnitsOfWork units, Installation installation, KeyRing ring, CompartmentOpener opener, IControlReader reader, IPresent<Agreed> agreed) : IMandates
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
        List<Guid> due;
        await using (var store = database.Open())
            due = await store.Mandates.Where(m => m.Recipient == recipient && m.Position > after).OrderBy(m => m.Position).Take(most + 1).Select(m => m.Id).ToListAsync(cancellation);
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

    private async Task<MandateReply> AskAsync(UnitOfWork unit, MandateRequest request, string number, CancellationToken cancellation)
    {
        var (store, asked, now) = (unit.Store, request.Asked, agreed.Now);
        var reference = installation.Index.Mandate(request.Recipient, request.Reference);
        var question = installation.Index.MandateQuestion(request.Recipient, QuestionOf(request, number));
        var references = BlindIndex.Variants(reference);
        if (await store.Mandates.AsNoTracking().SingleOrDefaultAsync(m => m.Recipient == request.Recipient && references.Contains(m.ReferenceHash), cancellation) is { } earlier)
            return BlindIndex.Same(question, earlier.QuestionHash) ? new MandateReply.Noted(earlier.Id, MandateParts.DecisionOf(earlier)) : new MandateReply.ReferenceUsed();

        var recipient = now.Directory.Find(request.Recipient) ?? throw new InvalidOperationException("The caller is no agency of the directory.");
        var decision = MandateRules.Decide(new MandateCase(asked, recipient, unit.Today), now);
        var id = unit.Keys.Next();
        var (wrapped, key) = ring.CreateFor(id);
        var controller = now.Directory.Find(asked.Controller)?.Id;
        var row = new MandateRow
        {
            Id = id, Recipient = recipient.Id, Position = await LastAsync(store, recipient.Id, cancellation) + 1, Controller = controller,
            Basis = now.Policy.Bases.ContainsKey(asked.Basis) ? asked.Basis : null, From = asked.From, To = asked.To, EndsOn = asked.EndsOn, AskedAt = unit.Now,
            Asked = string.Join(',', asked.Kinds), Given = "", Refused = "", PolicyVersion = now.Policy.Version, ReferenceHash = reference, QuestionHash = question,
            Wrapped = wrapped, Reference = Sealing.Seal(key, Encoding.UTF8.GetBytes(request.Reference), Sealing.Context(id, ReferenceUse)),
            // Looked up only where the mandate holds: a request that is refused learns nothing and links nothing.
            ClientId = decision.Code is null ? await ClientAsync(store, asked.Controller, request.Scheme, number, cancellation) : null,
        };
        MandateParts.Put(row, decision);
        unit.Write(row);
        unit.Record("mandate.asked", recipient.Id, id, new { controller, basis = row.Basis, asked = row.Asked, given = row.Given, refused = row.Refused, code = row.Code, from = row.From, to = row.To });
        unit.OpenTask(TaskKinds.MandateAsked, controller ?? recipient.Id, id, row.Code ?? TaskKinds.MandateAsked, (row.Code is null ? TaskSentences.MandateAsked : TaskSentences.MandateRefused).With(recipient.Id));
        return new MandateReply.Noted(id, decision);
    }

    private async Task<(long Position, CloudEvent Item)> AnswerAsync(UnitOfWork unit, string recipient, Guid id, CancellationToken cancellation)
    {
        var row = await unit.Store.Mandates.SingleAsync(m => m.Id == id, cancellation);
        var reference = MandateParts.ReferenceOf(row, ring) ?? "";
        if (row.AnsweredAt is not null)
            return (row.Position, MandateAnswers.Of(row, reference, await _answers.AgainAsync(row, cancellation)));

        // The gate once more: policy, mandate and recipient as they are now.
        var now = agreed.Now;
        var asked = new MandateAsked
        {
            Basis = row.Basis ?? "", Controller = row.Controller ?? "", From = row.From, To = row.To, EndsOn = row.EndsOn, Kinds = MandateParts.Kinds(row.Asked),
        };
        if (row.Code is null)
            MandateParts.Put(row, MandateRules.Decide(new MandateCase(asked, now.Directory.Find(recipient)!, unit.Today), now));
        var items = row.Code is null ? await _answers.FirstAsync(unit, row, cancellation) : [];
        (row.AnsweredAt, row.PolicyVersion, row.Values) = (unit.Now, now.Policy.Version, items.Count);
        if (items.Count > 0)
            unit.SealApart(installation.Sealer.Seal(Compartment.Walled, row.Id, MandateAnswers.Write(items)));
        unit.Record("mandate.answered", recipient, id, new { controller = row.Controller, basis = row.Basis, given = row.Given, refused = row.Refused, code = row.Code, values = items.Count, policy = now.Policy.Version });
        return (row.Position, MandateAnswers.Of(row, reference, items));
    }

    private static async Task<long> LastAsync(GatewayContext store, string recipient, CancellationToken cancellation) =>
        await store.Mandates.Where(m => m.Recipient == recipient).MaxAsync(m => (long?)m.Position, cancellation) ?? 0;

    private Task<Guid?> ClientAsync(GatewayContext store, string controller, string scheme, string number, CancellationToken cancellation)
    {
        var hashes = BlindIndex.Variants(installation.Index.Identifier(controller, scheme, number));
        return store.ClientIdentifiers.Where(i => i.Agency == controller && hashes.Contains(i.Hash)).Select(i => (Guid?)i.ClientId).SingleOrDefaultAsync(cancellation);
    }

    private static string QuestionOf(MandateRequest request, string number)
    {
        var asked = request.Asked;
        return string.Join('\n', [asked.Basis, asked.Controller, $"{asked.From:O}", $"{asked.To:O}", $"{asked.EndsOn:O}", .. asked.Kinds.Order(StringComparer.Ordinal), request.Scheme, number]);
    }
}
