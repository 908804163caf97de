using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Gateway.Translation;

namespace Gateway.Host.Commands;

/// <summary>A handover as its recipient would get it.</summary>
/// <param name="Recipient">Agency.</param>
/// <param name="Services">Services asked of it.</param>
/// <param name="Step">1, or 2: after it has registered a file.</param>
/// <param name="Format">Its format.</param>
/// <param name="MediaType">Media type of the document.</param>
/// <param name="Document">The document.</param>
/// <param name="NotCarried">Canonical fields that may leave and for which its format has no place.</param>
internal sealed record DryHandover(string Recipient, IReadOnlyList<string> Services, int Step, string Format, string MediaType, string Document, IReadOnlyList<string> NotCarried);

/// <summary>What would become of a statement of a client of whom nothing is known yet.</summary>
/// <param name="Event">Event type.</param>
/// <param name="Outcome"><c>handed-over</c>, <c>withheld</c>, <c>unroutable</c> or <c>applied</c> (no referral).</param>
/// <param name="Code">Reason code; null when nothing stands in the way.</param>
/// <param name="Says">A sentence.</param>
/// <param name="Missing">What is missing.</param>
/// <param name="Notices">What is worth knowing.</param>
/// <param name="Handovers">What recipients would get.</param>
internal sealed record DryStatement(
    string Event, string Outcome, string? Code, string Says, IReadOnlyList<string> Missing, IReadOnlyList<string> Notices, IReadOnlyList<DryHandover> Handovers);

/// <summary>
/// Takes a statement through admission, routing, view and the recipient's format by the same rules as the stages, and stores
/// nothing. It knows no client, so what an earlier record changes (a withdrawal, an objection, a full service) is not in it.
/// </summary>
internal sealed class DryRun(ContractsFolder contracts, Agency sender, DateTimeOffset now) : IOccupancy
{
    private static readonly IReadOnlyList<string> Nothing = [];
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    public int Taken(string agency, string service) => 0;

    internal DryStatement Of(Statement statement)
    {
        if (!contracts.Agreed.Directory.IsSelf(sender, statement.Content.Sender, _today))
            return new DryStatement(statement.Type, "set-aside", "sender-mismatch", $"The record names another organisation as its sender than '{sender.Id}'; it would be set aside.", ["sender"], Nothing, []);
        if (statement.Content is not ReferralSubmitted referral)
            return new DryStatement(statement.Type, "applied", null, "It would be applied to what is known of the client or the referral it names; a dry run knows nobody.", Nothing, Nothing, []);
        var given = new ReferralCase { Referral = referral, Sender = sender, Today = _today };
        if (Admissibility.Decide(given, contracts.Agreed) is not Admission.Admissible admitted)
        {
            var withheld = (Admission.Withheld)Admissibility.Decide(given, contracts.Agreed);
            return new DryStatement(statement.Type, "withheld", withheld.Code, withheld.Why.Text, withheld.Why.Missing, withheld.Why.Notices, []);
        }

        if (Routes.Decide(given, contracts.Agreed, this) is not RoutingDecision.Routed routed)
        {
            var unroutable = (RoutingDecision.Unroutable)Routes.Decide(given, contracts.Agreed, this);
            return new DryStatement(statement.Type, "unroutable", unroutable.Code, unroutable.Why.Text, unroutable.Why.Missing, unroutable.Why.Notices, []);
        }

        var handovers = routed.Legs.SelectMany(l => Handovers(statement, referral, admitted, routed, l)).ToList();
        return handovers.Count == 0
            ? new DryStatement(statement.Type, "withheld", WithheldCodes.NoManifest, "No manifest lets anything of it through to the offices that would get it.", Nothing, routed.Why.Notices, [])
            : new DryStatement(statement.Type, "handed-over", null, $"{admitted.Why.Text} {routed.Why.Text}", routed.Why.Missing, routed.Why.Notices, handovers);
    }

    private IEnumerable<DryHandover> Handovers(Statement statement, ReferralSubmitted referral, Admission.Admissible admitted, RoutingDecision.Routed routed, Leg leg)
    {
        var to = contracts.Agreed.Directory.Find(leg.Recipient)!;
        for (var step = 1; step <= 2; step++)
        {
            var view = Views.Decide(
                new ReleaseCase
                {
                    Event = EventTypes.ReferralHandover, Step = step, Purpose = referral.Purpose, BasisReference = admitted.Basis.Reference,
                    From = sender, To = to, Collaboration = routed.Agreement, Today = _today,
                },
                contracts.Agreed);
            if (view is null)
                continue;
            var handover = new HandoverSnapshot
            {
                Id = Guid.Empty, Sender = sender.Id, Recipient = to.Id, Services = string.Join(',', leg.Services), TicketHash = [],
                AckDueOn = contracts.Agreed.Directory.AddWorkingDays(to.Country, _today, contracts.Agreed.Policy.AcknowledgeWithinWorkingDays),
            };
            var delivery = new DeliverySnapshot { From = sender.Id, Recipient = to.Id, Event = EventTypes.ReferralHandover, Step = step };
            var (data, _) = EventBuilder.Handover(contracts.Agreed, delivery, handover, statement.Data, view.Fields, to, now);
            var written = new RecordWriter().Write(contracts.Profiles.Find(to.HandoverProfile)!, EventTypes.ReferralHandover, data);
            yield return new DryHandover(to.Id, leg.Services, step, to.HandoverProfile, written.MediaType, Encoding.UTF8.GetString(written.Bytes.Span), written.NotCarried);
        }
    }
}
