using MassTransit;

namespace Gateway.Workers.Stages;

/// <summary>
/// Rethrows whatever a consumer lets escape as a short exception without inner exceptions. The bus writes exception
/// texts into message headers: a long one closes the connection, and any of them may quote data.
/// </summary>
internal sealed class BoundedFaultFilter<T> : IFilter<ConsumeContext<T>> where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        try
        {
            await next.Send(context);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StageFaultException))
        {
            throw StageFaultException.Of(e);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("bounded-faults");
}

/// <summary>A stage could not work on a message; its work items are handed out again when their lease runs out.</summary>
/// <param name="reason">Bounded reason without data.</param>
public sealed class StageFaultException(string reason) : Exception(reason)
{
    internal static StageFaultException Of(Exception exception) => new(Gateway.Core.Work.Fault.Of("stage-failed", exception).Reason.ToString());
}
