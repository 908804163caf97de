using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>Gathers what a routing decision explains, while it is being made.</summary>
internal sealed class RoutingNotes(Agreed agreed)
{
    private readonly List<string> _notices = [];
    private readonly List<string> _facts = [];
    private readonly List<string> _missing = [];
    private readonly List<InputVersion> _inputs = [new("directory", agreed.Directory.Version)];

    internal void Notice(string code, string? detail = null) => _notices.Add(detail is null ? code : code + ":" + detail);

    internal void Fact(string fact) => _facts.Add(fact);

    internal void Missing(IEnumerable<string> facts) => _missing.AddRange(facts);

    internal void Input(Collaboration agreement) => _inputs.Add(new InputVersion("agreement:" + agreement.Id, agreement.Version));

    internal Explanation Explain(string rule, string says) => new()
    {
        Rule = rule,
        Says = says,
        Inputs = [.. _inputs],
        Facts = Once(_facts),
        Missing = Once(_missing),
        Notices = Once(_notices),
    };

    // A decision explains itself with a handful of codes: looking through them costs less than a set.
    private static IReadOnlyList<string> Once(List<string> codes)
    {
        List<string> once = new(codes.Count);
        foreach (var code in codes)
        {
            if (!once.Contains(code))
                once.Add(code);
        }

        return once;
    }

    internal RoutingDecision.Unroutable Unroutable(string code, string? meaning = null) => new(code, Explain(code, meaning ?? code));
}
