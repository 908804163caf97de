using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Edge;

/// <summary>The broker cannot be used now: nothing is lost, it is tried again.</summary>
/// <param name="sentence">What is wrong and what to do.</param>
/// <param name="cause">Cause.</param>
internal sealed class BrokerAwayException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    internal const string NotConfigured = "Gateway:Broker:Uri is not set, and agencies of the directory are reached by queue. Set it, or give them another channel.";

    private const string Goes = " Messages wait in their queues and deliveries in the store; it is tried again.";

    /// <summary>Whether an exception says something of the broker and nothing of the message or the gateway.</summary>
    internal static bool Is(Exception exception) =>
        exception is BrokerAwayException or RabbitMQClientException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <summary>A sentence that says what to do.</summary>
    /// <param name="exception">What the broker's client threw.</param>
    /// <param name="about">Queue or exchange it is about; null: the connection.</param>
    internal static string SentenceOf(Exception exception, string? about = null)
    {
        var root = exception is BrokerAwayException { InnerException: { } inner } ? inner : exception;
        var chain = Chain(root).ToList();
        if (chain.OfType<AuthenticationFailureException>().Any() || chain.OfType<PossibleAuthenticationFailureException>().Any())
            return "The broker refuses the account in Gateway:Broker:Uri. Check user and password." + Goes;
        var reason = chain.OfType<OperationInterruptedException>().Select(e => e.ShutdownReason).FirstOrDefault(r => r is not null);
        return (reason?.ReplyCode, about) switch
        {
            (Constants.NotAllowed, _) => "The broker has no such virtual host as Gateway:Broker:Uri names, or does not let its account in. Create it, or give the right one." + Goes,
            (Constants.AccessRefused, { } name) => $"The broker refuses this account what it needs on '{name}'. Give it configure, write and read permission." + Goes,
            (Constants.PreconditionFailed, { } name) => $"'{name}' was declared elsewhere with other arguments. Empty and delete it, and the gateway declares it as exported definitions have it." + Goes,
            (Constants.NotFound, { } name) => $"'{name}' is gone, or does not answer because its broker was killed while it was made. If this stays, delete it on the broker; the gateway declares it again." + Goes,
            (Constants.ResourceLocked, { } name) => $"'{name}' is held by another connection alone. Close that one." + Goes,
            _ => exception is BrokerAwayException away ? away.Message : "The broker in Gateway:Broker:Uri does not answer." + Goes,
        };
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
            yield return e;
    }
}
