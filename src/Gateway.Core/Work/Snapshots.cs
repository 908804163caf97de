using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;

namespace Gateway.Core.Work;

/// <summary>
/// What a batch was read with: rows as they were, and what else the decisions ask. A row that was erased or moved
/// meanwhile is simply not there; what that means is the rule's to say.
/// </summary>
public class Snapshots
{
    /// <summary>Clients.</summary>
    public SnapshotSet<ClientSnapshot> Clients { get; init; } = new([]);

    /// <summary>Client agreements; those that were withdrawn before anything was known of their client have no client.</summary>
    public SnapshotSet<ClientAgreement> Agreements { get; init; } = new([]);

    /// <summary>Referrals.</summary>
    public SnapshotSet<ReferralSnapshot> Referrals { get; init; } = new([]);

    /// <summary>Handovers.</summary>
    public SnapshotSet<HandoverSnapshot> Handovers { get; init; } = new([]);

    /// <summary>Deliveries.</summary>
    public SnapshotSet<DeliverySnapshot> Deliveries { get; init; } = new([]);

    /// <summary>Tasks that are decided about.</summary>
    public SnapshotSet<OfficeTask> Tasks { get; init; } = new([]);

    /// <summary>Records: those of the batch, and those that wait for a ticket that may arrive in it.</summary>
    public SnapshotSet<RecordSnapshot> Records { get; init; } = new([]);

    /// <summary>Counts of pilot sites.</summary>
    public SnapshotSet<PilotCount> Counts { get; init; } = new([]);

    /// <summary>What offices stated of their places.</summary>
    public SnapshotSet<CapacitySnapshot> Capacities { get; init; } = new([]);

    /// <summary>Identifiers that statements of the batch name, and all of the clients they are compared with.</summary>
    public IList<ClientIdentifier> Identifiers { get; init; } = [];

    /// <summary>Recipients' own case numbers of handovers, opened.</summary>
    public IReadOnlyDictionary<Guid, string> CaseNumbers { get; init; } = new Dictionary<Guid, string>();

    /// <summary>What became known of clients since their referrals were written, opened; those of whom nothing did are not there.</summary>
    public IDictionary<Guid, ClientLife> Lives { get; init; } = new Dictionary<Guid, ClientLife>();

    /// <summary>The last number given in the order of a client and recipient, where there is one.</summary>
    public IReadOnlyDictionary<(Guid Client, string Recipient), int> LastSequences { get; init; } = new Dictionary<(Guid, string), int>();

    /// <summary>The last generation of work items that deliveries have; those that never had one are not there.</summary>
    public IReadOnlyDictionary<Guid, int> Generations { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Referrals and recipients to which anything of them was disclosed.</summary>
    public ISet<(Guid Referral, string Recipient)> Disclosed { get; init; } = new HashSet<(Guid, string)>();

    /// <summary>Unwrapped keys of clients' data, for what the store seals when it applies decisions. Never part of a decision.</summary>
    public IReadOnlyDictionary<Guid, byte[]> Keys { get; init; } = new Dictionary<Guid, byte[]>();

    /// <summary>Previews that agreements name and that were kept, by digest; null: they cannot be looked up here.</summary>
    public IReadOnlyDictionary<string, KeptPreview>? Previews { get; init; } = new Dictionary<string, KeptPreview>();

    /// <summary>How many places of limited offers are taken.</summary>
    public IOccupancy Occupancy { get; init; } = new NoLimits();

    /// <summary>Takes over what a decision of the batch did, so that the next one sees it.</summary>
    public virtual void Take(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case Effect.Added added:
                    Take(added.Row);
                    if (added.Row is HandoverSnapshot { Services: { } services } issued)
                        Occupancy.Promise(issued.Recipient, services);
                    break;
                case Effect.Released released:
                    Take(released.Disclosure);
                    break;
                case Effect.Changed changed:
                    Take(changed.After);
                    break;
                case Effect.LifeNoted noted:
                    Lives[noted.Client] = noted.Life;
                    break;
                case Effect.IdentifierForgotten forgotten when Identifiers.FirstOrDefault(i => i.ClientId == forgotten.Client && BlindIndex.Same(forgotten.Hash, i.Hash)) is { } gone:
                    Identifiers.Remove(gone);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The client that an identifier names at an agency; null when it names nobody there.</summary>
    public Guid? ClientOf(string agency, byte[] hash) =>
        Identifiers.FirstOrDefault(i => i.Agency == agency && BlindIndex.Same(hash, i.Hash))?.ClientId;

    private sealed class NoLimits : IOccupancy
    {
        public int Taken(string agency, string service) => 0;
    }

    private void Take(object row)
    {
        switch (row)
        {
            case ClientSnapshot client:
                Clients.Take(client);
                break;
            case ClientAgreement agreement:
                Agreements.Take(agreement);
                break;
            case ReferralSnapshot referral:
                Referrals.Take(referral);
                break;
            case HandoverSnapshot handover:
                Handovers.Take(handover);
                break;
            case DeliverySnapshot delivery:
                Deliveries.Take(delivery);
                break;
            case PilotCount count:
                Counts.Take(count);
                break;
            case CapacitySnapshot capacity:
                Capacities.Take(capacity);
                break;
            case ClientIdentifier identifier:
                Identifiers.Add(identifier);
                break;
            case OfficeTask task:
                Tasks.Take(task);
                break;
            case RecordSnapshot record:
                Records.Take(record);
                break;
            case Privacy.Disclosure disclosure:
                Disclosed.Add((disclosure.ReferralId, disclosure.Recipient));
                break;
            default:
                break;
        }
    }
}
