using Gateway.Core.Handovers;
using Gateway.Simulation.Running;

namespace Gateway.Simulation;

/// <summary>A client says no at the very moment at which it matters: that would come about by chance once in thousands of days.</summary>
internal sealed partial class SimulatedWorld
{
    private readonly HashSet<Said> _refused = [];

    /// <summary>The client of a referral takes the agreement back, or objects.</summary>
    private void SayNo(Said referral)
    {
        if (_chance.In100(50))
            Withdraw(referral);
        else
            Protect(referral.Person, objected: true);
    }

    /// <summary>A release has read what it decides on. Its process may stand still until the no is in force.</summary>
    private void ReleaseIsRead(GatewayProcess process, object? answer)
    {
        var deliveries = answer switch
        {
            HeadLoad { Heads: { Count: > 0 } heads } => heads,
            DeliveryLoad load => load.Known.Deliveries.All.ToList(),
            _ => (IReadOnlyList<DeliverySnapshot>)[],
        };
        if (_untimely == 0 || deliveries.Count == 0 || !_chance.In100(_untimely) || Of(_chance.Of(deliveries).ReferralId) is not { } referral || !_refused.Add(referral))
            return;
        _installation.Turns.Stall(process.Lane);
        SayNo(referral);
    }

    /// <summary>An attempt begins that will not come to an end at once: when it is made again the no is in force.</summary>
    private void AttemptBegins(Guid delivery, string recipient)
    {
        if (_untimely == 0 || _sides.GetValueOrDefault(recipient) == Side.Up || !_chance.In100(_untimely * 3))
            return;
        if (_checks.AllReleased.TryGetValue(delivery, out var released) && Of(released.Referral) is { } referral && _refused.Add(referral))
            SayNo(referral);
    }

    private Said? Of(Guid referral) => _checks.Tickets.TryGetValue(referral, out var ticket) ? _model.Referrals[ticket] : null;
}
