using Gateway.Core.Operating;

namespace Gateway.Core.Work;

/// <summary>Why a work item is parked: a code and a bounded reason.</summary>
/// <param name="Code">Code.</param>
/// <param name="Reason">A sentence, or the kind of exception and the place in our code it came from. An exception's own text is left out: it may quote data.</param>
public sealed record Fault(string Code, Sentence Reason)
{
    /// <summary>Of a kind of exception and its place.</summary>
    public Fault(string code, string place)
        : this(code, new Sentence(place))
    {
    }

    /// <summary>Code of a record of which something cannot be opened.</summary>
    public const string Unreadable = "record-unreadable";

    /// <summary>Describes what a decision about an item ended with.</summary>
    public static Fault OfRule(Exception exception) => Of(exception is UnreadableRecordException ? Unreadable : "rule-failed", exception);

    /// <summary>Describes an exception without its text.</summary>
    public static Fault Of(string code, Exception exception) => new(code, ExceptionSummary.Of(exception));
}
