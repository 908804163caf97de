using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Delivery;

/// <summary>Decides releases, whoever asks for them, each in a span of its own and under the guard.</summary>
internal sealed class Releases(IEventWriter writer)
{
    /// <inheritdoc cref="ReleaseGuard.Decide" />
    internal ReleaseGuard.Result Decide(ReleaseSnapshots known, Circumstances now, DeliverySnapshot delivery, Guid? item = null, long? position = null)
    {
        using var activity = GatewayActivity.OfRelease(delivery);
        var result = ReleaseGuard.Decide(known, now, delivery, writer, item, position);
        if (result.Fault is not null)
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
        return result;
    }
}
