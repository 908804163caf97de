using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Broker;

/// <summary>Why the broker cannot be used, as a sentence that says what to do.</summary>
public static class BrokerFault
{
    /// <summary>The sentence for a failure; it holds no password.</summary>
    /// <param name="address">Address that was called.</param>
    /// <param name="exception">What RabbitMQ.Client threw.</param>
    public static string Sentence(BrokerAddress address, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(address);
        var causes = Causes(exception).ToList();
        if (causes.OfType<AuthenticationFailureException>().Any() || causes.OfType<PossibleAuthenticationFailureException>().Any())
            return $"The broker at {address} refuses the account '{address.User}'. Give the right user and password in Gateway:Broker:Uri.";
        return causes.OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason is { Initiator: ShutdownInitiator.Peer } reason
            ? Refused(address, reason)
            : $"The broker at {address} does not answer. Check that it runs and that this process may reach it; the gateway goes on trying.";
    }

    private static string Refused(BrokerAddress address, ShutdownEventArgs reason) => reason.ReplyCode switch
    {
        530 => $"The broker at {address} does not let the account '{address.User}' into virtual host '{address.VirtualHost}': it does not exist, or the account has no permission there. Import the file that 'topology' prints, or name the right virtual host in Gateway:Broker:Uri.",
        406 => $"The broker at {address} holds a queue or exchange that was declared with other arguments. Look at it, move its messages away, delete it and let the gateway declare it. The broker says: {reason.ReplyText}",
        403 => $"The broker at {address} does not let the account '{address.User}' declare or use what the gateway needs. Import the file that 'topology' prints. The broker says: {reason.ReplyText}",
        404 => $"Something was deleted on the broker at {address}; the gateway declares it anew. The broker says: {reason.ReplyText}",
        320 => $"The broker at {address} is shutting down. The gateway goes on trying.",
        _ => $"The broker at {address} closed the connection; the gateway goes on trying. The broker says: {reason.ReplyText}",
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            if (cause is not AggregateException several)
                continue;
            foreach (var inner in several.InnerExceptions.SelectMany(Causes))
                yield return inner;
        }
    }
}
