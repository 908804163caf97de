using Gateway.Core.Operating;

namespace Gateway.Workers.Stages;

/// <summary>Why a step is parked: a code and a bounded reason.</summary>
/// <param name="Code">Code.</param>
/// <param name="Reason">Kind of exception and the place in our code it came from. An exception's own text is left out: it may quote data.</param>
internal sealed record Fault(string Code, string Reason)
{
    internal static Fault Of(string code, Exception exception) => new(code, ExceptionSummary.Of(exception));
}
