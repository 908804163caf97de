namespace Gateway.Workers.Edge;

/// <summary>The broker (<c>Gateway:Broker</c>).</summary>
public sealed class BrokerOptions
{
    /// <summary>
    /// Address with account and virtual host, <c>amqp://user:password@host:5672/vhost</c> or <c>amqps://…</c>; null: there
    /// is none, and agencies that are reached by queue wait.
    /// </summary>
    public Uri? Uri { get; set; }
}
