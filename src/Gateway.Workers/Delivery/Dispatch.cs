using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Delivery;

/// <summary>A delivery in the hands of the stage, with its step and what becomes of both.</summary>
/// <param name="step">Step.</param>
/// <param name="delivery">Delivery as last read or released.</param>
internal sealed class Dispatch(WorkItem step, DeliverySnapshot delivery)
{
    internal WorkItem Step { get; } = step;
    internal DeliverySnapshot Delivery { get; } = delivery;
    internal Turn Turn { get; set; } = Turn.Over;

    /// <summary>Why, when <see cref="Turn"/> is <see cref="Turn.Failed"/>.</summary>
    internal Fault? Fault { get; private set; }

    internal void Fail(Fault fault) => (Turn, Fault) = (Turn.Failed, fault);
}

/// <summary>What becomes of a delivery's step.</summary>
internal enum Turn
{
    /// <summary>Nothing is to be done (any more): blocked, confirmed, or read by the agency itself.</summary>
    Over,

    /// <summary>Not its turn, or no room, or the channel is broken: it sleeps.</summary>
    Asleep,

    /// <summary>Released: its bytes are to leave.</summary>
    Leaving,

    /// <summary>The channel has it for good.</summary>
    Arrived,

    /// <summary>Released, and erased before it was confirmed.</summary>
    Erased,

    /// <summary>It failed by itself; tried again a few times, then parked.</summary>
    Failed,
}
