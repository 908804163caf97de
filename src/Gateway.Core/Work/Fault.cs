using System.Diagnostics;

namespace Gateway.Core.Work;

/// <summary>Why a work item is parked: a code and a bounded reason.</summary>
/// <param name="Code">Code.</param>
/// <param name="Reason">Kind of exception and the place in our code it came from. An exception's own text is left out: it may quote data.</param>
public sealed record Fault(string Code, string Reason)
{
    /// <summary>Describes an exception without its text.</summary>
    public static Fault Of(string code, Exception exception)
    {
        var place = new StackTrace(exception).GetFrames()
            .Select(f => f.GetMethod())
            .FirstOrDefault(m => m?.DeclaringType?.Namespace?.StartsWith("Gateway.", StringComparison.Ordinal) == true);
        var where = place is null ? "" : $" in {place.DeclaringType?.FullName}.{place.Name}";
        var inner = exception.InnerException is { } cause ? $" ({cause.GetType().Name})" : "";
        var reason = exception.GetType().Name + inner + where + ".";
        return new Fault(code, reason.Length > 400 ? reason[..400] : reason);
    }
}
