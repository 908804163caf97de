using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Workers.Edge;
using RabbitMQ.Client;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>An office's program dies with events that it had not confirmed, and another takes its place at once.</summary>
[Collection(EdgeCollection.Name)]
public sealed class NextConsumerTests(SharedBroker broker)
{
    private const int Events = 40;
    private const int AtOnce = 20;

    [Fact]
    public async Task What_the_one_before_had_not_confirmed_comes_first_to_the_next()
    {
        var queue = AgencyQueues.OutQueue("ocmw-leuven");
        await using var dying = await broker.LineAsync("ocmw-leuven");
        for (var i = 0; i < Events; i++)
            await dying.Channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { MessageId = $"{i}" }, ReadOnlyMemory<byte>.Empty);
        await using var dies = dying.LettersAsync(queue, AtOnce).GetAsyncEnumerator();
        for (var i = 0; i < AtOnce; i++)
            (await dies.MoveNextAsync()).ShouldBeTrue();

        // It begins while the broker has not noticed yet that the other is gone.
        await using var next = await BrokerLine.OpenAsync(broker.Rabbit.Uri);
        await using var comes = next.LettersAsync(queue, Events).GetAsyncEnumerator();
        var first = comes.MoveNextAsync();
        await next.Channel.QueueDeclarePassiveAsync(queue);
        await dying.DisposeAsync();
        List<string?> received = [];
        for (var has = await first; has; has = received.Count < Events && await comes.MoveNextAsync())
            received.Add(comes.Current.BasicProperties.MessageId);

        received.ShouldBe(Enumerable.Range(0, Events).Select(i => $"{i}"));
    }
}
