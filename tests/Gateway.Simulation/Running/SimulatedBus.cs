using System.Reflection;
using Gateway.Contracts.Messages;
using MassTransit;

namespace Gateway.Simulation.Running;

/// <summary>
/// The broker: messages wait here until somebody takes them. They are lost, doubled and taken in any order; a sender may be told
/// that it failed although the message arrived.
/// </summary>
internal sealed class SimulatedBus(Chance chance)
{
    private readonly List<WorkDue> _waiting = [];

    /// <summary>In a hundred sends, so many messages are lost, doubled, refused, or arrive and are told as refused.</summary>
    public double Trouble { get; set; }

    /// <summary>Everything that was sent, as text.</summary>
    public Action<string> Heard { get; set; } = _ => { };

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Takes a message, any.</summary>
    public WorkDue? Take()
    {
        if (_waiting.Count == 0)
            return null;
        var at = chance.Of(_waiting.Count);
        var message = _waiting[at];
        _waiting.RemoveAt(at);
        return message;
    }

    /// <summary>The bus as a process sees it.</summary>
    public T Seen<T>() where T : class
    {
        var bus = DispatchProxy.Create<T, Proxy>();
        ((Proxy)(object)bus).Of = this;
        return bus;
    }

    private async Task SendAsync(Uri to, object message)
    {
        await Task.Yield();
        Heard($"{to} {System.Text.Json.JsonSerializer.Serialize(message)}");
        if (message is not WorkDue due)
            throw new NotSupportedException($"The simulated bus carries no {message.GetType().Name}.");
        if (chance.In100(Trouble))
            throw new IOException("The broker is away.");
        if (!chance.In100(Trouble))
            _waiting.Add(due);
        if (chance.In100(Trouble))
            _waiting.Add(due);
        await Task.Yield();
        if (chance.In100(Trouble))
            throw new IOException("The broker did not confirm.");
    }

    internal class Proxy : DispatchProxy
    {
        private Uri _to = new("exchange:none");

        public SimulatedBus Of { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "GetSendEndpoint" => Task.FromResult(EndpointOf((Uri)args![0]!)),
            "Send" => Of.SendAsync(_to, args![0]!),
            "CheckHealth" => BusHealthResult.Healthy("", new Dictionary<string, EndpointHealthResult>(StringComparer.Ordinal)),
            _ => throw new NotSupportedException($"The simulated bus does not {targetMethod.Name}."),
        };

        private ISendEndpoint EndpointOf(Uri to)
        {
            var endpoint = Create<ISendEndpoint, Proxy>();
            ((Proxy)(object)endpoint).Of = Of;
            ((Proxy)(object)endpoint)._to = to;
            return endpoint;
        }
    }
}
