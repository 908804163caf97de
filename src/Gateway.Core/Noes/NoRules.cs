using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>
/// A client's no counts wherever it is said: to the agency that referred or to an office that got the handover, as an event, in
/// an office's own format, in its web inbox or by its data protection officer. It is decided inside the transaction that accepts
/// it, like every withdrawal.
/// </summary>
public static class NoRules
{
    /// <summary>Applies a statement that says a no, or that one is lifted.</summary>
    /// <param name="draft">The decision; it knows everything of the clients concerned.</param>
    /// <param name="agency">The agency that says so.</param>
    /// <param name="client">Its client, as the statement identifies it; null when it names none.</param>
    /// <param name="statement">The statement; one that says no such thing has no effect here.</param>
    /// <param name="receivedAt">When it was received, UTC.</param>
    /// <param name="register">Knows whom agencies erased; null: of those nothing is said.</param>
    public static void Apply(Draft draft, string agency, Guid? client, IStatement statement, DateTimeOffset receivedAt, IClientRegister? register)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(statement);
        if (draft.Agreed.Directory.Find(agency) is not { } caller || !draft.Agreed.Directory.IsSelf(caller, statement.Sender, draft.TodayAt(agency)))
            return;
        switch (statement)
        {
            case ConsentWithdrawn withdrawn:
                WithdrawalRules.Apply(draft, agency, client, withdrawn);
                // Who is known under two linked numbers withdraws under both.
                foreach (var same in client is { } one ? draft.SamePerson(one).Skip(1) : [])
                    WithdrawalRules.Apply(draft, agency, same, withdrawn);
                break;
            case ReferralReply reply when ClientNo.OfOutcome(reply.Outcome) is { } no && HandedOver.Named(draft, agency, reply.InReplyTo) is [var handover]:
                if (draft.Clients.Find(handover.ClientId) is { Wrapped: null })
                    OfErased(draft, handover, no, reply, receivedAt, register);
                else if (!HandedOver.NamesOther(draft, handover, reply.Client))
                    Answered(draft, handover, no, reply.SentAt, receivedAt);
                break;
            case ClientChanged changed when ClientNo.OfProtection(changed.Client.Protection) is { } protection:
                if (client is { } own)
                    StandingRules.Note(draft, own, protection, changed.SentAt, receivedAt, agency);
                foreach (var other in OthersOf(draft, agency, changed.Client))
                    StandingRules.Note(draft, other, protection, changed.SentAt, receivedAt, agency);
                break;
            default:
                break;
        }
    }

    /// <summary>Clients of other agencies of whom an office speaks, because it has or had the handover.</summary>
    internal static IReadOnlyList<Guid> OthersOf(Draft draft, string office, Client stated) =>
        [.. HandedOver.Of(draft, office, stated).Where(h => HandedOver.Has(draft, h)).Select(h => h.ClientId).Distinct()];

    private static void Answered(Draft draft, HandoverSnapshot handover, ClientNo no, DateTimeOffset? sentAt, DateTimeOffset receivedAt)
    {
        if (!HandedOver.Has(draft, handover))
            return;
        if (no.Protection is { } protection)
            StandingRules.Note(draft, handover.ClientId, protection, sentAt, receivedAt, handover.Recipient);
        else
            WithdrawalRules.WithdrawHandedOver(draft, handover, answered: true);
    }

    /// <summary>
    /// The referring agency erased the client, and the office's answer that the client objects comes afterwards. It counts for the person
    /// whom the answer names, if that is one whom the agency erased, also when they come again only later: whoever says no is not asked
    /// to say it twice. An agreement that was withdrawn went with the erasure.
    /// </summary>
    private static void OfErased(Draft draft, HandoverSnapshot handover, ClientNo no, ReferralReply reply, DateTimeOffset receivedAt, IClientRegister? register)
    {
        if (no.Protection is not { } protection || reply.Client is null || register is null || !HandedOver.Has(draft, handover))
            return;
        var person = HandedOver.Shared(reply.Client);
        if (register.ErasedAt(handover.Sender, person) <= receivedAt && register.Of(draft, handover.Sender, person).ClientId is { } client)
            StandingRules.Note(draft, client, protection, reply.SentAt, receivedAt, handover.Recipient);
    }
}
