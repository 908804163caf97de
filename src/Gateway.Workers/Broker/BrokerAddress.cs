using RabbitMQ.Client;

namespace Gateway.Workers.Broker;

/// <summary>Where the broker is and who this process is to it. Its text never shows the password.</summary>
public sealed record BrokerAddress
{
    private const int Plain = 5672;
    private const int Encrypted = 5671;

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port; 5672, or 5671 with TLS, unless given.</summary>
    public required int Port { get; init; }

    /// <summary>Virtual host, <c>/</c> unless given.</summary>
    public required string VirtualHost { get; init; }

    /// <summary>Account.</summary>
    public required string User { get; init; }

    /// <summary>Its password.</summary>
    public required string Password { get; init; }

    /// <summary>Whether the connection is encrypted (<c>amqps</c>).</summary>
    public required bool Tls { get; init; }

    /// <summary>Reads an address such as <c>amqp://user:password@host:5672/vhost</c>.</summary>
    /// <param name="text">The address.</param>
    /// <param name="password">The password, when the address holds none.</param>
    /// <returns>Null when it is none. Say so without showing it: it may hold a password.</returns>
    public static BrokerAddress? Parse(string text, string? password = null)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
            return null;
        var account = uri.UserInfo.Split(':', 2);
        var secret = account.Length == 2 && account[1].Length > 0 ? Uri.UnescapeDataString(account[1]) : password;
        if (account[0].Length == 0 || string.IsNullOrEmpty(secret))
            return null;
        var tls = uri.Scheme == "amqps";
        var host = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new BrokerAddress
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : tls ? Encrypted : Plain,
            VirtualHost = host.Length == 0 ? "/" : host,
            User = Uri.UnescapeDataString(account[0]),
            Password = secret,
            Tls = tls,
        };
    }

    /// <summary>
    /// A factory of connections that do not mend themselves: whoever opens one opens the next, and declares and
    /// subscribes again, so that there is one way and not two.
    /// </summary>
    /// <param name="name">What the connection is for; the broker's own pages show it.</param>
    public ConnectionFactory Factory(string name) => new()
    {
        HostName = Host,
        Port = Port,
        VirtualHost = VirtualHost,
        UserName = User,
        Password = Password,
        Ssl = new SslOption(Host, enabled: Tls),
        ClientProvidedName = name,
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
        ContinuationTimeout = TimeSpan.FromSeconds(10),
    };

    /// <inheritdoc />
    public override string ToString() =>
        $"{(Tls ? "amqps" : "amqp")}://{Host}:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/{Uri.EscapeDataString(VirtualHost)}";
}
