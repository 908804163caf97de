using Gateway.Core.Work;
using Gateway.Workers.Stages;

namespace Gateway.Workers.Broker;

/// <summary>A durable quorum queue.</summary>
/// <param name="Name">Name.</param>
/// <param name="Arguments">Its arguments, the kind of queue among them; a broker refuses a declaration with others.</param>
public sealed record QueueDeclaration(string Name, IReadOnlyDictionary<string, object> Arguments);

/// <summary>A durable fan-out exchange with one queue of its own name bound to it.</summary>
/// <param name="Queue">The queue.</param>
public sealed record FanOut(QueueDeclaration Queue);

/// <summary>
/// Everything the gateway has on a broker, said once: processes declare it at every connection, the bus's endpoints are
/// configured with it, and <c>topology</c> prints it.
/// </summary>
public static class BrokerTopology
{
    /// <summary>Where the broker puts messages that it gave up: a stage's process died with each of them again and again.</summary>
    public const string DeadLetters = "gateway.dead-letter";

    /// <summary>How often the broker hands out a message whose consumer died before it gives it up.</summary>
    private const int DeliveryLimit = 100;

    private static readonly Dictionary<string, object> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    /// <summary>
    /// Queues of agencies. Newer brokers drop what came back 20 times; nothing of an agency's may be dropped, so the limit is out
    /// of reach. Of all that consume such a queue one gets messages, until it is gone: records are accepted, and events received,
    /// in the order in which they were put there, also when a consumer dies with messages that it had not confirmed.
    /// </summary>
    private static readonly Dictionary<string, object> InOrder = new(Quorum, StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = 1_000_000_000,
        ["x-single-active-consumer"] = true,
    };

    /// <summary>The queue of messages given up. Its work items are issued again when their lease runs out; the message stays as evidence.</summary>
    public static QueueDeclaration DeadLetter { get; } = new(DeadLetters, Quorum);

    /// <summary>Exchange and queue of a stage.</summary>
    public static FanOut OfStage(string stage) => new(new QueueDeclaration(StageQueues.Name(stage), new Dictionary<string, object>(Quorum, StringComparer.Ordinal)
    {
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = DeadLetters,
    }));

    /// <summary>Every stage's.</summary>
    public static IReadOnlyList<FanOut> Stages { get; } = [.. StageNames.All.Select(OfStage)];

    /// <summary>Exchange and queue into which an agency puts its records; the gateway reads them.</summary>
    public static FanOut InOf(string agency) => new(new QueueDeclaration($"agency.{agency}.in", InOrder));

    /// <summary>Queue from which an agency takes its events; the gateway writes to it through the default exchange.</summary>
    public static QueueDeclaration OutOf(string agency) => new($"agency.{agency}.out", InOrder);
}
